import type { Deps } from '~/server/deps';
import { raiseDueAlerts } from '~/server/modules/visits/alerts';
import type { TimerJob } from './settle-needs';

const everyMs = 60_000;

/** Looks every minute who has not arrived at a private home, or not left it. A run that fails is logged and tried again. */
export function startWatchingVisits(deps: Deps, intervalMs = everyMs): TimerJob {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();

  const run = async (): Promise<void> => {
    try {
      await raiseDueAlerts(deps);
    } catch (error) {
      deps.log.error({ err: error }, 'visits were not looked at; the next run tries again');
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
