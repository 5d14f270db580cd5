import type { Tx } from '~/server/database/transaction';
import type { Actor } from '~/server/policy/actor';
import { refuse } from '~/server/policy/refusal';

/**
 * Locks the actor's own account until the transaction ends. Refuses NOT_SIGNED_IN when their session ended while the request was
 * under way: a reset at the desk leaves nothing to whoever was signed in before.
 */
export async function lockOwnAccount(tx: Tx, actor: Actor): Promise<string> {
  const { accountId, sessionId } = actor;
  if (accountId === null || sessionId === null) refuse('NOT_SIGNED_IN');
  await tx.$queryRaw`SELECT id FROM "Account" WHERE id = ${accountId}::uuid FOR NO KEY UPDATE`;
  const live = await tx.session.findFirst({
    where: { id: sessionId, accountId, revokedAt: null },
    select: { id: true },
  });
  return live ? accountId : refuse('NOT_SIGNED_IN');
}
