import type { Deps } from '~/server/deps';

/** A running job; `stop` waits for the run under way. */
export interface TimerJob {
  stop(): Promise<void>;
}

export interface Repeated {
  readonly everyMs: number;
  /** One run; the signal tells it to come to an end. */
  run(stopping: AbortSignal): Promise<unknown>;
  /** What the log says of a run that failed, in words; the next run tries again. */
  readonly failed: string;
}

/** Does something now and again and again, so many milliseconds after each run's end. A run that fails is logged. */
export function repeat(deps: Pick<Deps, 'log'>, { everyMs, run, failed }: Repeated): TimerJob {
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();

  const once = async (): Promise<void> => {
    try {
      await run(stopping.signal);
    } catch (error) {
      deps.log.error({ err: error }, `${failed}; the next run tries again`);
    }
    if (!stopping.signal.aborted) timer = setTimeout(next, everyMs);
  };
  const next = (): void => {
    running = once();
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
