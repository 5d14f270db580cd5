import type { Deps } from '~/server/deps';
import { planAllVisits } from '~/server/modules/care/plan-all';
import { repeat, type TimerJob } from './repeat';

/** Plans regular visits two weeks ahead, several times an hour. */
export const startPlanningCare = (deps: Deps): TimerJob =>
  repeat(deps, {
    everyMs: 15 * 60_000,
    run: () => planAllVisits(deps),
    failed: 'regular visits were not planned',
  });
