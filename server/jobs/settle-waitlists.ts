import type { Deps } from '~/server/deps';
import { settleHandOvers } from '~/server/modules/claims/settle-hand-overs';
import { settleWaitlists } from '~/server/modules/claims/settle-waitlists';
import { repeat, type TimerJob } from './repeat';

/** Passes on offers that nobody answered, and places that are handed over, several times a minute. */
export const startSettlingWaitlists = (deps: Deps): TimerJob =>
  repeat(deps, {
    everyMs: 15_000,
    // Neither waits for the other to come right.
    run: async () => {
      try {
        await settleWaitlists(deps);
      } finally {
        await settleHandOvers(deps);
      }
    },
    failed: 'offers were not passed on',
  });
