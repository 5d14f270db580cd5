import type { z } from 'zod';
import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import type { Actor } from '~/server/policy/actor';
import { assertMay } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import type { PasskeyIdInput } from './input';

/** Forgets one of the account's passkeys. */
export async function removePasskey(
  deps: Deps,
  actor: Actor,
  input: z.output<typeof PasskeyIdInput>,
): Promise<{ accountId: string }> {
  assertMay(actor, 'account.manage');
  const accountId = actor.accountId ?? refuse('NOT_SIGNED_IN');
  return inTransaction(deps, actor, async (tx) => {
    const { count } = await tx.passkey.deleteMany({ where: { id: input.id, accountId } });
    if (count === 0) refuse('NOT_FOUND');
    await recordChange(tx, deps, actor, {
      type: 'account:passkey_removed',
      subjectType: 'account',
      subjectId: accountId,
      payload: { accountId },
      feeds: actor.personId ? [`person:${actor.personId}`] : [],
    });
    return { accountId };
  });
}
