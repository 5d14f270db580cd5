import type { ClaimState, Judgement, NeedKind, NeedStatus } from '~/generated/prisma/enums';
import type { RefusalCode } from '~/server/policy/refusal';

/** What the person served may say of a round; `not_judged` is what silence becomes. */
export const judgements = ['solved', 'partly', 'not_solved'] as const satisfies Judgement[];
export type Said = (typeof judgements)[number];

/** How an officer hears it. */
export const heardBy = ['phone', 'paper', 'desk', 'visit'] as const;

/** Claims of people who had a part in the service, or were to have one: they write nothing down about it. */
export const servingStates = [
  'confirmed',
  'checked_in',
  'attended',
  'no_show',
] as const satisfies ClaimState[];

/** Whether somebody is asked how a need turned out: help and wishes are, an activity is over by itself. */
export const isJudged = (kind: NeedKind): boolean => kind !== 'activity';

interface JudgedNeed {
  readonly kind: NeedKind;
  readonly status: NeedStatus;
  readonly round: number;
  readonly judgement: Judgement | null;
}

/**
 * Why a round takes no judgement; null when it does. `round`: the one that was on the page, so that sending the same
 * judgement twice does not judge the next one.
 */
export function judgeRefusal(need: JudgedNeed, round: number | null): RefusalCode | null {
  if (!isJudged(need.kind)) return 'WRONG_STATE';
  if (round !== null && round < need.round) return 'ALREADY_DONE';
  if (round !== null && round > need.round) return 'WRONG_STATE';
  if (need.status === 'completed') return null;
  if (need.status !== 'closed') return 'WRONG_STATE';
  return need.judgement === 'not_judged' ? 'TOO_LATE' : 'ALREADY_DONE';
}
