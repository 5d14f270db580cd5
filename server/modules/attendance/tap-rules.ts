import { refuse } from '~/server/policy/refusal';

const minute = 60_000;

/** What a device without a network kept reaches the server no later than so many hours after it happened. */
export const tapKeptHours = 72;
/** Up to so many minutes ahead of the server, a device's clock is taken for the server's. */
export const clockAheadMinutes = 2;
/** What reaches the server within so many minutes was not sent later: that is how long a poor network takes. */
export const sentLaterMinutes = 2;

/** A word that came so many minutes after the time it names is no trace by itself: somebody may have chosen the time. */
export const ownTraceMinutes = 15;

/** When something happened on site, and when the server heard of it where that was later. */
export interface Moment {
  readonly at: Date;
  readonly heardAt: Date | null;
}

/** Whether the server heard of it so much later that nothing but the word of whoever sent it stands for the time. */
export const isBackdated = ({ at, heardAt }: Moment): boolean =>
  heardAt !== null && heardAt.getTime() - at.getTime() > ownTraceMinutes * minute;

/** What happens as the server hears of it. */
export const atOnce = (now: Date): Moment => ({ at: now, heardAt: null });

/**
 * The moment of a tap that a device kept while it had no network: the time of the tap counts, within bounds. Refused with
 * CLOCK_AHEAD when it lies in the future, with TOO_LATE after 72 hours. Without a time of its own it happens now.
 */
export function momentOfTap(tappedAt: Date | null | undefined, now: Date): Moment {
  if (!tappedAt) return atOnce(now);
  const lateMs = now.getTime() - tappedAt.getTime();
  if (lateMs < -clockAheadMinutes * minute) refuse('CLOCK_AHEAD');
  if (lateMs > tapKeptHours * 60 * minute) refuse('TOO_LATE');
  const at = lateMs < 0 ? now : tappedAt;
  return { at, heardAt: lateMs > sentLaterMinutes * minute ? now : null };
}
