import { Temporal } from 'temporal-polyfill';

/** The hours in which nobody is rung up or hurried, by the wall clock: 'HH:MM' each; over midnight where `until` is the earlier. */
export interface QuietHours {
  readonly from: string;
  readonly until: string;
}

/** The quiet hours that go on at an instant, or those that come next; null where there are none. */
export function nextPause(
  at: number,
  timeZone: string,
  { from, until }: QuietHours,
): { from: number; until: number } | null {
  if (from === until) return null;
  const today = dayAt(at, timeZone);
  for (const days of [-1, 0, 1]) {
    const day = today.add({ days });
    const pause = {
      from: instantOf(day, from, timeZone),
      until: instantOf(until < from ? day.add({ days: 1 }) : day, until, timeZone),
    };
    if (pause.until > at && pause.until > pause.from) return pause;
  }
  return null;
}

/** The instant itself, or the end of the quiet hours that it lies in. */
export function afterQuietHours(at: Date, timeZone: string, quiet: QuietHours): Date {
  const pause = nextPause(at.getTime(), timeZone, quiet);
  return pause && pause.from <= at.getTime() ? new Date(pause.until) : at;
}

/** The next time that the wall clock shows `time`, 'HH:MM'; later than `at`. */
export function nextTimeOfDay(at: Date, timeZone: string, time: string): Date {
  const today = dayAt(at.getTime(), timeZone);
  const next = instantOf(today, time, timeZone);
  return new Date(next > at.getTime() ? next : instantOf(today.add({ days: 1 }), time, timeZone));
}

const dayAt = (at: number, timeZone: string): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate();

const instantOf = (day: Temporal.PlainDate, time: string, timeZone: string): number =>
  day.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) }).epochMilliseconds;
