import type { CalendarKind, ClaimState, NeedKind, PlaceKind } from '~/generated/prisma/enums';
import { isLive } from '~/server/modules/claims/rules';
import type { Action } from '~/server/policy/permissions';
import type { CalendarEntry } from './write-calendar';

/** What reading and making a feed of each kind asks for. */
export const actionOf: Readonly<Record<CalendarKind, Action>> = {
  person: 'calendar.own',
  organisation: 'calendar.unit',
  community: 'calendar.community',
};

/** For so many days after its end a task stays in a feed. */
export const pastDays: Readonly<Record<CalendarKind, number>> = {
  person: 90,
  organisation: 30,
  community: 1,
};

/** For so many days what was called off stays, marked so: longer than any calendar program waits before it looks again. */
export const cancelledDays = 30;

/** Entries of one feed at most, the soonest first. */
export const mostEntries = 1000;

/** The last use of a feed is written at most this often. */
export const touchIntervalMs = 60_000;

/** What decides how a task stands in a calendar. */
export interface EntryFacts {
  /** The reader's own claim; null where the feed is not a person's. */
  readonly claimState: ClaimState | null;
  readonly isCancelled: boolean;
}

/**
 * Whether a task goes on, as far as its reader is concerned. In one's own calendar one's claim alone decides: a task that was called off
 * gave its claims back, and whoever was serving then goes on.
 */
export function statusOf({ claimState, isCancelled }: EntryFacts): CalendarEntry['status'] {
  if (claimState === null) return isCancelled ? 'CANCELLED' : 'CONFIRMED';
  if (isSettled(claimState)) return 'CONFIRMED';
  return isLive(claimState) ? 'TENTATIVE' : 'CANCELLED';
}

/** They come, or the day is over. */
const isSettled = (state: ClaimState): boolean =>
  state === 'confirmed' || state === 'checked_in' || state === 'attended' || state === 'no_show';

/**
 * Whether a calendar tells nothing of what a task is about but the area: at a private home, and wherever somebody is helped, since
 * titles and places of such needs are written about a person.
 */
export const isPrivate = (need: { readonly kind: NeedKind; readonly placeKind: PlaceKind }): boolean =>
  need.kind !== 'activity' || need.placeKind === 'private_home';
