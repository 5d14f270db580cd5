import type { Deps } from '~/server/deps';
import { forgetEvents } from '~/server/realtime/forget-events';
import { repeat, type TimerJob } from './repeat';

/** A client that was away longer reads everything anew. */
const keptDays = 30;

/** Deletes events that no client asks for any more, every few hours. History keeps what happened. */
export const startForgettingEvents = (deps: Deps): TimerJob =>
  repeat(deps, {
    everyMs: 6 * 60 * 60 * 1000,
    run: () => forgetEvents(deps.pool, new Date(deps.clock.now().getTime() - keptDays * 86_400_000)),
    failed: 'old events were not deleted',
  });
