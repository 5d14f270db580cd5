import { startOfDay, todayIn } from '~/app/i18n/local-time';

export const dimensions = ['month', 'organisation', 'category', 'volunteer', 'community'] as const;
export type Dimension = (typeof dimensions)[number];

/** The period a page of hours is about: days as typed, and the instants between which a service began. */
export interface Period {
  from: string;
  until: string;
  startsAt: string | null;
  endsAt: string | null;
  by: Dimension;
}

/** Reads period and dimension from an address; this year up to today unless it says otherwise. Both days count. */
export function periodOf(search: URLSearchParams, zone: string): Period {
  const today = todayIn(zone);
  const from = search.get('from') ?? `${today.slice(0, 4)}-01-01`;
  const until = search.get('until') ?? today;
  const by = dimensions.find((each) => each === search.get('by')) ?? 'month';
  return { from, until, by, startsAt: startOfDay(from, zone), endsAt: startOfDay(until, zone, 1) };
}
