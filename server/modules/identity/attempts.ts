import { createHmac } from 'node:crypto';
import type { Pool } from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { Deps } from '~/server/deps';
import type { Actor } from '~/server/policy/actor';
import { refuse } from '~/server/policy/refusal';

const quarterHour = 15 * 60;

/** How often something may be tried. An address may stand for a whole community centre, an identifier stands for one account. */
const limits = {
  sign_in_address: { points: 60, duration: quarterHour },
  sign_in_identifier: { points: 10, duration: quarterHour },
  /** Secrets that did not open one of several accounts behind an identifier, whichever of the others they opened. */
  sign_in_shared: { points: 10, duration: quarterHour },
  sign_up_address: { points: 60, duration: 4 * quarterHour },
  set_up_address: { points: 10, duration: quarterHour },
  password_account: { points: 10, duration: quarterHour },
  password_change: { points: 5, duration: 4 * quarterHour },
  contact_change: { points: 10, duration: 4 * quarterHour },
  member_look_up: { points: 60, duration: 4 * quarterHour },
  /** Wrong codes of one person for one task. */
  check_in_code: { points: 5, duration: 10 * 60 },
  /** Wrong digits of magnets that one person typed. */
  magnet_code: { points: 5, duration: 10 * 60 },
  /** What an account takes in or hands in: an officer at a telephone writes faster than a resident who asks. */
  need_asked: { points: 10, duration: quarterHour },
  need_drafted: { points: 60, duration: quarterHour },
  /** What an officer looks up and takes down: fourteen calls in a morning, each with some typing. */
  intake_searched: { points: 200, duration: quarterHour },
  intake_taken: { points: 60, duration: quarterHour },
  /**
   * Following a request by its number and code: wrong ones from one address, for one number from one address, and for one number
   * from everywhere, so that a stranger does not easily lock out whoever has the code.
   */
  follow_address: { points: 60, duration: quarterHour },
  follow_guess: { points: 10, duration: 4 * quarterHour },
  follow_number: { points: 100, duration: 4 * quarterHour },
  /** Asking for help without an account: an address may stand for a housing estate. */
  ask_address: { points: 20, duration: 4 * quarterHour },
  ask_community: { points: 200, duration: 4 * quarterHour },
  /** What a machine sends: a hotline on its worst day. */
  machine_sent: { points: 600, duration: quarterHour },
  machine_refused: { points: 30, duration: quarterHour },
  /** A calendar program looks every quarter of an hour at most; one address of a community may stand in many calendars. */
  calendar_read: { points: 600, duration: quarterHour },
  calendar_refused: { points: 30, duration: quarterHour },
  calendar_made: { points: 20, duration: 4 * quarterHour },
  organisation_registered: { points: 5, duration: quarterHour },
  file_uploaded: { points: 20, duration: quarterHour },
} as const;

export type Limit = keyof typeof limits;

type Limiters = Record<Limit, RateLimiterPostgres>;
const limitersOf = new WeakMap<Pool, Limiters>();

function limiters(pool: Pool): Limiters {
  const made = limitersOf.get(pool);
  if (made) return made;
  const entries = Object.entries(limits).map(([name, limit], at) => [
    name,
    new RateLimiterPostgres({
      ...limit,
      keyPrefix: name,
      storeClient: pool,
      storeType: 'pool',
      tableName: 'RateLimit',
      tableCreated: true,
      // One of them sweeps what ran out, for all.
      clearExpiredByTimeout: at === 0,
    }),
  ]);
  const all = Object.fromEntries(entries) as Limiters;
  limitersOf.set(pool, all);
  return all;
}

type Parts = Pick<Deps, 'pool' | 'settings'>;

/** Addresses and identifiers are personal: the table holds their keyed hash. */
const keyOf = (deps: Parts, subject: string): string =>
  createHmac('sha256', deps.settings.secret).update(`attempts:${subject}`).digest('base64url');

/** Counts one attempt and refuses with TOO_MANY_ATTEMPTS when there were too many, on every node alike. */
export async function countAttempt(deps: Parts, limit: Limit, subject: string): Promise<void> {
  if (!(await isWithinLimit(deps, limit, subject))) refuse('TOO_MANY_ATTEMPTS');
}

/** Counts one act of the caller's account. Linli itself has none and is not counted. */
export async function countByAccount(deps: Parts, limit: Limit, actor: Actor): Promise<void> {
  if (actor.accountId !== null) await countAttempt(deps, limit, actor.accountId);
}

/** Counts one attempt; false when there were too many. */
export async function isWithinLimit(deps: Parts, limit: Limit, subject: string): Promise<boolean> {
  try {
    await limiters(deps.pool)[limit].consume(keyOf(deps, subject));
    return true;
  } catch (error) {
    if (error instanceof RateLimiterRes) return false;
    throw error;
  }
}

/** Takes an attempt back that turned out well, so that only failures count. */
export async function forgiveAttempt(deps: Parts, limit: Limit, subject: string): Promise<void> {
  await limiters(deps.pool)[limit].reward(keyOf(deps, subject));
}

/** Starts an identifier's count anew after its owner got in. */
export async function forgetAttempts(deps: Parts, limit: Limit, subject: string): Promise<void> {
  await limiters(deps.pool)[limit].delete(keyOf(deps, subject));
}
