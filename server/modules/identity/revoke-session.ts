import type { z } from 'zod';
import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import type { Actor } from '~/server/policy/actor';
import { assertMay } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import { endSessions } from './end-sessions';
import type { SessionIdInput } from './input';

/** Signs out another browser of the actor's own account; this one signs out instead. */
export async function revokeSession(
  deps: Deps,
  actor: Actor,
  input: z.output<typeof SessionIdInput>,
): Promise<{ sessionId: string }> {
  assertMay(actor, 'account.manage');
  const accountId = actor.accountId ?? refuse('NOT_SIGNED_IN');
  if (input.id === actor.sessionId) refuse('WRONG_STATE');
  return inTransaction(deps, actor, async (tx) => {
    const ended = await endSessions(tx, deps, actor, { accountId, sessionId: input.id });
    if (ended === 0) refuse('NOT_FOUND');
    return { sessionId: input.id };
  });
}
