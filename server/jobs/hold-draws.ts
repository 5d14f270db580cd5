import type { Deps } from '~/server/deps';
import { holdDraws } from '~/server/modules/draws/hold-draws';
import { repeat, type TimerJob } from './repeat';

/** Draws the lots of tasks whose time has come, several times a minute. */
export const startHoldingDraws = (deps: Deps): TimerJob =>
  repeat(deps, { everyMs: 15_000, run: () => holdDraws(deps), failed: 'draws were not held' });
