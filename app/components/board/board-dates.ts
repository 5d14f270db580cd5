import { Temporal } from 'temporal-polyfill';
import type { BoardSearch, When } from './board-search';
import { startOfDay } from '~/app/i18n/local-time';

interface Dates {
  from?: string;
  until?: string;
}

/** The dates that a search asks for, by named days or by "when", counted in the community's zone. For loaders only. */
export function datesFor({ when, from: first, until: last }: BoardSearch, now: Date, zone: string): Dates {
  if (first || last) return daysFor(first, last, zone);
  return datesOfWhen(when, now, zone);
}

/** From the beginning of the first day to the end of the last. */
function daysFor(first: string, last: string, zone: string): Dates {
  const dates: Dates = {};
  if (first) dates.from = startOfDay(first, zone) ?? undefined;
  if (last)
    dates.until = startOfDay(Temporal.PlainDate.from(last).add({ days: 1 }).toString(), zone) ?? undefined;
  return dates;
}

function datesOfWhen(when: When, now: Date, zone: string): Dates {
  if (when === 'any') return {};
  const today = Temporal.Instant.from(now.toISOString()).toZonedDateTimeISO(zone).toPlainDate();
  const from = now.toISOString();
  const dayStart = (day: Temporal.PlainDate) => startOfDay(day.toString(), zone) ?? undefined;
  switch (when) {
    case 'today':
      return { from, until: dayStart(today.add({ days: 1 })) };
    case 'weekend': {
      const saturday = today.add({ days: 6 - today.dayOfWeek });
      const until = dayStart(today.add({ days: 8 - today.dayOfWeek }));
      return { from: today.dayOfWeek >= 6 ? from : dayStart(saturday), until };
    }
    case 'week':
      return { from, until: dayStart(today.add({ days: 8 })) };
    case 'month':
      return { from, until: dayStart(today.add({ days: 31 })) };
  }
}
