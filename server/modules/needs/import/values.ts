/** A reading that failed, with the code of the reason. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
  constructor(readonly code: 'BAD_DATE' | 'AMBIGUOUS_DATE' | 'BAD_TIME' | 'BAD_NUMBER' | 'BAD_RECURRENCE') {
    super(code);
  }
}

/** A calendar day and, where the cell holds one, a time of day in minutes. */
export interface DayAndTime {
  /** YYYY-MM-DD */
  readonly day: string;
  readonly minutes: number | null;
  readonly endMinutes: number | null;
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Full-width digits and punctuation become plain ones. */
const plain = (text: string): string => text.normalize('NFKC').replaceAll('〜', '~').trim();

function dayOf(year: number, month: number, date: number): string {
  const found = new Date(Date.UTC(year, month - 1, date));
  const real =
    found.getUTCFullYear() === year && found.getUTCMonth() === month - 1 && found.getUTCDate() === date;
  if (!real || year < 1900 || year > 2200) throw new Unreadable('BAD_DATE');
  return found.toISOString().slice(0, 10);
}

/**
 * Reads a date as people write it: 2026-03-04, 2026/3/4, 2026年3月4日, 4 March 2026, March 4, 2026, 25/12/2026, a
 * sheet's day number; a time may follow. 3/4/2026 means two different days and is refused as ambiguous.
 */
export function parseDay(text: string): DayAndTime {
  const bare = plain(text);
  const { day, rest } = splitDay(bare);
  const tail = rest.replace(/^[\s,T]+|^\(.{1,4}\)\s*|^(星期|周|礼拜).\s*|Z$/g, '').trim();
  if (tail === '' || /^0{1,2}:00(:00)?(\.0+)?$/.test(tail)) return { day, minutes: null, endMinutes: null };
  const times = parseTimes(tail);
  return { day, minutes: times.start, endMinutes: times.end };
}

function splitDay(text: string): { day: string; rest: string } {
  const yearFirst = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?(?!\d)/.exec(text);
  if (yearFirst) {
    const [whole, year, month, date] = yearFirst;
    return { day: dayOf(Number(year), Number(month), Number(date)), rest: text.slice(whole.length) };
  }
  const compact = /^(20\d{2})(\d{2})(\d{2})$/.exec(text);
  if (compact) return { day: dayOf(Number(compact[1]), Number(compact[2]), Number(compact[3])), rest: '' };
  const serial = /^(\d{5})(\.\d+)?$/.exec(text);
  if (serial) return { day: dayOfSerial(Number(serial[1])), rest: '' };
  return splitNamedMonth(text) ?? splitYearLast(text);
}

/** Sheets count days from 1899-12-30. */
function dayOfSerial(count: number): string {
  const found = new Date(Date.UTC(1899, 11, 30) + count * 86_400_000);
  return dayOf(found.getUTCFullYear(), found.getUTCMonth() + 1, found.getUTCDate());
}

function splitNamedMonth(text: string): { day: string; rest: string } | null {
  const found =
    /^(?:[a-z]{3,9},?\s+)?(?<month>[a-z]{3,9})\.?\s+(?<date>\d{1,2})(?:st|nd|rd|th)?,?\s+(?<year>\d{4})/i.exec(
      text,
    ) ??
    /^(?:[a-z]{3,9},?\s+)?(?<date>\d{1,2})(?:st|nd|rd|th)?[\s-](?<month>[a-z]{3,9})\.?,?[\s-](?<year>\d{4})/i.exec(
      text,
    );
  if (!found?.groups) return null;
  const { month = '', date, year } = found.groups;
  const at = months.indexOf(month.slice(0, 3).toLowerCase());
  if (at < 0) throw new Unreadable('BAD_DATE');
  return { day: dayOf(Number(year), at + 1, Number(date)), rest: text.slice(found[0].length) };
}

/** Day and month before the year: only where one of them can be no month is it clear which is which. */
function splitYearLast(text: string): { day: string; rest: string } {
  const found = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?!\d)/.exec(text);
  if (!found) throw new Unreadable('BAD_DATE');
  const [whole, a, separator, b, year] = found;
  const first = Number(a);
  const second = Number(b);
  const rest = text.slice(whole.length);
  // With dots the day stands first wherever that is written.
  if (separator === '.' || first > 12 || first === second)
    return { day: dayOf(Number(year), second, first), rest };
  if (second > 12) return { day: dayOf(Number(year), first, second), rest };
  throw new Unreadable('AMBIGUOUS_DATE');
}

