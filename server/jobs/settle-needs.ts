import type { Deps } from '~/server/deps';
import { closeUnjudged } from '~/server/modules/judging/close-unjudged';
import { settleNeeds } from '~/server/modules/needs/settle-needs';

/** A running job; `stop` waits for the run under way. */
export interface TimerJob {
  stop(): Promise<void>;
}

const everyMs = 20_000;

/** Starts and completes needs as their time comes, soon after it, and closes help that nobody judged in time. A run that fails is logged and tried again. */
export function startSettlingNeeds(deps: Deps, intervalMs = everyMs): TimerJob {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();

  const run = async (): Promise<void> => {
    try {
      await settleNeeds(deps);
      await closeUnjudged(deps);
    } catch (error) {
      deps.log.error({ err: error }, 'needs were not settled; the next run tries again');
    }
    if (!stopped) timer = setTimeout(next, intervalMs);
  };
  const next = (): void => {
    running = run();
  };
  next();

  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
