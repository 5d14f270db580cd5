import { parseTimes, plain } from './times';
import { Unreadable } from './unreadable';

/** Whether 3/4/2026 is the 4th of March or the 3rd of April. */
export type DayOrder = 'month_first' | 'day_first';

/** What the dates of a sheet are read against. */
export interface DateReading {
  /** YYYY-MM-DD, in the community's calendar: a day without a year is the one that fits best around it. */
  readonly today: string;
  /** Null where nothing tells: such a date is then refused as ambiguous. */
  readonly order: DayOrder | null;
}

/** A calendar day and, where the cell holds them, the last day and times of day in minutes. */
export interface DayAndTime {
  /** YYYY-MM-DD */
  readonly day: string;
  /** The last day of a span: 11月3日至5日. */
  readonly endDay: string | null;
  readonly minutes: number | null;
  readonly endMinutes: number | null;
  readonly yearAssumed: boolean;
}

interface FoundDay {
  readonly day: string;
  readonly rest: string;
  readonly yearAssumed?: boolean;
  /** A sheet's day number may carry the time as a fraction. */
  readonly minutes?: number;
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const monthName =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?';
/** What stands between the beginning and the end of a span. */
const until = '(?:至|到|[-–—~]+|\\bto\\b|\\buntil\\b)';
/** A day without a year lies at most so far back; else next year's is meant. */
const mostDaysBack = 90;

function dayOf(year: number, month: number, date: number): string {
  const found = new Date(Date.UTC(year, month - 1, date));
  const real =
    found.getUTCFullYear() === year && found.getUTCMonth() === month - 1 && found.getUTCDate() === date;
  if (!real || year < 1900 || year > 2200) throw new Unreadable('BAD_DATE');
  return found.toISOString().slice(0, 10);
}

/** The year in which a day of a month is meant that was written without one: at most three months back. */
function withNearYear(month: number, date: number, today: string): string {
  const year = Number(today.slice(0, 4));
  const days = [year - 1, year, year + 1].flatMap((each) => {
    const found = new Date(Date.UTC(each, month - 1, date));
    return found.getUTCMonth() === month - 1 ? [found.toISOString().slice(0, 10)] : [];
  });
  const earliest = new Date(Date.parse(today) - mostDaysBack * 86_400_000).toISOString().slice(0, 10);
  const day = days.find((each) => each >= earliest);
  if (!day || date < 1 || month < 1) throw new Unreadable('BAD_DATE');
  return day;
}

/**
 * Reads a date as people write it: 2026-03-04, 2026/3/4, 2026年3月4日, 3月4日, 4 March 2026, March 4, a sheet's day number;
 * a weekday, a time or a second day may stand beside it: 11月3日（周二）上午9:00-11:00, 11月3日至5日. Where neither the number
 * nor its column tells whether 3/4/2026 is in March or in April it is refused as ambiguous.
 */
export function parseDay(text: string, reading: DateReading): DayAndTime {
  const first = splitDay(withoutWeekdays(plain(text)), reading);
  const yearAssumed = first.yearAssumed ?? false;
  const one = { day: first.day, endDay: null, yearAssumed };
  if (first.minutes !== undefined) return { ...one, minutes: first.minutes || null, endMinutes: null };
  const span = splitSpan(first.rest, first.day, reading);
  if (span) return { ...one, ...span };
  return { ...one, ...timesOf(first.rest) };
}

/** The names of weekdays say nothing that the date does not. */
const withoutWeekdays = (text: string): string =>
  text
    .replace(/(?<!每)(?:星期|周|礼拜)[一二三四五六日天](?!至|到|-)/g, ' ')
    .replace(/\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b[.,]?/gi, ' ')
    .replace(/\(\s*\)/g, ' ')
    .trim();

function timesOf(rest: string): { minutes: number | null; endMinutes: number | null } {
  const tail = rest
    .replace(/^[\s,T、;:]+|Z$/g, '')
    .replace(/^\((.*)\)$/, '$1')
    .trim();
  if (tail === '' || /^0{1,2}:00(:00)?(\.0+)?$/.test(tail)) return { minutes: null, endMinutes: null };
  const { start, end } = parseTimes(tail);
  return { minutes: start, endMinutes: end };
}

/** The rest of a span after its first day: "至5日", "9:00 - 11月3日 11:00", "- Nov 5". Null when no second day is named. */
function splitSpan(
  rest: string,
  day: string,
  reading: DateReading,
): { endDay: string; minutes: number | null; endMinutes: number | null } | null {
  const here = new RegExp(`^(?<before>.*?)\\s*${until}\\s*(?<after>\\S.*)$`, 'is');
  const found = here.exec(rest);
  if (!found?.groups) return null;
  const { before = '', after = '' } = found.groups;
  const last = lastDayOf(after, day, reading);
  if (!last) return null;
  const start = timesOf(before);
  const end = timesOf(last.rest);
  // "9:00至11月5日11:00" gives an end alone, "3日至5日 9:00-11:00" both.
  const several = start.minutes === null;
  return {
    endDay: last.day,
    minutes: several ? end.minutes : start.minutes,
    endMinutes: several ? end.endMinutes : end.minutes,
  };
}

function lastDayOf(text: string, first: string, reading: DateReading): FoundDay | null {
  const dateAlone = /^(\d{1,2})[日号](?!\d)/.exec(text);
  if (dateAlone) {
    const [year, month] = first.split('-').map(Number);
    const day = dayOf(year ?? 0, month ?? 0, Number(dateAlone[1]));
    return { day, rest: text.slice(dateAlone[0].length) };
  }
  if (
    !new RegExp(
      `^(?:\\d{4}\\s*[-/.年]|\\d{1,2}月|\\d{1,2}/\\d|(?:${monthName})\\b|\\d{1,2}\\s+(?:${monthName})\\b)`,
      'i',
    ).test(text)
  )
    return null;
  // A span ends after it begins, so the year of its end follows from its beginning.
  return splitDay(text, { ...reading, today: first });
}

function splitDay(text: string, reading: DateReading): FoundDay {
  const yearFirst = /^(\d{4}|\d{2}(?=年))\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?(?!\d)/.exec(
    text,
  );
  if (yearFirst) {
    const [whole, year = '', month, date] = yearFirst;
    const full = year.length === 2 ? 2000 + Number(year) : Number(year);
    return { day: dayOf(full, Number(month), Number(date)), rest: text.slice(whole.length) };
  }
  const compact = /^(20\d{2})(\d{2})(\d{2})(?=\s|$)/.exec(text);
  if (compact) {
    const [whole, year, month, date] = compact;
    return { day: dayOf(Number(year), Number(month), Number(date)), rest: text.slice(whole.length) };
  }
  const serial = /^(\d{5})(\.\d+)?$/.exec(text);
  if (serial) {
    const minutes = Math.round(Number(serial[2] ?? 0) * 1440);
    return { day: dayOfSerial(Number(serial[1])), rest: '', minutes };
  }
  return splitMonthDay(text, reading) ?? splitNamedMonth(text, reading) ?? splitYearLast(text, reading);
}

/** Sheets count days from 1899-12-30. */
function dayOfSerial(count: number): string {
  const found = new Date(Date.UTC(1899, 11, 30) + count * 86_400_000);
  return dayOf(found.getUTCFullYear(), found.getUTCMonth() + 1, found.getUTCDate());
}

function splitMonthDay(text: string, { today }: DateReading): FoundDay | null {
  const found = /^(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?(?!\d)/.exec(text);
  if (!found) return null;
  const day = withNearYear(Number(found[1]), Number(found[2]), today);
  return { day, rest: text.slice(found[0].length), yearAssumed: true };
}

const monthThenDate = new RegExp(
  `^(?<month>${monthName})\\.?\\s+(?<date>\\d{1,2})(?:st|nd|rd|th)?(?![\\d:])(?:,?\\s+(?<year>\\d{4})(?!\\d))?`,
  'i',
);
const dateThenMonth = new RegExp(
  `^(?<date>\\d{1,2})(?:st|nd|rd|th)?[\\s-](?:of\\s+)?(?<month>${monthName})\\b\\.?(?:,?[\\s-](?<year>\\d{4})(?!\\d))?`,
  'i',
);

function splitNamedMonth(text: string, { today }: DateReading): FoundDay | null {
  const found = monthThenDate.exec(text) ?? dateThenMonth.exec(text);
  if (!found?.groups) return null;
  const { month = '', date, year } = found.groups;
  const at = months.indexOf(month.slice(0, 3).toLowerCase()) + 1;
  const day = year ? dayOf(Number(year), at, Number(date)) : withNearYear(at, Number(date), today);
  return { day, rest: text.slice(found[0].length), yearAssumed: !year };
}

const numbersOnly = /^(\d{1,2})([/.-])(\d{1,2})(?:\2(\d{4}|\d{2}))?(?![\d:])/;

/** Day and month before the year: only where one of them can be no month, or the column tells, is it clear which is which. */
function splitYearLast(text: string, { today, order }: DateReading): FoundDay {
  const found = numbersOnly.exec(text);
  if (!found) throw new Unreadable('BAD_DATE');
  const [whole, a, separator, b, year] = found;
  const [first, second] = [Number(a), Number(b)];
  const rest = text.slice(whole.length);
  // Nobody leaves the year out and still writes the day first, but for columns that prove it.
  const known = orderOf(first, second) ?? order ?? (year === undefined ? 'month_first' : dotted(separator));
  if (known === null) throw new Unreadable('AMBIGUOUS_DATE');
  const [month, date] = known === 'month_first' ? [first, second] : [second, first];
  if (year === undefined) return { day: withNearYear(month, date, today), rest, yearAssumed: true };
  return { day: dayOf(year.length === 2 ? 2000 + Number(year) : Number(year), month, date), rest };
}

/** With dots the day stands first wherever that is written. */
const dotted = (separator: string | undefined): DayOrder | null => (separator === '.' ? 'day_first' : null);

function orderOf(first: number, second: number): DayOrder | null {
  if (first > 12 || first === second) return 'day_first';
  return second > 12 ? 'month_first' : null;
}

/** Which order a cell proves by a number that can be no month; null for most. */
export function dayOrderIn(text: string): DayOrder | null {
  const found = numbersOnly.exec(withoutWeekdays(plain(text)));
  if (!found || found[4] === undefined || found[1] === found[3]) return null;
  return orderOf(Number(found[1]), Number(found[3]));
}

/** Whether a text says plainly that it is a day: a year, 月, a month's name or a sheet's day number, not just two numbers. */
export function namesDay(text: string): boolean {
  const bare = plain(text);
  if (
    !new RegExp(`\\d{4}|\\d月|^\\d{5}(\\.\\d+)?$|\\b(?:${monthName})\\b|^\\d{1,2}/\\d{1,2}`, 'i').test(bare)
  )
    return false;
  try {
    parseDay(bare, { today: '2026-01-01', order: 'month_first' });
    return true;
  } catch {
    return false;
  }
}
