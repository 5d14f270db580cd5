import { m } from '~/generated/messages/messages';
import type { NoticeKind } from './kinds';

/** The languages that messages are written in. */
export type Locale = 'en' | 'zh-CN';
type Inputs = { title: string; unit: string; number: string; task: string; when: string; until: string };
type Words = Record<`notices_${NoticeKind}`, (inputs: Inputs, options: { locale: Locale }) => string>;

/** What a notice is about, joined when it is read. */
export interface NoticeFacts {
  readonly title: string | null;
  readonly unit: string | null;
  readonly number: string | null;
  readonly taskTitle: string | null;
  /** When the task begins, and the zone of its community; the zone only where the sentence says a time. */
  readonly startsAt: Date | null;
  readonly timeZone: string | null;
  /** Until when an offer stands or stood. */
  readonly expiresAt: Date | null;
  /** What the person who decided wrote. */
  readonly reason: string | null;
}

/** Kinds whose reason the reader is told. */
const withReason: ReadonlySet<NoticeKind> = new Set<NoticeKind>([
  'need_returned',
  'need_cancelled',
  'need_thanked',
  'task_cancelled',
  'claim_refused',
  'claim_released',
  'claim_withdrawn',
  'claim_passed_on',
  'record_rejected',
  'record_corrected',
  'dispute_resolved',
  'certificate_revoked',
  'organisation_refused',
  'organisation_suspended',
]);

/** A day and a time as one says them, e.g. Sat, Mar 7, 9:00 AM. */
export const momentWords = (at: Date, timeZone: string, locale: Locale): string =>
  new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZone,
  }).format(at);

/** Says a notice in the reader's language. */
export function noticeSentence(kind: NoticeKind, facts: NoticeFacts, locale: Locale): string {
  const words: Words = m;
  const sentence = words[`notices_${kind}`](
    {
      title: facts.title ?? m.notices_nameless({}, { locale }),
      unit: facts.unit ?? m.notices_unit_nameless({}, { locale }),
      number: facts.number ?? '',
      task: facts.taskTitle ?? '',
      until: facts.expiresAt ? momentWords(facts.expiresAt, facts.timeZone ?? 'UTC', locale) : '',
      when: facts.startsAt ? momentWords(facts.startsAt, facts.timeZone ?? 'UTC', locale) : '',
    },
    { locale },
  );
  if (!facts.reason || !withReason.has(kind)) return sentence;
  if (kind === 'need_thanked')
    return `${sentence}${locale === 'en' ? ' ' : ''}${m.notices_thanks({ thanks: facts.reason }, { locale })}`;
  const reason = m.notices_reason({ reason: facts.reason }, { locale });
  return locale === 'en' ? `${sentence} ${reason}` : `${sentence}${reason}`;
}
