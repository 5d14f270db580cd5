import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Deps } from '~/server/deps';
import { refuse } from '~/server/policy/refusal';
import { codeAttempts, codePauseSeconds } from './rules';

/** One limiter for each set of process parts, so that two servers in one test do not share it. */
const limiters = new WeakMap<Deps, RateLimiterMemory>();

function limiterOf(deps: Deps): RateLimiterMemory {
  let limiter = limiters.get(deps);
  if (!limiter) {
    limiter = new RateLimiterMemory({ points: codeAttempts, duration: codePauseSeconds });
    limiters.set(deps, limiter);
  }
  return limiter;
}

/** Refuses TOO_MANY_ATTEMPTS for a person who has entered too many wrong codes for a task. */
export async function assertCodeAttemptsLeft(deps: Deps, personId: string, taskId: string): Promise<void> {
  const used = await limiterOf(deps).get(`${personId}:${taskId}`);
  if (used && used.consumedPoints >= codeAttempts) refuse('TOO_MANY_ATTEMPTS');
}

/** Counts a wrong code. */
export async function countWrongCode(deps: Deps, personId: string, taskId: string): Promise<void> {
  await limiterOf(deps).penalty(`${personId}:${taskId}`);
}
