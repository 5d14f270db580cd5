import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import { dayAt, dayOf, daysLater, minuteAt, windowOn, type Day } from '~/server/modules/communities/days';

/** Dates become tasks so many days ahead: eight weeks. */
export const daysAhead = 56;
/** A rule names at most so many dates, and ends at most so many years after its first. */
export const mostDates = 520;
export const mostYears = 10;

export const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
export type Weekday = (typeof weekdays)[number];

/** How often something takes place: the part of RFC 5545's RRULE that a rhythm of days is made of. */
export interface Rhythm {
  readonly frequency: 'weekly' | 'monthly';
  /** Every so many weeks or months. */
  readonly interval: number;
  /** Weekly: the days of the week. Monthly: one of them. */
  readonly weekdays: readonly Weekday[];
  /** Monthly: which one of the month, -1 the last. */
  readonly nth: number | null;
  /** The last day, included; at most one of the two is set. */
  readonly until: Day | null;
  readonly count: number | null;
}

const isWeekday = (text: string): text is Weekday => (weekdays as readonly string[]).includes(text);

/** A whole number from one to another, written in digits; null for anything else. */
function wholeOf(text: string | undefined, least: number, most: number): number | null {
  if (text === undefined || !/^\d{1,4}$/.test(text)) return null;
  const number = Number(text);
  return number >= least && number <= most ? number : null;
}

function dayOfText(text: string): Day | null {
  const found = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (!found) return null;
  try {
    return Temporal.PlainDate.from(`${found[1]}-${found[2]}-${found[3]}`, { overflow: 'reject' }).toString();
  } catch {
    return null;
  }
}

/**
 * Reads an RRULE value: FREQ weekly with BYDAY, or monthly with one BYDAY such as 2TU or -1FR; INTERVAL, and UNTIL as a day or COUNT. Null
 * for anything else that RFC 5545 knows: tasks do not take place by the hour or by the year.
 */
export function readRule(text: string): Rhythm | null {
  const parts = new Map<string, string>();
  for (const part of text
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, '')
    .split(';')) {
    const [name, value, ...rest] = part.split('=');
    if (!name || !value || rest.length > 0 || parts.has(name)) return null;
    parts.set(name, value);
  }
  const known = ['FREQ', 'INTERVAL', 'BYDAY', 'UNTIL', 'COUNT', 'WKST'];
  if ([...parts.keys()].some((name) => !known.includes(name))) return null;
  if ((parts.get('WKST') ?? 'MO') !== 'MO') return null;

  const frequency = ({ WEEKLY: 'weekly', MONTHLY: 'monthly' } as const)[parts.get('FREQ') ?? ''];
  const interval = parts.has('INTERVAL')
    ? wholeOf(parts.get('INTERVAL'), 1, frequency === 'monthly' ? 12 : 52)
    : 1;
  const until = parts.has('UNTIL') ? dayOfText(parts.get('UNTIL') ?? '') : null;
  const count = parts.has('COUNT') ? wholeOf(parts.get('COUNT'), 1, mostDates) : null;
  if (!frequency || interval === null) return null;
  if (parts.has('UNTIL') === (until === null) || parts.has('COUNT') === (count === null)) return null;
  if (until !== null && count !== null) return null;
  const rest = { interval, until, count };

  const days = parts.get('BYDAY')?.split(',') ?? [];
  if (frequency === 'weekly') {
    if (days.length === 0 || !days.every(isWeekday)) return null;
    return { frequency, weekdays: weekdays.filter((day) => days.includes(day)), nth: null, ...rest };
  }
  const [, nth, day] = /^(-1|[1-5])([A-Z]{2})$/.exec(days[0] ?? '') ?? [];
  if (days.length !== 1 || !day || !isWeekday(day)) return null;
  return { frequency, weekdays: [day], nth: Number(nth), ...rest };
}

