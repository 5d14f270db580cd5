import type { Deps } from '~/server/deps';
import { settleWaitlists } from '~/server/modules/claims/settle-waitlists';
import { repeat, type TimerJob } from './repeat';

/** Passes on offers that nobody answered, several times a minute. */
export const startSettlingWaitlists = (deps: Deps): TimerJob =>
  repeat(deps, {
    everyMs: 15_000,
    run: () => settleWaitlists(deps),
    failed: 'offers were not passed on',
  });
