import { formatCalendarDay, formatWeekdayOf } from '~/app/i18n/format';
import type { CareListRow } from '~/app/graphql/committee/care';
import { m } from '~/generated/messages/messages';

type Level = CareListRow['level'];
type Interval = CareListRow['interval'];
type ConsentState = CareListRow['consentState'];
export type Outcome = NonNullable<NonNullable<CareListRow['lastVisit']>['outcome']>;

export const levels = ['general', 'close', 'special'] as const satisfies readonly Level[];
export const levelWords: Record<Level, () => string> = {
  general: m.care_level_general,
  close: m.care_level_close,
  special: m.care_level_special,
};

export const intervals = ['daily', 'weekly', 'monthly'] as const satisfies readonly Interval[];
export const intervalWords: Record<Interval, () => string> = {
  daily: m.care_interval_daily,
  weekly: m.care_interval_weekly,
  monthly: m.care_interval_monthly,
};

export const outcomes = [
  'well',
  'needs_something',
  'not_reached',
  'not_held',
] as const satisfies readonly Outcome[];
export const outcomeWords: Record<Outcome, () => string> = {
  well: m.care_outcome_well,
  needs_something: m.care_outcome_needs,
  not_reached: m.care_outcome_not_reached,
  not_held: m.care_outcome_not_held,
};

export const consentForms = ['spoken', 'paper', 'screen', 'guardian'] as const;
export const consentFormWords: Record<(typeof consentForms)[number], () => string> = {
  spoken: m.care_consent_spoken,
  paper: m.care_consent_paper,
  screen: m.care_consent_screen,
  guardian: m.care_consent_guardian,
};

export const followUps = ['reached_by_phone', 'neighbour_looked_in', 'emergency'] as const;
export const followUpWords: Record<(typeof followUps)[number], () => string> = {
  reached_by_phone: m.care_follow_up_phone,
  neighbour_looked_in: m.care_follow_up_neighbour,
  emergency: m.care_follow_up_emergency,
};

/** What the list says of a consent that somebody has to look after; null while it is in order. */
export const consentTrouble: Record<ConsentState, (() => string) | null> = {
  given: null,
  review_soon: m.care_consent_review_soon,
  review_past: m.care_consent_review_past,
  withdrawn: m.care_consent_withdrawn,
  missing: m.care_consent_missing,
};

/** `09:30` for 570. */
export const clockOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

interface Rhythm {
  readonly interval: Interval;
  readonly startMinute: number;
  /** Any day on which a visit is due; null where none is known. */
  readonly dueDay: string | null;
}

/** `Sundays at 09:30`, `Monthly on day 30 at 09:30` */
export function rhythmWords({ interval, startMinute, dueDay }: Rhythm): string {
  const time = clockOf(startMinute);
  if (interval === 'daily') return m.care_rhythm_daily({ time });
  if (dueDay === null) return m.care_rhythm({ interval: intervalWords[interval](), time });
  return interval === 'weekly'
    ? m.care_rhythm_weekly({ weekday: formatWeekdayOf(dueDay), time })
    : m.care_rhythm_monthly({ day: Number(dueDay.slice(-2)), time });
}

/** How a person stands: not reached, late, or when the next visit is. */
export function dueWords(
  entry: Pick<CareListRow, 'daysLate' | 'nextDueOn' | 'notReached'>,
  now: string,
): {
  text: string;
  tone: 'danger' | 'accent' | 'neutral';
} {
  if (entry.notReached) return { text: m.care_not_reached(), tone: 'danger' };
  if (entry.daysLate > 0) return { text: m.care_late({ count: entry.daysLate }), tone: 'accent' };
  if (!entry.nextDueOn) return { text: m.care_no_visit_due(), tone: 'neutral' };
  return { text: m.care_next_due({ day: formatCalendarDay(entry.nextDueOn, now) }), tone: 'neutral' };
}
