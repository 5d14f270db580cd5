import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import type { Actor } from '~/server/policy/actor';
import { assertMay, assertPerson } from '~/server/policy/permissions';

/** Marks every notice that the actor's person has at this moment as read. Answers how many that were. */
export async function markNoticesRead(deps: Deps, actor: Actor): Promise<{ read: number }> {
  assertMay(actor, 'account.manage');
  const personId = assertPerson(actor, 'account.manage');
  return inTransaction(deps, actor, async (tx) => {
    const { count } = await tx.notice.updateMany({
      where: { personId, readAt: null },
      data: { readAt: deps.clock.now() },
    });
    return { read: count };
  });
}