/** The same as an RRULE value. */
export function writeRule({ frequency, interval, weekdays: days, nth, until, count }: Rhythm): string {
  return [
    `FREQ=${frequency.toUpperCase()}`,
    ...(interval > 1 ? [`INTERVAL=${interval}`] : []),
    `BYDAY=${frequency === 'monthly' ? `${nth}${days[0]}` : days.join(',')}`,
    ...(until === null ? [] : [`UNTIL=${until.replaceAll('-', '')}`]),
    ...(count === null ? [] : [`COUNT=${count}`]),
  ].join(';');
}

/** One date of a series. Its number is what stays the same of it, whatever is moved or left out. */
export interface Occurrence {
  readonly number: number;
  readonly day: Day;
}

/**
 * The dates of a rhythm from its first day up to a day, and in any case `more` dates after that. Days only: what the clock shows on
 * each is `windowOn`'s affair, so that a change to summer time neither skips, doubles nor moves a date.
 */
export function datesOf(rhythm: Rhythm, startsOn: Day, until: Day, more = 0): Occurrence[] {
  if (more === 0) return datesUpTo(rhythm, startsOn, until);
  // The next fifth Monday of every twelfth month may be years away.
  for (let ahead = 400; ; ahead *= 2) {
    const dates = datesUpTo(rhythm, startsOn, daysLater(until, ahead));
    const later = dates.filter(({ day }) => day > until);
    if (later.length >= more || ahead > mostYears * 366)
      return [...dates.filter(({ day }) => day <= until), ...later.slice(0, more)];
  }
}

/** One question to the library, whose loop over a whole rule takes a hundredth of the time of one that is stopped date by date. */
function datesUpTo(rhythm: Rhythm, startsOn: Day, until: Day): Occurrence[] {
  const last = rhythm.until !== null && rhythm.until < until ? rhythm.until : until;
  if (last < startsOn) return [];
  const bounded = rhythm.count === null ? { ...rhythm, until: last } : { ...rhythm, until: null };
  const rule = new RRuleTemporal({
    rruleString: `DTSTART;TZID=UTC:${startsOn.replaceAll('-', '')}T000000\nRRULE:${writeRule(bounded)}`,
  });
  return rule
    .all()
    .map((date, number) => ({ number, day: dayOf(new Date(date.epochMilliseconds)) }))
    .filter(({ day }) => day <= last);
}

/** Whether a rhythm has a date on its first day, as RFC 5545 asks of a DTSTART. */
export const startsOnDate = (rhythm: Rhythm, startsOn: Day): boolean =>
  datesOf({ ...rhythm, until: null }, startsOn, startsOn)[0]?.day === startsOn;

/** Whether nothing comes after the dates that are known up to a day. */
export const isLast = (rhythm: Rhythm, startsOn: Day, until: Day): boolean =>
  datesOf(rhythm, startsOn, until, 1).every(({ day }) => day <= until);

/** The rhythm, ended so that no date comes on a day or after it; the dates before stay as they are. */
export function endedBefore(rhythm: Rhythm, startsOn: Day, day: Day): Rhythm {
  const last = daysLater(day, -1);
  if (rhythm.until !== null && rhythm.until <= last) return rhythm;
  const count = rhythm.count === null ? 0 : datesOf(rhythm, startsOn, last).length;
  return count > 0 ? { ...rhythm, count } : { ...rhythm, count: null, until: last };
}

/** A window moved to another day: the clock on the wall and the length stay. */
export const movedTo = (
  day: Day,
  { startsAt, endsAt }: { startsAt: Date; endsAt: Date },
  timeZone: string,
): { startsAt: Date; endsAt: Date } =>
  windowOn(
    day,
    {
      startMinute: minuteAt(startsAt, timeZone),
      durationMinutes: Math.round((endsAt.getTime() - startsAt.getTime()) / 60_000),
    },
    timeZone,
  );

/** The time of day of a task, as the role of a series keeps it. */
export const timeOf = (
  { startsAt, endsAt }: { startsAt: Date; endsAt: Date },
  timeZone: string,
): { day: Day; startMinute: number; durationMinutes: number } => ({
  day: dayAt(startsAt, timeZone),
  startMinute: minuteAt(startsAt, timeZone),
  durationMinutes: Math.round((endsAt.getTime() - startsAt.getTime()) / 60_000),
});