/** Reads one time of day or a range: 9:00, 9:30 am, 14：00, 9点半, 下午2点, 09:00-11:00. Minutes after midnight. */
export function parseTimes(text: string): { start: number; end: number | null } {
  const parts = plain(text)
    .split(/\s*(?:-|–|—|~|至|到|\bto\b|\buntil\b)\s*/i)
    .filter((part) => part !== '');
  const [from, until, ...more] = parts;
  if (from === undefined || more.length > 0) throw new Unreadable('BAD_TIME');
  const start = parseTime(from);
  if (until === undefined) return { start, end: null };
  const end = parseTime(until);
  // "下午2点至4点": the half of the day is said once.
  return {
    start,
    end: end <= start && end + 720 > start && end < 720 && /下午|晚上|pm/i.test(from) ? end + 720 : end,
  };
}

function parseTime(text: string): number {
  const found =
    /^(上午|早上|中午|下午|晚上)?\s*(\d{1,2})(?:[:.](\d{2})(?::\d{2})?|[点时]\s*(半|(\d{1,2})分?)?|h)?\s*(am|pm|a\.m\.|p\.m\.)?$/i.exec(
      text,
    );
  if (!found) throw new Unreadable('BAD_TIME');
  const [, part = '', hourText, minuteText, spoken, spokenMinutes, half = ''] = found;
  const hour = Number(hourText);
  const minute = spoken === '半' ? 30 : Number(minuteText ?? spokenMinutes ?? 0);
  const afternoon = /下午|晚上/.test(part) || /^p/i.test(half) || (part === '中午' && hour < 3);
  const morning = /^a/i.test(half);
  const shifted = afternoon && hour < 12 ? hour + 12 : morning && hour === 12 ? 0 : hour;
  if (shifted > 24 || minute > 59 || shifted * 60 + minute > 1440) throw new Unreadable('BAD_TIME');
  return shifted * 60 + minute;
}

/** Reads a whole number, full-width digits and a counting word included: 20, ２０, 1,000, 20人. */
export function parseCount(text: string): number {
  const bare = plain(text)
    .replace(/[人名个位岁]$/, '')
    .replace(/^(\d{1,3})((,\d{3})+)(?=\.0*$|$)/, (whole) => whole.replaceAll(',', ''));
  if (!/^\d{1,9}(\.0+)?$/.test(bare)) throw new Unreadable('BAD_NUMBER');
  return Number.parseInt(bare, 10);
}

/** Reads a decimal number such as a coordinate. */
export function parseDecimal(text: string): number {
  const bare = plain(text);
  if (!/^[+-]?\d{1,3}(\.\d+)?$/.test(bare)) throw new Unreadable('BAD_NUMBER');
  return Number(bare);
}

const once = [
  'onetime',
  'one time',
  'one-time',
  'once',
  'no',
  'none',
  '单次',
  '一次',
  '一次性',
  '否',
  '不定期',
];
const weekly = [
  'ongoing',
  'weekly',
  'every week',
  'yes',
  'recurring',
  '每周',
  '每星期',
  '定期',
  '长期',
  '是',
  '周期',
];
const daily = ['daily', 'every day', '每天', '每日'];

export type Recurrence = 'once' | 'daily' | 'weekly';

export function parseRecurrence(text: string): Recurrence {
  const bare = plain(text).toLowerCase();
  if (once.includes(bare)) return 'once';
  if (weekly.includes(bare)) return 'weekly';
  if (daily.includes(bare)) return 'daily';
  throw new Unreadable('BAD_RECURRENCE');
}

const english = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const chinese = '一二三四五六日';

/** Reads days of the week as 1 (Monday) to 7: "Mon, Wed", "周一、周三", "135". */
export function parseWeekdays(text: string): number[] {
  const bare = plain(text).toLowerCase().replaceAll('天', '日');
  const found = new Set<number>();
  for (const word of bare.split(/[^\p{L}\p{N}]+/u)) {
    const day = english.findIndex((name) => word.startsWith(name));
    if (day >= 0) found.add(day + 1);
    else for (const letter of word.replace(/星期|礼拜|每周|周|和/g, '')) found.add(weekdayOf(letter));
  }
  if (found.size === 0) throw new Unreadable('BAD_RECURRENCE');
  return [...found].sort((a, b) => a - b);
}

function weekdayOf(letter: string): number {
  const day = /[1-7]/.test(letter) ? Number(letter) : chinese.indexOf(letter) + 1;
  if (day === 0) throw new Unreadable('BAD_RECURRENCE');
  return day;
}

/** How pressing a row is; words that mean nothing here are normal. */
export function parseUrgency(text: string): 'normal' | 'soon' | 'urgent' {
  const bare = plain(text).toLowerCase();
  if (/^(urgent|high|紧急|非常紧急|特急|高)$/.test(bare)) return 'urgent';
  if (/^(soon|medium|priority|y|yes|true|1|较急|尽快|中|是)$/.test(bare)) return 'soon';
  return 'normal';
}
