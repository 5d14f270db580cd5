import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import type { Actor } from '~/server/policy/actor';
import { assertMay, reaches } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';

/** Somebody of the committee has told a person what a message that did not arrive said: by phone, at the door. Once (ALREADY_DONE). */
export async function markTold(deps: Deps, actor: Actor, { id }: { id: string }): Promise<{ done: boolean }> {
  assertMay(actor, 'delivery.watch');
  const toldById = actor.personId ?? refuse('NOT_SIGNED_IN');
  return inTransaction(deps, actor, async (tx) => {
    const delivery = await tx.delivery.findUnique({
      where: { id },
      select: { state: true, notice: { select: { person: { select: { homeCommunityId: true } } } } },
    });
    const communityId = delivery?.notice.person.homeCommunityId ?? null;
    if (!delivery || !reaches(actor, 'delivery.watch', { communityId })) return refuse('NOT_FOUND');
    if (delivery.state !== 'failed' && delivery.state !== 'unknown') refuse('WRONG_STATE');
    const { count } = await tx.delivery.updateMany({
      where: { id, toldAt: null },
      data: { toldAt: deps.clock.now(), toldById },
    });
    if (count === 0) refuse('ALREADY_DONE');
    return { done: true };
  });
}
