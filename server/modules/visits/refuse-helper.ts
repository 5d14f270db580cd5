import type { z } from 'zod';
import { m } from '~/generated/messages/messages';
import type { Need } from '~/generated/prisma/client';
import type { ClaimState } from '~/generated/prisma/enums';
import { newId } from '~/server/database/id';
import { inTransaction, type Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import { lockEntryOf, unsafeEndPairsOf } from '~/server/modules/care/end-pairs-of';
import { tongueOf } from '~/server/modules/care/standing-need';
import { changeClaim } from '~/server/modules/claims/change-claim';
import { unsafeLockClaim } from '~/server/modules/claims/places';
import { notify, notifyAll } from '~/server/modules/notifications/notify';
import { findStaff } from '~/server/modules/organisations/find-staff';
import type { Actor } from '~/server/policy/actor';
import { assertMay, reaches } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import type { RefuseHelperInput } from './input';

/** Claims of a refused helper that are called off; who is in the home already is spoken to by people. */
const calledOff: readonly ClaimState[] = ['invited', 'requested', 'waitlisted', 'offered', 'confirmed'];

/**
 * The person served does not want the helper of a claim: said by themselves or taken down by an officer of the community. Every
 * claim of that helper for that person is called off as any other "no" calls it off, regular visits too, and no new one is made until
 * the refusal ends. The helper learns neither why nor who; whoever runs the days learns that a place is free again.
 */
export async function refuseHelper(
  deps: Deps,
  actor: Actor,
  input: z.output<typeof RefuseHelperInput>,
): Promise<{ taskId: string }> {
  assertMay(actor, 'helper.refuse');
  const takenDownById = actor.personId ?? refuse('NOT_SIGNED_IN');
  return inTransaction(deps, actor, async (tx) => {
    const claim = await tx.claim.findUnique({
      where: { id: input.claim },
      select: {
        personId: true,
        taskId: true,
        task: { select: { need: { select: { servedPersonId: true, communityId: true } } } },
      },
    });
    const need = claim?.task.need;
    const [helperId, servedPersonId] = [claim?.personId, need?.servedPersonId];
    if (!claim || !need || !helperId || !servedPersonId) return refuse('NOT_FOUND');
    const { communityId } = need;
    if (!reaches(actor, 'helper.refuse', { personId: servedPersonId, communityId })) refuse('NOT_FOUND');
    await lockEntryOf(tx, servedPersonId);
    const { count } = await tx.helperRefusal.createMany({
      data: {
        id: newId(),
        servedPersonId,
        helperId,
        reason: input.reason,
        takenDownById,
        createdAt: deps.clock.now(),
      },
      skipDuplicates: true,
    });
    if (count === 0) refuse('ALREADY_DONE');
    await callOff(tx, deps, actor, { helperId, servedPersonId });
    await recordChange(tx, deps, actor, {
      type: 'person:helper_refused',
      subjectType: 'person',
      subjectId: servedPersonId,
      payload: { personId: servedPersonId },
      feeds: [`community:${communityId}`],
    });
    return { taskId: claim.taskId };
  });
}

/** Calls off what the helper has with that person, task by task in the order in which everyone locks them. */
async function callOff(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  { helperId, servedPersonId }: { helperId: string; servedPersonId: string },
): Promise<void> {
  const live = await tx.claim.findMany({
    where: {
      personId: helperId,
      state: { in: [...calledOff] },
      endsAt: { gt: deps.clock.now() },
      task: { need: { servedPersonId } },
    },
    orderBy: [{ task: { needId: 'asc' } }, { taskId: 'asc' }],
    select: { id: true, task: { select: { need: true } } },
  });
  const unpaired = await unsafeEndPairsOf(tx, deps, actor, {
    personId: servedPersonId,
    volunteerId: helperId,
  });
  const emptied = new Map<string, { need: Need; taskId: string; claimId: string }>();
  for (const {
    id,
    task: { need },
  } of live) {
    const claim = await unsafeLockClaim(tx, id);
    if (!claim) continue;
    const { taskId } = claim;
    const isReleased = claim.state === 'released' && unpaired.includes(need.id);
    if (!isReleased && !calledOff.includes(claim.state)) continue;
    // A no to somebody who was accepted releases them and says why, whoever says it: in words that tell nothing.
    const wasConfirmed = claim.state === 'confirmed';
    if (isReleased || wasConfirmed)
      emptied.set(need.id, emptied.get(need.id) ?? { need, taskId, claimId: id });
    if (isReleased) continue;
    const reason = wasConfirmed ? m.server_visit_rearranged({}, { locale: tongueOf(need.title) }) : null;
    await changeClaim(tx, deps, actor, claim, wasConfirmed ? 'released' : 'declined', reason);
    await notify(tx, helperId, wasConfirmed ? 'claim_released' : 'claim_refused', { claimId: id });
  }
  for (const { need, ...detail } of emptied.values()) {
    const staff = await findStaff(tx, need);
    await notifyAll(
      tx,
      staff.filter((id) => id !== actor.personId),
      'claim_withdrawn',
      detail,
    );
  }
}

/** They may come again: by whoever may refuse them. */
export async function endHelperRefusal(
  deps: Deps,
  actor: Actor,
  input: { id: string },
): Promise<{ personId: string }> {
  assertMay(actor, 'helper.refuse');
  return inTransaction(deps, actor, async (tx) => {
    const refusal = await tx.helperRefusal.findUnique({ where: { id: input.id } });
    if (!refusal) return refuse('NOT_FOUND');
    const personId = refusal.servedPersonId;
    const person = await tx.person.findUnique({ where: { id: personId }, select: { homeCommunityId: true } });
    const communityId = person?.homeCommunityId ?? null;
    if (!reaches(actor, 'helper.refuse', { personId, communityId })) refuse('NOT_FOUND');
    const { count } = await tx.helperRefusal.updateMany({
      where: { id: refusal.id, endedAt: null },
      data: { endedAt: deps.clock.now() },
    });
    if (count === 0) refuse('ALREADY_DONE');
    await recordChange(tx, deps, actor, {
      type: 'person:helper_refusal_ended',
      subjectType: 'person',
      subjectId: personId,
      payload: { personId },
      feeds: communityId ? [`community:${communityId}`] : [`person:${personId}`],
    });
    return { personId };
  });
}
