import { Temporal } from 'temporal-polyfill';
import type { When } from './board-search';
import { startOfDay } from '~/app/i18n/local-time';

interface Dates {
  from?: string;
  until?: string;
}

/** The dates behind "when", counted in the community's zone. For loaders only. */
export function datesFor(when: When, now: Date, zone: string): Dates {
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
