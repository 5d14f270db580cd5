import { z } from 'zod';
import '~/app/forms/zod-words';
import { startOfDay, todayIn } from '~/app/i18n/local-time';
import { m } from '~/generated/messages/messages';

export const dimensions = ['month', 'organisation', 'category', 'volunteer', 'community'] as const;
export type Dimension = (typeof dimensions)[number];

/** The period a page of hours is about: days as typed, and the instants between which a service began. */
export interface Period {
  from: string;
  until: string;
  startsAt: string | null;
  endsAt: string | null;
  by: Dimension;
  /** What is wrong with a day; there is then no period to speak of. Null when both are days and in order. */
  problems: { from?: string[]; until?: string[] } | null;
}

const isWithinReach = (day: string) => day >= '1900-01-01' && day < '3000-01-01';
const day = z.iso.date({ abort: true }).refine(isWithinReach, { error: () => m.common_problem_date() });
const shape = z.object({ from: day, until: day }).refine(({ from, until }) => from <= until, {
  path: ['until'],
  error: () => m.records_until_before_from(),
});

/** Reads period and dimension from an address; this year up to today unless it says otherwise. Both days count. */
export function periodOf(search: URLSearchParams, zone: string): Period {
  const today = todayIn(zone);
  const from = search.get('from') ?? `${today.slice(0, 4)}-01-01`;
  const until = search.get('until') ?? today;
  const by = dimensions.find((each) => each === search.get('by')) ?? 'month';
  const read = shape.safeParse({ from, until });
  if (!read.success) {
    const problems = z.flattenError(read.error).fieldErrors;
    return { from, until, by, startsAt: null, endsAt: null, problems };
  }
  const [startsAt, endsAt] = [startOfDay(from, zone), startOfDay(until, zone, 1)];
  return { from, until, by, startsAt, endsAt, problems: null };
}
