import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import type { Actor } from '~/server/policy/actor';
import { endSessions } from './end-sessions';

/** Ends the session the actor came with. Nothing happens to a stranger. */
export async function signOut(deps: Deps, actor: Actor): Promise<{ done: true }> {
  const { accountId, sessionId } = actor;
  if (accountId === null || sessionId === null) return { done: true };
  return inTransaction(deps, actor, async (tx) => {
    await endSessions(tx, deps, actor, { accountId, sessionId });
    return { done: true as const };
  });
}
