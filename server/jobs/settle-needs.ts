import type { Deps } from '~/server/deps';
import { closeUnjudged } from '~/server/modules/judging/close-unjudged';
import { settleNeeds } from '~/server/modules/needs/settle-needs';
import { settleEndedProxies } from '~/server/modules/proxies/settle-ended';
import { repeat, type TimerJob } from './repeat';

/** Starts and completes needs as their time comes, soon after it, closes help that nobody judged in time, and
 * takes from proxies whose time is over what they knew. */
export const startSettlingNeeds = (deps: Deps): TimerJob =>
  repeat(deps, {
    everyMs: 20_000,
    run: async () => {
      await settleNeeds(deps);
      await closeUnjudged(deps);
      await settleEndedProxies(deps);
    },
    failed: 'needs were not settled',
  });
