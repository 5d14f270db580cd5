import type { z } from 'zod';
import { newId } from '~/server/database/id';
import { inTransaction, type Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import { changeClaim } from '~/server/modules/claims/change-claim';
import { unsafeLockClaim } from '~/server/modules/claims/places';
import { notify } from '~/server/modules/notifications/notify';
import type { Actor } from '~/server/policy/actor';
import { assertMay, reaches } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import type { RefuseHelperInput } from './input';

/** Claims of a refused helper that are called off; who is in the home already is spoken to by people. */
const declined = ['invited', 'requested', 'waitlisted', 'offered', 'confirmed'] as const;

/**
 * The person served does not want the helper of a claim: said by themselves or taken down by an officer of the community. Every
 * claim of that helper for that person is declined in the words of any other "no", and no new one is made until the refusal
 * ends. The helper learns neither why nor who.
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
    await declineClaims(tx, deps, actor, { helperId, servedPersonId });
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

/** Declines what the helper has with that person, task by task in the order in which everyone locks them. */
async function declineClaims(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  { helperId, servedPersonId }: { helperId: string; servedPersonId: string },
): Promise<void> {
  const live = await tx.claim.findMany({
    where: {
      personId: helperId,
      state: { in: [...declined] },
      endsAt: { gt: deps.clock.now() },
      task: { need: { servedPersonId } },
    },
    orderBy: [{ task: { needId: 'asc' } }, { taskId: 'asc' }],
    select: { id: true },
  });
  for (const { id } of live) {
    const claim = await unsafeLockClaim(tx, id);
    if (!claim || !(declined as readonly string[]).includes(claim.state)) continue;
    await changeClaim(tx, deps, actor, claim, 'declined', null);
    await notify(tx, helperId, 'claim_refused', { claimId: id });
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
