import type { IntakeOutcome, IntakeRelationship, NeedKind, NeedStatus } from '~/generated/prisma/enums';

/** What a draft still waits for before it can be published. */
export const missingParts = ['CONSENT', 'TIME'] as const;
export type IntakeMissing = (typeof missingParts)[number];

/** What the draft made of an intake still waits for: the consent of the person served, and a time that lies ahead. */
export function missingOf(
  need: { readonly status: NeedStatus; readonly endsAt: Date | null },
  consented: boolean,
  now: Date,
): IntakeMissing[] {
  if (need.status !== 'draft') return [];
  const hasTime = need.endsAt !== null && need.endsAt > now;
  return [...(consented ? [] : ['CONSENT' as const]), ...(hasTime ? [] : ['TIME' as const])];
}

/** Whether whoever asks is said to be what they are: themselves when the request is for them, somebody else when it is not. */
export const fitsRelationship = (relationship: IntakeRelationship, forThemselves: boolean): boolean =>
  (relationship === 'self') === forThemselves;

/** What a worker makes of a request; one that came by itself is `received` until then. */
export const takenOutcomes = [
  'need',
  'complaint',
  'answered',
  'passed_on',
  'refused',
] as const satisfies IntakeOutcome[];
export type TakenOutcome = (typeof takenOutcomes)[number];

/** What is to be written down with each outcome beside the request itself. */
export const neededBy: Readonly<Record<TakenOutcome, readonly ('outcomeNote' | 'passedOnTo' | 'dueAt')[]>> = {
  need: [],
  complaint: ['dueAt'],
  answered: ['outcomeNote'],
  passed_on: ['passedOnTo'],
  refused: ['outcomeNote'],
};

const longestTitle = 120;

/** What was asked, as short as the title of a need; all of it stands in the summary. */
export function titleOf(subject: string): string {
  const characters = [...subject];
  return characters.length <= longestTitle ? subject : `${characters.slice(0, longestTitle - 1).join('')}…`;
}

/** How far a request has come, as whoever asked follows it. */
export const followStates = [
  'received',
  'waiting',
  'published',
  'in_progress',
  'to_judge',
  'completed',
  'reopened',
  'cancelled',
  'answered',
  'passed_on',
  'refused',
] as const;
export type FollowState = (typeof followStates)[number];

const stateOfNeed: Readonly<Record<NeedStatus, FollowState>> = {
  draft: 'waiting',
  in_review: 'waiting',
  open: 'published',
  in_progress: 'in_progress',
  completed: 'completed',
  closed: 'completed',
  cancelled: 'cancelled',
};

interface FollowedNeed {
  readonly kind: NeedKind;
  readonly status: NeedStatus;
  readonly round: number;
}

/** The state that whoever asked reads: that of the need made of it, or what became of it at once. */
export function followStateOf(outcome: IntakeOutcome, need: FollowedNeed | null): FollowState {
  if (outcome === 'need' && need) {
    if (need.status === 'completed' && need.kind !== 'activity') return 'to_judge';
    if (need.status === 'open' && need.round > 1) return 'reopened';
    return stateOfNeed[need.status];
  }
  if (outcome === 'need') return 'waiting';
  if (outcome === 'received') return 'waiting';
  if (outcome === 'withdrawn') return 'cancelled';
  return outcome === 'complaint' ? 'received' : outcome;
}

/** Days that a machine's token counts, from when it was made or last renewed. */
export const sourceDays = 365;

/** Days before the end of a token from which on the committee is told. */
export const sourceWarningDays = 30;

/** Until when a token counts that is made or renewed now. */
export const sourceExpiry = (now: Date): Date => new Date(now.getTime() + sourceDays * 86_400_000);

export const sourceStates = ['valid', 'ends_soon', 'expired', 'revoked'] as const;

/** How a machine's token stands; one that runs out soon still counts. */
export function sourceStateOf(
  source: { readonly revokedAt: Date | null; readonly expiresAt: Date },
  now: Date,
): (typeof sourceStates)[number] {
  if (source.revokedAt) return 'revoked';
  const leftMs = source.expiresAt.getTime() - now.getTime();
  if (leftMs <= 0) return 'expired';
  return leftMs <= sourceWarningDays * 86_400_000 ? 'ends_soon' : 'valid';
}

/** Whether whoever asked may still take it back: until somebody has begun to help. After that they ring, since somebody may be at the door. */
export const canBeTakenBack = (outcome: IntakeOutcome, need: Pick<FollowedNeed, 'status'> | null): boolean =>
  outcome === 'received' ||
  (outcome === 'need' && need !== null && ['draft', 'in_review', 'open'].includes(need.status));

/** A text without control characters, which the database does not store: one line, or with its line breaks. */
export const inOneLine = (text: string): string => text.replace(/\p{Cc}+/gu, ' ').trim();
export const inLines = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n]+/gu, ' ')
    .trim();

/** Whether a text is shaped like the number of an intake. */
export const isNumber = (text: string): boolean => /^\d{4}-\d{6,}$/.test(text);

/** The part of an intake that its number names, however it was typed: full-width digits, spaces, any dash. */
export const readNumber = (typed: string): string =>
  typed
    .normalize('NFKC')
    .replace(/[‐-―−]/g, '-')
    .replace(/\s/g, '');
