import type { Deps } from '~/server/deps';
import { resumeImports } from '~/server/modules/needs/resume-imports';
import type { TimerJob } from './settle-needs';

const everyMs = 60_000;

/**
 * Goes on with imports whose process has ended: at the start, and then every minute, since another node may end while this
 * one stays. Stopping waits for the batch under way.
 */
export function startResumingImports(deps: Deps, intervalMs = everyMs): TimerJob {
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();

  const run = async (): Promise<void> => {
    try {
      await resumeImports(deps, { signal: stopping.signal });
    } catch (error) {
      deps.log.error({ err: error }, 'imports were not looked for; the next run tries again');
    }
    if (!stopping.signal.aborted) timer = setTimeout(next, intervalMs);
  };
  const next = (): void => {
    running = run();
  };
  next();

  return {
    async stop() {
      stopping.abort();
      clearTimeout(timer);
      await running;
    },
  };
}
