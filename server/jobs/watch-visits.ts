import type { Deps } from '~/server/deps';
import { raiseDueAlerts } from '~/server/modules/visits/alerts';
import { repeat, type TimerJob } from './repeat';

/** Looks every minute who has not arrived at a private home, or not left it. */
export const startWatchingVisits = (deps: Deps): TimerJob =>
  repeat(deps, {
    everyMs: 60_000,
    run: () => raiseDueAlerts(deps),
    failed: 'visits were not looked at',
  });
