import { Temporal } from 'temporal-polyfill';

/** A weekly free window in local time. Weekday 1 is Monday; minute 1440 is the end of the day. */
export interface FreeWindow {
  readonly weekday: number;
  readonly startMinute: number;
  readonly endMinute: number;
}

/** A task that lasts longer is judged by its first days. */
const mostDays = 8;

const zoned = (date: Date, timeZone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(date.getTime()).toZonedDateTimeISO(timeZone);

/** How many minutes of a span lie in the windows, by the wall clock of a time zone. */
export function freeMinutes(
  windows: readonly FreeWindow[],
  startsAt: Date,
  endsAt: Date,
  timeZone: string,
): number {
  const last = zoned(endsAt, timeZone).toPlainDate();
  let day = zoned(startsAt, timeZone).toPlainDate();
  let free = 0;
  for (let count = 0; count < mostDays && Temporal.PlainDate.compare(day, last) <= 0; count += 1) {
    for (const window of windows) {
      if (window.weekday !== day.dayOfWeek) continue;
      const from = Math.max(instantOf(day, window.startMinute, timeZone), startsAt.getTime());
      const until = Math.min(instantOf(day, window.endMinute, timeZone), endsAt.getTime());
      free += Math.max(0, until - from) / 60_000;
    }
    day = day.add({ days: 1 });
  }
  return free;
}

/** The instant at which a local clock shows a minute of a day; daylight saving moves it as the zone says. */
function instantOf(day: Temporal.PlainDate, minute: number, timeZone: string): number {
  const date = minute === 1440 ? day.add({ days: 1 }) : day;
  const time = Temporal.PlainTime.from({ hour: Math.floor((minute % 1440) / 60), minute: minute % 60 });
  return date.toZonedDateTime({ timeZone, plainTime: time }).epochMilliseconds;
}

export type DayPart = 'morning' | 'afternoon' | 'evening';

/** The part of the day at which something starts, by the wall clock of a time zone. */
export function dayPartOf(at: Date, timeZone: string): DayPart {
  const { hour } = zoned(at, timeZone);
  if (hour < 12) return 'morning';
  return hour < 18 ? 'afternoon' : 'evening';
}
