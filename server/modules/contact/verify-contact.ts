import { inTransaction, type Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import type { Actor } from '~/server/policy/actor';
import { assertMay, reaches } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';

/**
 * An officer has reached the person on a phone or an e-mail address that anybody may have typed: from now on it is known to be
 * theirs. Once (ALREADY_DONE); nobody says so of their own (SAME_PERSON). Who said it stands in the history.
 */
export async function verifyContact(
  deps: Deps,
  actor: Actor,
  input: { id: string },
): Promise<{ personId: string }> {
  assertMay(actor, 'contact.verify');
  return inTransaction(deps, actor, async (tx) => {
    const point = await tx.contactPoint.findUnique({
      where: { id: input.id },
      select: { id: true, personId: true, person: { select: { homeCommunityId: true } } },
    });
    const communityId = point?.person.homeCommunityId ?? null;
    if (!point || !reaches(actor, 'contact.verify', { communityId })) return refuse('NOT_FOUND');
    const { personId } = point;
    if (personId === actor.personId) refuse('SAME_PERSON');
    const { count } = await tx.contactPoint.updateMany({
      where: { id: point.id, verifiedAt: null },
      data: { verifiedAt: deps.clock.now() },
    });
    if (count === 0) refuse('ALREADY_DONE');
    await recordChange(tx, deps, actor, {
      type: 'person:contact_verified',
      subjectType: 'person',
      subjectId: personId,
      payload: { personId },
      feeds: [`person:${personId}`, ...(communityId ? [`community:${communityId}` as const] : [])],
    });
    return { personId };
  });
}

/** Takes every way to reach a person for theirs, in the caller's transaction. Says nothing about who may, and writes no history. */
export async function unsafeVerifyContacts(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  personId: string,
): Promise<void> {
  await tx.contactPoint.updateMany({
    where: { personId, verifiedAt: null },
    data: { verifiedAt: deps.clock.now() },
  });
}
