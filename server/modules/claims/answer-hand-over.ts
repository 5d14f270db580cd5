import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import { notify } from '~/server/modules/notifications/notify';
import type { Actor } from '~/server/policy/actor';
import { assertMay, assertPerson, reaches } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import { askNextInLine } from './ask-next-in-line';
import { changeClaim } from './change-claim';
import { inClaimTransaction } from './claim-transaction';
import { claimFeeds } from './feeds';
import type { AnswerHandOverInput } from './input';
import { unsafeLockHandOver, type LockedHandOver } from './lock-hand-over';

/**
 * The giver keeps their place after all; a request that waits for a worker's yes is over with it. Whoever asked from the line is back
 * where they were in it.
 */
export async function takeBackHandOver(
  deps: Deps,
  actor: Actor,
  input: AnswerHandOverInput,
): Promise<{ id: string }> {
  assertMay(actor, 'claim.withdraw');
  return inClaimTransaction(deps, actor, async (tx) => {
    const locked = await unsafeLockHandOver(tx, input.handOver, null);
    if (!locked || !reaches(actor, 'claim.withdraw', { personId: locked.giverId }))
      return refuse('NOT_FOUND');
    const { handOver, given } = locked;
    if (handOver.endedAt) refuse(handOver.state === 'taken_back' ? 'ALREADY_DONE' : 'HAND_OVER_ENDED');
    await end(tx, deps, actor, locked, 'taken_back');
    const request = locked.claims.find(({ id }) => id === handOver.takerClaimId);
    if (request?.state === 'requested') {
      const { waitNumber } = await tx.claim.findUniqueOrThrow({ where: { id: request.id } });
      await changeClaim(tx, deps, actor, request, waitNumber === null ? 'expired' : 'waitlisted', null);
      const detail = { claimId: request.id, taskId: given.taskId, needId: given.needId };
      if (request.personId) await notify(tx, request.personId, 'claim_hand_over_ended', detail);
    }
    return { id: given.id };
  });
}

/** Whoever was asked for themselves says no: the giver is told, or the next in line is asked. */
export async function declineHandOver(
  deps: Deps,
  actor: Actor,
  input: AnswerHandOverInput,
): Promise<{ id: string }> {
  assertMay(actor, 'task.claim');
  const personId = assertPerson(actor, 'task.claim');
  return inClaimTransaction(deps, actor, async (tx) => {
    const locked = await unsafeLockHandOver(tx, input.handOver, personId);
    if (!locked) return refuse('NOT_FOUND');
    const { handOver, given, giverId } = locked;
    const isAsked = locked.askedId === personId;
    if (!isAsked && locked.chosenId !== personId) return refuse('NOT_FOUND');
    if (handOver.state !== 'open') refuse('HAND_OVER_ENDED');
    if (isAsked) await askNextInLine(tx, deps, handOver, given);
    else {
      await end(tx, deps, actor, locked, 'declined');
      const { taskId, needId } = given;
      await notify(tx, giverId, 'claim_hand_over_declined', { claimId: given.id, taskId, needId });
    }
    return { id: handOver.id };
  });
}

async function end(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  locked: LockedHandOver,
  state: 'taken_back' | 'declined',
): Promise<void> {
  const { handOver, given, askedId, chosenId } = locked;
  await tx.handOver.update({
    where: { id: handOver.id },
    data: { state, endedAt: deps.clock.now(), askedClaimId: null, askedUntil: null },
  });
  const { taskId, needId, takenPlaces, placesTaken } = given;
  await recordChange(tx, deps, actor, {
    type: 'claim:hand_over_ended',
    subjectType: 'claim',
    subjectId: given.id,
    payload: { claimId: given.id, taskId, needId, takenPlaces, placesTaken },
    feeds: [
      ...claimFeeds({ ...given, countsChanged: handOver.to === 'all' }),
      ...[askedId, chosenId].filter((id) => id != null).map((id) => `person:${id}` as const),
    ],
  });
}
