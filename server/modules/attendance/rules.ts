import { createHmac, timingSafeEqual } from 'node:crypto';
import type { AttendanceSource, ClaimState } from '~/generated/prisma/enums';
import { refusalOf, type ClaimFacts } from '~/server/modules/claims/rules';
import type { RefusalCode } from '~/server/policy/refusal';
import type { Moment } from './tap-rules';

const minute = 60_000;

/** Check-in opens so many minutes before the start. */
export const checkInOpensMinutes = 60;
/** Check-out closes so many minutes after the end. */
export const checkOutClosesMinutes = 12 * 60;
/** Service counts from so many minutes before the start … */
export const countedBeforeMinutes = 15;
/** … until so many minutes after the end. */
export const countedAfterMinutes = 60;

const minuteOf = (at: Date): number => Math.floor(at.getTime() / minute);

/** The six digits shown on site in one minute. */
function digitsOf(secret: Uint8Array, minuteNumber: number): string {
  const mac = createHmac('sha256', secret).update(String(minuteNumber)).digest();
  return String(mac.readUIntBE(0, 6) % 1_000_000).padStart(6, '0');
}

/** The code of this minute, and until when it is accepted: to the end of the next. */
export function currentCode(secret: Uint8Array, now: Date): { digits: string; validUntil: Date } {
  const number = minuteOf(now);
  return { digits: digitsOf(secret, number), validUntil: new Date((number + 2) * minute) };
}

/** Whether a code is that of this or the previous minute. Takes the same time whatever was typed. */
export function isCurrentCode(secret: Uint8Array, typed: string, now: Date): boolean {
  const given = Buffer.from(typed.padEnd(6).slice(0, 6));
  const number = minuteOf(now);
  const matches = [number, number - 1].map((at) => {
    const expected = Buffer.from(digitsOf(secret, at));
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
  return typed.length === 6 && matches.includes(true);
}

interface Window {
  readonly startsAt: Date;
  readonly endsAt: Date;
}

/** Why nobody can be checked in now, by server time and the claim's state; null when they can. */
export function checkInRefusal(state: ClaimState, window: Window, now: Date): RefusalCode | null {
  if (state === 'checked_in' || state === 'attended') return 'ALREADY_DONE';
  if (state !== 'confirmed') return 'WRONG_STATE';
  if (now.getTime() < window.startsAt.getTime() - checkInOpensMinutes * minute) return 'TOO_EARLY';
  return now.getTime() > window.endsAt.getTime() ? 'TOO_LATE' : null;
}

/** Why nobody can be checked out now; null when they can. */
export function checkOutRefusal(state: ClaimState, window: Window, now: Date): RefusalCode | null {
  if (state === 'attended') return 'ALREADY_DONE';
  if (state !== 'checked_in') return 'WRONG_STATE';
  return now.getTime() > window.endsAt.getTime() + checkOutClosesMinutes * minute ? 'TOO_LATE' : null;
}

/**
 * Why somebody who is present without a claim cannot be put on the roster; null when they can. What stands in the way of a
 * claim stands in the way of this too, except that the day has begun: the window is that of check-in. Who came while a device had
 * no network did so before the need was completed, though that is heard of afterwards.
 */
export function walkInRefusal(
  facts: ClaimFacts | null,
  window: Window,
  { at, heardAt }: Moment,
): RefusalCode | null {
  const wasOpen = heardAt !== null && facts?.needStatus === 'completed';
  if (
    facts &&
    facts.needStatus !== 'open' &&
    facts.needStatus !== 'in_progress' &&
    !facts.cancelled &&
    !wasOpen
  )
    return facts.needStatus === 'draft' || facts.needStatus === 'in_review' ? 'NOT_FOUND' : 'NOT_OPEN';
  const refusal = refusalOf(facts && { ...facts, started: false, open: facts.open || wasOpen });
  if (refusal === 'TASK_CANCELLED' || refusal === 'NOT_FOUND') return refusal;
  return checkInRefusal('confirmed', window, at) ?? refusal;
}

/** Why nobody can be marked as not having come; null when they can. Nobody is late before the start. */
export function noShowRefusal(state: ClaimState, window: Window, now: Date): RefusalCode | null {
  if (state === 'no_show') return 'ALREADY_DONE';
  if (state !== 'confirmed') return 'WRONG_STATE';
  return now.getTime() < window.startsAt.getTime() ? 'TOO_EARLY' : null;
}

/** Why that mark cannot be taken back; null when it can: as long as the task's day lasts, which ends with check-out. */
export function undoNoShowRefusal(state: ClaimState, window: Window, now: Date): RefusalCode | null {
  if (state === 'confirmed' || state === 'checked_in' || state === 'attended') return 'ALREADY_DONE';
  if (state !== 'no_show') return 'WRONG_STATE';
  return now.getTime() > window.endsAt.getTime() + checkOutClosesMinutes * minute ? 'TOO_LATE' : null;
}

/**
 * The time that counts as service, in whole minutes rounded down: from check-in, but no earlier than 15 minutes before the
 * start, until check-out, but no later than 60 minutes after the end, less the breaks. Early arrival and tidying up count;
 * a forgotten check-out does not. Null when nothing is left.
 */
export function effectiveService(
  window: Window,
  attendance: { checkedInAt: Date; checkedOutAt: Date; breakMinutes: number },
): { startsAt: Date; endsAt: Date; minutes: number } | null {
  const from = Math.max(
    attendance.checkedInAt.getTime(),
    window.startsAt.getTime() - countedBeforeMinutes * minute,
  );
  const until = Math.min(
    attendance.checkedOutAt.getTime(),
    window.endsAt.getTime() + countedAfterMinutes * minute,
  );
  const minutes = Math.floor((until - from) / minute) - attendance.breakMinutes;
  return minutes > 0 ? { startsAt: new Date(from), endsAt: new Date(until), minutes } : null;
}

const onSite: readonly AttendanceSource[] = ['code', 'kiosk'];
const staff: readonly AttendanceSource[] = ['coordinator', 'officer'];
/** What the helper alone can say; who was once at a home knows the digits of its magnet for good. */
const own: readonly AttendanceSource[] = ['self', 'magnet'];

/**
 * What a measured record rests on (ServiceRecord.evidenceLevel), whether the person signed up or walked in:
 * 3 when the code on site and a member of staff each vouch for one end: two traces independent of each other;
 * 2 when the code vouches for both ends, or the magnet at a home for one and a member of staff for the other: one trace;
 * 1 when it vouches for one end and the other, set by a rule or written on paper, is only the volunteer's word;
 *   or when the helper's own word is all there is beside it, beside the magnet, or beside a member of staff;
 * 0 when nothing but staff, paper or a rule says so.
 */
export function evidenceLevel(checkIn: AttendanceSource, checkOut: AttendanceSource): 0 | 1 | 2 | 3 {
  const ends = [checkIn, checkOut];
  const traced = ends.filter((source) => onSite.includes(source)).length;
  if (traced === 2) return 2;
  if (traced === 0) {
    const vouched = ends.every((source) => own.includes(source) || staff.includes(source));
    if (!vouched || !ends.some((source) => own.includes(source))) return 0;
    return ends.includes('magnet') && ends.some((source) => staff.includes(source)) ? 2 : 1;
  }
  return ends.some((source) => staff.includes(source)) ? 3 : 1;
}
