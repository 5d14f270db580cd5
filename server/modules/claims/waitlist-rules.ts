import type { ClaimState } from '~/generated/prisma/enums';
import { nextPause, type QuietHours } from '~/server/modules/communities/quiet-hours';
import type { RefusalCode } from '~/server/policy/refusal';

const minute = 60_000;
const hour = 60 * minute;

/** Nobody is asked to answer in less. */
export const shortestOfferMinutes = 15;
/** An offer stands for this part of the time that is left until the start … */
const partOfTimeLeft = 1 / 8;
/** … and ends on a round time, which is easier to remember. */
const roundTo = 5 * minute;
/** So long before the start the clock of an offer no longer pauses: whoever waits wants to know. */
const noPauseBefore = 24 * hour;

/** What decides how long an offer stands. */
export interface OfferFacts {
  readonly now: Date;
  readonly startsAt: Date;
  readonly timeZone: string;
  /** The longest that the community lets an offer stand, in minutes. */
  readonly longestMinutes: number;
  readonly quiet: QuietHours;
}

/**
 * Until when an offer made now stands: an eighth of the time left until the start, at least a quarter of an hour and at most
 * what the community says. The clock pauses in quiet hours unless the start is less than 24 hours off. Never later than the start.
 */
export function offerUntil({ now, startsAt, timeZone, longestMinutes, quiet }: OfferFacts): Date {
  const start = startsAt.getTime();
  const longest = Math.max(longestMinutes, shortestOfferMinutes) * minute;
  const shortest = shortestOfferMinutes * minute;
  let left = Math.min(longest, Math.max(shortest, (start - now.getTime()) * partOfTimeLeft));
  let at = now.getTime();
  const lastPause = start - noPauseBefore;
  while (left > 0 && at < lastPause) {
    const pause = nextPause(at, timeZone, quiet);
    const runs = Math.min(left, (pause?.from ?? Infinity) - at, lastPause - at);
    if (runs > 0) {
      at += runs;
      left -= runs;
    } else if (pause) at = Math.min(pause.until, lastPause);
  }
  return new Date(Math.min(Math.ceil((at + left) / roundTo) * roundTo, start));
}

/** An offer, as far as an answer to it goes. */
export interface AnsweredOffer {
  readonly state: ClaimState;
  readonly expiresAt: Date | null;
}

/** Why somebody's answer to an offer comes to nothing; null when it counts. */
export function answerRefusal({ state, expiresAt }: AnsweredOffer, now: Date): RefusalCode | null {
  if (state === 'offered') return expiresAt !== null && expiresAt <= now ? 'OFFER_EXPIRED' : null;
  if (state === 'expired') return 'OFFER_EXPIRED';
  return state === 'confirmed' ? 'ALREADY_DONE' : 'WRONG_STATE';
}

/** What a task has at one moment, for deciding how many of those who wait are asked. */
export interface PlacesToOffer {
  /** Places that nobody holds. */
  readonly free: number;
  /** Requests that a worker has not answered. */
  readonly requested: number;
  /** A worker says yes before a claim holds a place. */
  readonly needsYes: boolean;
}

/**
 * How many of those who wait get their turn. Where a worker has the last word their turn is a request, and there are never more
 * of those that came from the waitlist than places for them.
 */
export const turnsFor = ({ free, requested, needsYes }: PlacesToOffer): number =>
  Math.max(0, needsYes ? free - requested : free);
