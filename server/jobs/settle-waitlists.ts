import type { Deps } from '~/server/deps';
import { settleHandOvers } from '~/server/modules/claims/settle-hand-overs';
import { settleWaitlists } from '~/server/modules/claims/settle-waitlists';
import { repeat, type TimerJob } from './repeat';

/** Passes on offers that nobody answered, and places that are handed over, several times a minute. */
export const startSettlingWaitlists = (deps: Deps): TimerJob =>
  repeat(deps, {
    everyMs: 15_000,
    run: async () => ({ ...(await settleWaitlists(deps)), handedOver: await settleHandOvers(deps) }),
    failed: 'offers were not passed on',
  });
