import type { z } from 'zod';
import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import type { Actor } from '~/server/policy/actor';
import { assertMay } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import type { PreferencesInput } from './input';

/** Keeps the language and elder mode that the signed-in person chose, for their next browser. No event: nobody else sees it. */
export async function setPreferences(
  deps: Deps,
  actor: Actor,
  input: z.output<typeof PreferencesInput>,
): Promise<{ accountId: string }> {
  assertMay(actor, 'account.manage');
  const { accountId, personId } = actor;
  if (accountId === null || personId === null) refuse('NOT_SIGNED_IN');
  return inTransaction(deps, actor, async (tx) => {
    if (input.locale) await tx.person.update({ where: { id: personId }, data: { locale: input.locale } });
    if (typeof input.elderMode === 'boolean') {
      await tx.account.update({ where: { id: accountId }, data: { elderMode: input.elderMode } });
    }
    return { accountId };
  });
}
