import { Unreadable } from './unreadable';

/** Minutes after midnight; `end` is null when only a beginning is given. */
export interface Times {
  readonly start: number;
  readonly end: number | null;
}

/** Full-width digits and punctuation become plain ones. */
export const plain = (text: string): string => text.normalize('NFKC').replaceAll('〜', '~').trim();

/** Parts of the day that stand for a time of their own, as offices keep them. */
const partsOfDay: readonly { readonly words: RegExp; readonly times: Times }[] = [
  { words: /^(上午|早上|早晨|morning|a\.?m\.?)$/i, times: { start: 9 * 60, end: 12 * 60 } },
  { words: /^(下午|afternoon|p\.?m\.?)$/i, times: { start: 14 * 60, end: 17 * 60 } },
  { words: /^(晚上|晚间|傍晚|evening)$/i, times: { start: 19 * 60, end: 21 * 60 } },
  { words: /^(全天|整天|一天|all day|full day)$/i, times: { start: 9 * 60, end: 17 * 60 } },
];

/** Whether a text names a part of the day and no time. */
export const isPartOfDay = (text: string): boolean => partsOfDay.some(({ words }) => words.test(plain(text)));

/** Reads one time of day or a range: 9:00, 9:30 am, 14：00, 9点半, 下午2点, 09:00-11:00, 上午, a sheet's fraction of a day. */
export function parseTimes(text: string): Times {
  const bare = plain(text)
    .replace(/^\((.*)\)$/, '$1')
    .trim();
  const part = partsOfDay.find(({ words }) => words.test(bare));
  if (part) return part.times;
  const [from, until, ...more] = bare
    .split(/\s*(?:-|–|—|~|至|到|\bto\b|\buntil\b)+\s*/i)
    .filter((piece) => piece !== '');
  if (from === undefined || more.length > 0) throw new Unreadable('BAD_TIME');
  const start = parseTime(from);
  if (until === undefined) return { start, end: null };
  const end = parseTime(until);
  // "下午2点至4点": the half of the day is said once.
  const saidOnce = end <= start && end + 720 > start && end < 720 && /下午|晚上|pm/i.test(from);
  // "2-4 pm": the same the other way round.
  const saidLast =
    start + 720 < end && start < 720 && !/上午|早上|am/i.test(from) && /pm|p\.m\./i.test(until);
  return { start: saidLast ? start + 720 : start, end: saidOnce ? end + 720 : end };
}

const clock =
  /^(上午|早上|早晨|凌晨|中午|下午|傍晚|晚上|晚)?\s*(\d{1,2})(?:[:.](\d{2})(?::\d{2})?|[点时]\s*(半|一刻|三刻|(\d{1,2})分?)?|h)?\s*(am|pm|a\.m\.|p\.m\.)?$/i;
const quarters: Readonly<Record<string, number>> = { 半: 30, 一刻: 15, 三刻: 45 };

function parseTime(text: string): number {
  const fraction = /^0?(\.\d+)$/.exec(text);
  if (fraction) return Math.round(Number(fraction[1]) * 1440);
  const found = clock.exec(text.replace(/(左右|开始|起|前|正|整)$/, '').trim());
  if (!found) throw new Unreadable('BAD_TIME');
  const [, part = '', hourText, minuteText, spoken = '', spokenMinutes, half = ''] = found;
  const hour = Number(hourText);
  const minute = quarters[spoken] ?? Number(minuteText ?? spokenMinutes ?? 0);
  const afternoon = /下午|傍晚|晚/.test(part) || /^p/i.test(half) || (part === '中午' && hour < 3);
  const morning = /^a/i.test(half) || part === '凌晨';
  const shifted = afternoon && hour < 12 ? hour + 12 : morning && hour === 12 ? 0 : hour;
  if (shifted > 24 || minute > 59 || shifted * 60 + minute > 1440) throw new Unreadable('BAD_TIME');
  return shifted * 60 + minute;
}

/** Whether a text can be read as a time of day. */
export function namesTime(text: string): boolean {
  try {
    parseTimes(text);
    return true;
  } catch {
    return false;
  }
}
