import { plain } from './times';
import { Unreadable } from './unreadable';

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
