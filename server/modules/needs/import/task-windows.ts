import { Temporal } from 'temporal-polyfill';
import type { Recurrence } from './values';

/** When a row says that something happens, in the community's wall-clock time. */
export interface Schedule {
  readonly startDay: string;
  readonly endDay: string | null;
  readonly startMinutes: number;
  readonly endMinutes: number;
  readonly recurrence: Recurrence | null;
  /** 1 is Monday; empty takes the weekday of the first day. */
  readonly weekdays: readonly number[];
}

export interface Window {
  readonly startsAt: Date;
  readonly endsAt: Date;
}

/** Something that happens daily may last so many days. */
export const mostDays = 31;
/** Weekly tasks are made for so many weeks ahead; a series carries on from there. */
export const weeksAhead = 4;
/** A weekly row without an end goes on for so long. */
const openEndWeeks = 26;

/**
 * The task windows of a schedule, in order. Once: one window. Daily: one on each day from first to last. Weekly: one on
 * each of its weekdays that is not over at `now` and lies at most four weeks ahead; of a series that is over, its last;
 * of one still far off, its first. Without a recurrence a span of up to `mostDays` days is daily, a longer one weekly.
 * Null when a daily span is too long; empty when no day fits.
 */
export function taskWindows(schedule: Schedule, now: Date, timeZone: string): Window[] | null {
  const start = Temporal.PlainDate.from(schedule.startDay);
  const weekly =
    schedule.recurrence === 'weekly' || (schedule.recurrence === null && spanOf(schedule) > mostDays);
  const end = schedule.endDay
    ? Temporal.PlainDate.from(schedule.endDay)
    : weekly
      ? start.add({ weeks: openEndWeeks })
      : start;
  if (!weekly && start.until(end).days >= mostDays) return null;
  const windowOn = (day: Temporal.PlainDate): Window => ({
    startsAt: instantOf(day, schedule.startMinutes, timeZone),
    endsAt: instantOf(day, schedule.endMinutes, timeZone),
  });
  if (!weekly) return everyDay(start, end).map(windowOn);
  const today = dayAt(now, timeZone);
  const ahead = weekdaysIn(schedule, later(start, today), earlier(end, today.add({ weeks: weeksAhead })))
    .map(windowOn)
    .filter((window) => window.endsAt > now);
  if (ahead.length > 0) return ahead;
  return Temporal.PlainDate.compare(start, today) > 0
    ? weekdaysIn(schedule, start, earlier(end, start.add({ days: 6 })))
        .slice(0, 1)
        .map(windowOn)
    : weekdaysIn(schedule, later(start, earlier(end, today).subtract({ days: 6 })), earlier(end, today))
        .slice(-1)
        .map(windowOn);
}

const spanOf = ({ startDay, endDay }: Schedule): number =>
  endDay ? Temporal.PlainDate.from(startDay).until(Temporal.PlainDate.from(endDay)).days : 0;

const dayAt = (now: Date, timeZone: string): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone).toPlainDate();

function everyDay(start: Temporal.PlainDate, end: Temporal.PlainDate): Temporal.PlainDate[] {
  return Array.from({ length: start.until(end).days + 1 }, (_, at) => start.add({ days: at }));
}

/** The schedule's weekdays from one day to another; those of its first day when it names none. */
function weekdaysIn(
  { weekdays, startDay }: Schedule,
  from: Temporal.PlainDate,
  until: Temporal.PlainDate,
): Temporal.PlainDate[] {
  const wanted = weekdays.length > 0 ? weekdays : [Temporal.PlainDate.from(startDay).dayOfWeek];
  return daysBetween(from, until).filter((day) => wanted.includes(day.dayOfWeek));
}

function daysBetween(from: Temporal.PlainDate, until: Temporal.PlainDate): Temporal.PlainDate[] {
  return Temporal.PlainDate.compare(from, until) > 0 ? [] : everyDay(from, until);
}

const later = (a: Temporal.PlainDate, b: Temporal.PlainDate): Temporal.PlainDate =>
  Temporal.PlainDate.compare(a, b) > 0 ? a : b;
const earlier = (a: Temporal.PlainDate, b: Temporal.PlainDate): Temporal.PlainDate =>
  Temporal.PlainDate.compare(a, b) < 0 ? a : b;

/** A wall-clock time of a day; one that the change to summer time skips becomes the hour after. */
function instantOf(day: Temporal.PlainDate, minutes: number, timeZone: string): Date {
  const date = minutes >= 1440 ? day.add({ days: 1 }) : day;
  const within = minutes % 1440;
  const time = new Temporal.PlainTime(Math.floor(within / 60), within % 60);
  return new Date(date.toZonedDateTime({ timeZone, plainTime: time }).epochMilliseconds);
}
