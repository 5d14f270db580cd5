import { Temporal } from 'temporal-polyfill';
import type { CareInterval } from '~/generated/prisma/enums';
import { dayOf, daysLater, type Day } from '~/server/modules/communities/days';

/** Visits are planned so many days ahead. */
export const daysAhead = 14;
/** Consent is asked for anew at least this often. */
export const longestConsentMonths = 12;
/** Consent that ends within so many days is shown as to be asked for. */
export const reviewSoonDays = 30;

/** How often somebody is visited, counted from the first day. */
export interface Rhythm {
  readonly interval: CareInterval;
  readonly startsOn: Day;
}

const daysBetween = (from: Day, until: Day): number =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(until), { largestUnit: 'days' }).days;

/** The last day up to which consent may be given. */
export const lastReviewDay = (today: Day): Day =>
  Temporal.PlainDate.from(today).add({ months: longestConsentMonths }).toString();

/**
 * The visit with a running number, from 0. Counted from the first day each time, so that a month's last day does not creep: the
 * 31st is the 28th in February and the 31st again in March.
 */
function dueDay({ interval, startsOn }: Rhythm, count: number): Day {
  const step = { daily: { days: count }, weekly: { weeks: count }, monthly: { months: count } }[interval];
  return Temporal.PlainDate.from(startsOn).add(step).toString();
}

/** The number of the first visit on a day or after it. */
function firstNumber({ interval, startsOn }: Rhythm, from: Day): number {
  if (from <= startsOn) return 0;
  const unit = ({ daily: 'days', weekly: 'weeks', monthly: 'months' } as const)[interval];
  const passed = Temporal.PlainDate.from(startsOn).until(Temporal.PlainDate.from(from), {
    largestUnit: unit,
  })[unit];
  return dueDay({ interval, startsOn }, passed) < from ? passed + 1 : passed;
}

/** Every day from one to another, both included, on which a visit is due. */
export function dueDays(rhythm: Rhythm, from: Day, until: Day): Day[] {
  const days: Day[] = [];
  for (let count = firstNumber(rhythm, from); ; count += 1) {
    const day = dueDay(rhythm, count);
    if (day > until) return days;
    days.push(day);
  }
}

/** The first day on which a visit is due, from a day on. */
export const nextDueDay = (rhythm: Rhythm, from: Day): Day => dueDay(rhythm, firstNumber(rhythm, from));

export const consentStates = ['given', 'review_soon', 'review_past', 'withdrawn', 'missing'] as const;
export type ConsentState = (typeof consentStates)[number];

/** Where the consent to regular visits stands: the latest one counts, until the day it is asked for again. */
export function consentStateOf(
  latest: { readonly withdrawnAt: Date | null; readonly reviewOn: Date | null } | null,
  today: Day,
): ConsentState {
  if (!latest?.reviewOn) return 'missing';
  if (latest.withdrawnAt) return 'withdrawn';
  const reviewOn = dayOf(latest.reviewOn);
  if (reviewOn < today) return 'review_past';
  return reviewOn <= daysLater(today, reviewSoonDays) ? 'review_soon' : 'given';
}

/** Whether visits go on as far as consent is concerned. */
export const allowsVisits = (state: ConsentState): boolean => state === 'given' || state === 'review_soon';

/** A visit as far as being late is concerned. */
export interface DueVisit {
  readonly dueOn: Day;
  readonly hasOutcome: boolean;
  /** Called off by hand: nobody was to come. */
  readonly cancelled: boolean;
}

/**
 * For how many days somebody has waited to be seen: since the first visit that has no outcome a day after it was due, with none
 * seen since. 0 when nothing is late.
 */
export function daysLate(visits: readonly DueVisit[], today: Day): number {
  const seen = visits.filter((visit) => visit.hasOutcome).map((visit) => visit.dueOn);
  const last = seen.reduce((latest, day) => (day > latest ? day : latest), '');
  const missed = visits
    .filter((visit) => !visit.hasOutcome && !visit.cancelled && visit.dueOn < today && visit.dueOn > last)
    .map((visit) => visit.dueOn)
    .sort();
  return missed[0] === undefined ? 0 : daysBetween(missed[0], today);
}

/** First visits go in pairs: two who come, or one who has been there before. */
export const comesAlone = (volunteers: readonly { readonly hasVisited: boolean }[]): boolean =>
  volunteers.length === 1 && !volunteers.some(({ hasVisited }) => hasVisited);
