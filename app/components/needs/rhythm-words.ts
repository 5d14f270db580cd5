import { m } from '~/generated/messages/messages';
import type { Rhythm } from '~/app/graphql/series';
import { formatCalendarDate, formatList, formatWeekday } from '~/app/i18n/format';

const days = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const ordinals: Record<number, () => string> = {
  1: m.series_first,
  2: m.series_second,
  3: m.series_third,
  4: m.series_fourth,
  5: m.series_fifth,
  [-1]: m.series_last,
};

/** A weekday of RFC 5545, in words. */
export const weekdayWords = (day: string): string => formatWeekday(days.indexOf(day) + 1);

/** The weekdays of RFC 5545, with their names. */
export const weekdayOptions = () => days.map((value) => ({ value, label: weekdayWords(value) }));

/** How often something takes place, and until when: `Every Monday and Thursday, until Jun 30, 2026`. */
export function rhythmWords({
  frequency,
  interval,
  weekdays,
  nth,
  until,
  count,
}: Omit<Rhythm, 'id' | 'isFinished'>) {
  const names = weekdays.map(weekdayWords);
  const rhythm =
    frequency === 'weekly'
      ? m.series_every_week({ count: interval, weekdays: formatList(names) })
      : m.series_every_month({
          count: interval,
          which: ordinals[nth ?? 1]?.() ?? '',
          weekday: names[0] ?? '',
        });
  if (until) return m.series_until({ rhythm, day: formatCalendarDate(until) });
  return count ? m.series_times({ rhythm, count }) : rhythm;
}
