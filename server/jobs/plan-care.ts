import type { Deps } from '~/server/deps';
import { planAllVisits } from '~/server/modules/care/plan-all';
import type { TimerJob } from './settle-needs';

const everyMs = 15 * 60_000;

/** Plans regular visits two weeks ahead, now and several times an hour. A run that fails is logged and tried again. */
export function startPlanningCare(deps: Deps, intervalMs = everyMs): TimerJob {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();

  const run = async (): Promise<void> => {
    try {
      await planAllVisits(deps);
    } catch (error) {
      deps.log.error({ err: error }, 'regular visits were not planned; the next run tries again');
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
