import type { Deps } from '~/server/deps';
import { makeAllDates } from '~/server/modules/series/make-all';
import { repeat, type TimerJob } from './repeat';

/** Makes the dates of series eight weeks ahead, soon after each is due. */
export const startMakingDates = (deps: Deps): TimerJob =>
  repeat(deps, {
    everyMs: 30_000,
    run: () => makeAllDates(deps),
    failed: 'dates of series were not made',
  });
