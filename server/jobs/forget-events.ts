import type { Deps } from '~/server/deps';
import { forgetEvents } from '~/server/realtime/forget-events';
import type { TimerJob } from './settle-needs';

const everyMs = 6 * 60 * 60 * 1000;
/** A client that was away longer reads everything anew. */
const keptDays = 30;

/** Deletes events that no client asks for any more, now and every few hours. History keeps what happened. */
export function startForgettingEvents(deps: Deps, intervalMs = everyMs): TimerJob {
  let running = Promise.resolve();
  const next = (): void => {
    const before = new Date(deps.clock.now().getTime() - keptDays * 86_400_000);
    running = forgetEvents(deps.pool, before).then(
      () => undefined,
      (error: unknown) =>
        deps.log.error({ err: error }, 'old events were not deleted; the next run tries again'),
    );
  };
  next();
  const timer = setInterval(next, intervalMs);
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
