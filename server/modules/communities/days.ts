import { Temporal } from 'temporal-polyfill';

/** A calendar day of a community, `2026-03-01`. */
export type Day = string;

/** The day that a date column holds, and back. */
export const dayOf = (date: Date): Day => date.toISOString().slice(0, 10);
export const dateOf = (day: Day): Date => new Date(`${day}T00:00:00Z`);

/** The day it is somewhere. */
export const dayAt = (now: Date, timeZone: string): Day =>
  Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone).toPlainDate().toString();

/** Minutes after midnight by the clock on the wall. */
export function minuteAt(now: Date, timeZone: string): number {
  const { hour, minute } = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone);
  return hour * 60 + minute;
}

export const daysLater = (day: Day, days: number): Day =>
  Temporal.PlainDate.from(day).add({ days }).toString();

/** When something is that is planned by day: minutes after midnight by the clock on the wall, and how long. */
export interface TimeOfDay {
  readonly startMinute: number;
  readonly durationMinutes: number;
}

/**
 * The window on a day. A time that the change to summer time skips becomes the hour after, one that comes twice is the first; the
 * length stays, as RFC 5545 has it for a DTEND.
 */
export function windowOn(
  day: Day,
  { startMinute, durationMinutes }: TimeOfDay,
  timeZone: string,
): { startsAt: Date; endsAt: Date } {
  const plainTime = new Temporal.PlainTime(Math.floor(startMinute / 60), startMinute % 60);
  const start = Temporal.PlainDate.from(day).toZonedDateTime({ timeZone, plainTime }).epochMilliseconds;
  return { startsAt: new Date(start), endsAt: new Date(start + durationMinutes * 60_000) };
}
