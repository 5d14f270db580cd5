import { m } from '~/generated/messages/messages';

/** What a verifier should look at first. */
export const remarkCodes = [
  'two_places_at_once',
  'faster_than_distance',
  'overlong',
  'no_claim',
  'staff_word_only',
  'entered_late',
  'sent_afterwards',
  'same_confirmer',
] as const;

export type RemarkCode = (typeof remarkCodes)[number];

/** What a record looks like beside the person's other records. */
export interface RemarkFacts {
  readonly minutes: number;
  /** The task's length; null when the record has no task. */
  readonly scheduledMinutes: number | null;
  readonly endsAt: Date;
  readonly recordedAt: Date;
  readonly hasClaim: boolean;
  readonly evidenceLevel: number;
  /** A check-in whose time was named a quarter of an hour later or more, or a check-out sent after its own time. */
  readonly sentAfterwards: boolean;
  /** Another record of the person covers some of the same time. */
  readonly overlapsAnother: boolean;
  /** Minutes between this record and the person's one before it, and metres between their places; null when unknown. */
  readonly gapMinutes: number | null;
  readonly gapMetres: number | null;
  /** Records of this person confirmed by anyone, and by this one's confirmer. */
  readonly confirmedRecords: number;
  readonly confirmedBySame: number;
}

const longestMinutes = 10 * 60;
const longestOvertime = 60;
/** 60 km/h, door to door. */
const metresPerMinute = 1_000;
/** Order 67, article 11: within 10 working days of the end. */
const workingDaysToEnter = 10;
const enoughToJudgeConfirmer = 10;

/** Working days (Monday to Friday, UTC) that lie after one day up to and with another. */
export function workingDaysBetween(from: Date, until: Date): number {
  const day = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth(), from.getUTCDate()));
  let days = 0;
  for (
    day.setUTCDate(day.getUTCDate() + 1);
    day <= until && days < 100;
    day.setUTCDate(day.getUTCDate() + 1)
  ) {
    if (day.getUTCDay() !== 0 && day.getUTCDay() !== 6) days += 1;
  }
  return days;
}

const rules: Record<RemarkCode, (facts: RemarkFacts) => boolean> = {
  two_places_at_once: (facts) => facts.overlapsAnother,
  faster_than_distance: ({ gapMinutes, gapMetres }) =>
    gapMinutes !== null &&
    gapMetres !== null &&
    gapMetres > 1_000 &&
    gapMetres > gapMinutes * metresPerMinute,
  overlong: ({ minutes, scheduledMinutes }) =>
    minutes > longestMinutes || (scheduledMinutes !== null && minutes > scheduledMinutes + longestOvertime),
  no_claim: (facts) => !facts.hasClaim,
  staff_word_only: (facts) => facts.evidenceLevel === 0,
  entered_late: (facts) => workingDaysBetween(facts.endsAt, facts.recordedAt) > workingDaysToEnter,
  sent_afterwards: (facts) => facts.sentAfterwards,
  same_confirmer: ({ confirmedRecords, confirmedBySame }) =>
    confirmedRecords >= enoughToJudgeConfirmer && confirmedBySame === confirmedRecords,
};

/** What is worth a look in a record, the most telling first. A remark accuses nobody: it says where to look. */
export const remarksOf = (facts: RemarkFacts): RemarkCode[] =>
  remarkCodes.filter((code) => rules[code](facts));

type Words = Record<
  `records_remark_${RemarkCode}`,
  (inputs: object, options: { locale: 'en' | 'zh-CN' }) => string
>;

/** Says a remark to a verifier. */
export function remarkSentence(code: RemarkCode, locale: 'en' | 'zh-CN'): string {
  const words: Words = m;
  return words[`records_remark_${code}`]({}, { locale });
}
