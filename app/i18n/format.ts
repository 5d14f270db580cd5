import { m } from '~/generated/messages/messages';
import { getLocale, type Locale } from './locale';

// Dates are written in the community's time zone, never the machine's. Parts are joined here and not by Intl's own range
// and unit formats, whose spaces differ between engines and would make server and browser disagree.

type Instant = string | Date;

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(locale: Locale, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, zone, options]);
  let found = formatters.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(locale, { ...options, timeZone: zone });
    formatters.set(key, found);
  }
  return found;
}

function format(instant: Instant, zone: string, options: Intl.DateTimeFormatOptions): string {
  return formatter(getLocale(), zone, options).format(new Date(instant));
}

/** `09:00` */
export function formatTime(instant: Instant, zone: string): string {
  return format(instant, zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}

/** `Sat, Nov 29` or `11月29日周六`; with the year when it is not the year of `now`. */
export function formatDay(instant: Instant, zone: string, now?: Instant): string {
  const year = (moment: Instant) => formatter('en', zone, { year: 'numeric' }).format(new Date(moment));
  const withYear = now !== undefined && year(now) !== year(instant);
  const month = getLocale() === 'zh-CN' ? 'long' : 'short';
  return format(instant, zone, {
    weekday: 'short',
    month,
    day: 'numeric',
    year: withYear ? 'numeric' : undefined,
  });
}

/** `Nov 29, 2026` or `2026年11月29日`: for papers and records. */
export function formatDate(instant: Instant, zone: string): string {
  const month = getLocale() === 'zh-CN' ? 'long' : 'short';
  return format(instant, zone, { year: 'numeric', month, day: 'numeric' });
}

/** A month as the API gives it, `2026-11`: `Nov 2026` or `2026年11月`. */
export function formatMonth(month: string): string {
  const name = getLocale() === 'zh-CN' ? 'long' : 'short';
  return format(`${month}-15T12:00:00Z`, 'UTC', { year: 'numeric', month: name });
}

/** A calendar day that belongs to no zone, as the API's `Date` gives it: `2026-11-29`. */
export function formatCalendarDate(date: string): string {
  return formatDate(`${date}T12:00:00Z`, 'UTC');
}

/** Such a day for whoever plans by it: `Sun, Nov 29`, with the year when it is not this one's. */
export function formatCalendarDay(date: string, now: Instant): string {
  return formatDay(`${date}T12:00:00Z`, 'UTC', now);
}

/** `Sat, Nov 29, 09:00` */
export function formatMoment(instant: Instant, zone: string, now?: Instant): string {
  return m.common_moment({ day: formatDay(instant, zone, now), time: formatTime(instant, zone) });
}

/** `Sat, Nov 29, 09:00–11:30`, or both days when it ends on another one. */
export function formatWindow(start: Instant, end: Instant, zone: string, now?: Instant): string {
  const sameDay = isoDay(start, zone) === isoDay(end, zone);
  const last = sameDay ? formatTime(end, zone) : formatMoment(end, zone, now);
  return `${formatMoment(start, zone, now)}${sameDay ? '–' : ' – '}${last}`;
}

/** The calendar day an instant falls on in a zone: `2026-11-29`. Groups and sorts; is not shown. */
export function isoDay(instant: Instant, zone: string): string {
  const parts = formatter('en', zone, { year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(
    new Date(instant),
  );
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}

/** What a `datetime-local` control holds: `2026-11-29T09:00`. */
export function toLocalInput(instant: Instant, zone: string): string {
  const time = formatter('en', zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return `${isoDay(instant, zone)}T${time.format(new Date(instant))}`;
}

/** How far off a moment is, in the largest fitting unit: "in 2 hours", "3 days ago"; 2 小时后. `now` comes from the loader. */
export function formatFromNow(instant: Instant, now: Instant): string {
  // Intl sets no space between a figure and a Chinese word; every other sentence does.
  return fromNow(instant, now).replace(/(\d)(?=\p{Script=Han})/u, '$1 ');
}

function fromNow(instant: Instant, now: Instant): string {
  const minutes = Math.round((new Date(instant).getTime() - new Date(now).getTime()) / 60_000);
  const distance = Math.abs(minutes);
  if (distance === 0)
    return new Date(instant) < new Date(now)
      ? m.common_just_now()
      : new Intl.RelativeTimeFormat(getLocale(), { numeric: 'auto' }).format(0, 'second');
  const relative = new Intl.RelativeTimeFormat(getLocale(), { numeric: 'always' });
  if (distance < 60) return relative.format(minutes, 'minute');
  if (distance < 48 * 60) return relative.format(Math.trunc(minutes / 60), 'hour');
  return relative.format(Math.trunc(minutes / (24 * 60)), 'day');
}

/** `1,234` */
export function formatNumber(value: number): string {
  return new Intl.NumberFormat(getLocale(), { maximumFractionDigits: 1 }).format(value);
}

/** Whole minutes as `2 h 30 min` or `2 小时 30 分钟`. */
export function formatDuration(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return m.common_minutes({ count: rest });
  if (rest === 0) return m.common_hours({ count: formatNumber(hours) });
  return m.common_hours_and_minutes({ hours: formatNumber(hours), minutes: rest });
}

/** Minutes as hours to one decimal, as legal papers give them: `2.5`. */
export function formatHours(minutes: number): string {
  return formatNumber(minutes / 60);
}

/** Metres as `350 m` or `1.2 km`, rounded as one would say it. */
export function formatDistance(metres: number): string {
  if (metres < 1000) return m.common_metres({ count: Math.max(50, Math.round(metres / 50) * 50) });
  const kilometres = metres / 1000;
  return m.common_kilometres({
    count: formatNumber(kilometres < 10 ? Math.round(kilometres * 10) / 10 : Math.round(kilometres)),
  });
}

/** A weekly window: "Saturday 09:00–12:00". Weekday 1 is Monday. */
export function formatFreeWindow(window: {
  weekday: number;
  startMinute: number;
  endMinute: number;
}): string {
  return `${formatWeekday(window.weekday)} ${clock(window.startMinute)}–${clock(window.endMinute)}`;
}

/** "Saturday" for 6; 1 is Monday (ISO 8601). */
export function formatWeekday(weekday: number): string {
  const aMonday = Date.UTC(2024, 0, 1);
  return format(new Date(aMonday + (weekday - 1) * 86_400_000), 'UTC', { weekday: 'long' });
}

/** The weekday of a calendar day, as one says "every Sunday": `Sunday`, 周日. */
export function formatWeekdayOf(date: string): string {
  const weekday = getLocale() === 'zh-CN' ? 'short' : 'long';
  return format(`${date}T12:00:00Z`, 'UTC', { weekday });
}

function clock(minuteOfDay: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minuteOfDay / 60))}:${two(minuteOfDay % 60)}`;
}

/** A list in words: "a, b and c". */
export function formatList(items: readonly string[]): string {
  return new Intl.ListFormat(getLocale(), { type: 'conjunction' }).format(items);
}

/** A language by its name in the reader's language: "Spanish" for `es`. */
export function formatLanguage(tag: string): string {
  return new Intl.DisplayNames(getLocale(), { type: 'language' }).of(tag) ?? tag;
}
