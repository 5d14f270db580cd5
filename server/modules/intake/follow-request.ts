import type { Judgement, NeedStatus } from '~/generated/prisma/enums';
import { nilId } from '~/server/database/id';
import type { Deps } from '~/server/deps';
import { timeZoneOf } from '~/server/modules/communities/queries';
import { countAttempt, forgiveAttempt } from '~/server/modules/identity/attempts';
import type { NextWindow } from '~/server/modules/needs/columns';
import { findNextWindows } from '~/server/modules/needs/next-window';
import type { Actor } from '~/server/policy/actor';
import { assertMay } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import { findMissing } from './find-missing';
import { isFollowCode } from './follow-code';
import type { IntakeRow } from './queries';
import {
  canBeTakenBack,
  followStateOf,
  isNumber,
  readNumber,
  type FollowState,
  type IntakeMissing,
} from './rules';

/** How far a request has come: nothing of whom it is for, where they live or how to reach them. */
export interface FollowedRequest {
  readonly number: string;
  readonly takenDownAt: Date;
  /** In which its moments are told. */
  readonly timeZone: string;
  readonly state: FollowState;
  readonly waitingFor: readonly IntakeMissing[];
  /** What was said, why it was refused, or why it was called off. */
  readonly note: string | null;
  readonly passedOnTo: string | null;
  /** When a complaint is answered, or help is done, at the latest; null once that has passed. */
  readonly dueAt: Date | null;
  readonly needStatus: NeedStatus | null;
  /** Raised each time it was said not to be solved; a judgement names the one it is about. */
  readonly round: number;
  /** What was said of it in the end. */
  readonly judgement: Judgement | null;
  readonly next: NextWindow | null;
  readonly mayTakeBack: boolean;
}

/**
 * The state of a request for whoever has its number and code, without an account. Refuses NOT_FOUND for a wrong number and a
 * wrong code alike, after the same work, and TOO_MANY_ATTEMPTS after too many wrong ones.
 */
export async function followRequest(
  deps: Deps,
  actor: Actor,
  input: { number: string; code: string },
  address: string,
): Promise<FollowedRequest> {
  return told(deps, await findFollowed(deps, actor, input, address));
}

/** The request itself for whoever has its number and code; refuses as above. */
export async function findFollowed(
  deps: Deps,
  actor: Actor,
  input: { number: string; code: string },
  address: string,
): Promise<IntakeRow> {
  assertMay(actor, 'intake.follow');
  const number = readNumber(input.number.slice(0, 40));
  await countAttempt(deps, 'follow_address', address);
  await countAttempt(deps, 'follow_guess', `${number} ${address}`);
  await countAttempt(deps, 'follow_number', number);
  const intake = isNumber(number) ? await deps.prisma.intake.findUnique({ where: { number } }) : null;
  const isRight = isFollowCode(deps, intake ?? { id: nilId, followVersion: 0 }, input.code.slice(0, 20));
  if (!intake || !isRight) return refuse('NOT_FOUND');
  await forgiveAttempt(deps, 'follow_address', address);
  await forgiveAttempt(deps, 'follow_guess', `${number} ${address}`);
  await forgiveAttempt(deps, 'follow_number', number);
  return intake;
}

async function told(deps: Deps, intake: IntakeRow): Promise<FollowedRequest> {
  const { needId, outcome } = intake;
  const [need, [next = null], [waitingFor = []], timeZone] = await Promise.all([
    needId === null
      ? null
      : deps.prisma.need.findUnique({
          where: { id: needId },
          select: {
            kind: true,
            status: true,
            statusReason: true,
            round: true,
            judgement: true,
            dueAt: true,
          },
        }),
    needId === null ? [] : findNextWindows(deps, [needId]),
    findMissing(deps, [intake]),
    timeZoneOf(deps, intake.communityId),
  ]);
  const state = followStateOf(outcome, need);
  const needDue =
    need && ['draft', 'in_review', 'open', 'in_progress'].includes(need.status) ? need.dueAt : null;
  const dueAt = intake.dueAt ?? needDue;
  const said = ['answered', 'refused', 'withdrawn'].includes(outcome) ? intake.outcomeNote : null;
  return {
    number: intake.number,
    takenDownAt: intake.createdAt,
    timeZone,
    state,
    waitingFor,
    note: need && state === 'cancelled' ? need.statusReason : said,
    passedOnTo: intake.passedOnTo,
    dueAt: dueAt && dueAt > deps.clock.now() ? dueAt : null,
    round: need?.round ?? 1,
    judgement: need?.status === 'closed' ? need.judgement : null,
    needStatus: need?.status ?? null,
    next: state === 'cancelled' ? null : next,
    mayTakeBack: canBeTakenBack(outcome, need),
  };
}
