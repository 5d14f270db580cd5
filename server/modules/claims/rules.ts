import type { ClaimState, NeedStatus } from '~/generated/prisma/enums';
import type { RefusalCode } from '~/server/policy/refusal';

/** States that hold one of a task's places. */
export const holdingStates = [
  'invited',
  'offered',
  'confirmed',
  'checked_in',
  'attended',
] as const satisfies ClaimState[];

/** States in which a person has something going on with a task; at most one such claim a person and task. */
export const liveStates = ['requested', 'waitlisted', ...holdingStates] as const satisfies ClaimState[];

export const isLive = (state: ClaimState): boolean => (liveStates as readonly ClaimState[]).includes(state);

export const holdsPlace = (state: ClaimState): boolean =>
  (holdingStates as readonly ClaimState[]).includes(state);

/** States that a volunteer, or the person in charge, can still take back. */
const revocable: readonly ClaimState[] = ['invited', 'requested', 'waitlisted', 'offered', 'confirmed'];

/** What stands between one person and one task, as the database says it at one moment. */
export interface ClaimFacts {
  readonly needStatus: NeedStatus;
  readonly suspended: boolean;
  readonly cancelled: boolean;
  readonly started: boolean;
  readonly open: boolean;
  readonly alreadyClaimed: boolean;
  readonly identityFits: boolean;
  readonly notRefused: boolean;
  readonly ageKnown: boolean;
  readonly ageFits: boolean;
  readonly skillsFit: boolean;
  readonly termsAccepted: boolean;
  readonly overlaps: boolean;
  readonly capReached: boolean;
  readonly drawPending: boolean;
  readonly full: boolean;
}

/**
 * Why a person cannot claim a task; null when nothing stands in the way. The most lasting reason comes first, so that nobody
 * is sent to add a skill for a task that is cancelled. `null` facts: there is no such task for the caller.
 */
export function refusalOf(facts: ClaimFacts | null): RefusalCode | null {
  if (!facts || facts.needStatus === 'draft' || facts.needStatus === 'in_review') return 'NOT_FOUND';
  if (facts.suspended) return 'SUSPENDED';
  if (facts.cancelled) return 'TASK_CANCELLED';
  if (facts.started) return 'STARTED';
  if (!facts.open) return 'NOT_OPEN';
  if (facts.alreadyClaimed) return 'ALREADY_CLAIMED';
  if (!facts.identityFits) return 'IDENTITY_UNCHECKED';
  if (!facts.notRefused) return 'NOT_AVAILABLE_TO_YOU';
  if (!facts.ageKnown) return 'AGE_UNKNOWN';
  if (!facts.ageFits) return 'UNDER_AGE';
  if (!facts.skillsFit) return 'MISSING_SKILL';
  if (!facts.termsAccepted) return 'TERMS_NOT_ACCEPTED';
  if (facts.overlaps) return 'OVERLAPS';
  if (facts.capReached) return 'WEEKLY_CAP';
  if (facts.drawPending) return 'DRAW_PENDING';
  if (facts.full) return 'FULL';
  return null;
}

/** What the database's constraints say in the words of the domain, when two claims met at the same instant. */
export function refusalOfViolation(code: string, constraint: string | null): RefusalCode | null {
  if (code === '23P01' && constraint === 'claim_no_overlap') return 'OVERLAPS';
  if (code === '23505' && constraint === 'claim_one_live') return 'ALREADY_CLAIMED';
  if (code === '23514' && constraint === 'task_taken') return 'FULL';
  return null;
}

/** The last moment at which a volunteer withdraws in good time. */
export const withdrawUntil = (task: { startsAt: Date; withdrawUntilMinutes: number }): Date =>
  new Date(task.startsAt.getTime() - task.withdrawUntilMinutes * 60_000);

/** Whether whoever withdraws now had promised to come, and does so after the task's own deadline. */
export const isLateWithdrawal = (
  claim: { state: ClaimState },
  task: { startsAt: Date; withdrawUntilMinutes: number },
  now: Date,
): boolean => claim.state === 'confirmed' && now.getTime() > withdrawUntil(task).getTime();

/** Why a volunteer cannot withdraw; null when they can. They can until the start, and after the task's deadline say why. */
export function withdrawalRefusal(
  claim: { state: ClaimState },
  task: { startsAt: Date; withdrawUntilMinutes: number },
  now: Date,
  saysWhy: boolean,
): RefusalCode | null {
  if (claim.state === 'withdrawn') return 'ALREADY_DONE';
  if (!revocable.includes(claim.state)) return 'WRONG_STATE';
  if (now.getTime() > task.startsAt.getTime()) return 'WITHDRAW_TOO_LATE';
  return isLateWithdrawal(claim, task, now) && !saysWhy ? 'REASON_NEEDED' : null;
}

/** What a yes or no makes of a claim, or why it makes nothing. A no to a confirmed claim releases it, and says why. */
export function decisionOn(
  state: ClaimState,
  approve: boolean,
  reason: string | null,
): { to: 'confirmed' | 'declined' | 'released' } | { refusal: RefusalCode } {
  if (approve)
    return state === 'requested'
      ? { to: 'confirmed' }
      : { refusal: state === 'confirmed' ? 'ALREADY_DONE' : 'WRONG_STATE' };
  if (state === 'requested') return { to: 'declined' };
  if (!revocable.includes(state)) return { refusal: 'WRONG_STATE' };
  return reason ? { to: 'released' } : { refusal: 'REASON_NEEDED' };
}
