import type { z } from 'zod';
import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import type { Actor } from '~/server/policy/actor';
import { refuse } from '~/server/policy/refusal';
import type { WithdrawCareConsentInput } from './input';
import { entryMeant, lockEntry, recordCare } from './lock-entry';
import { planVisits } from './plan-visits';

/** Writes down that somebody no longer wants to be visited: every coming visit is called off. They stay on the list, which says so. */
export async function withdrawCareConsent(
  deps: Deps,
  actor: Actor,
  input: z.output<typeof WithdrawCareConsentInput>,
): Promise<{ entryId: string }> {
  const { entryId, zone } = await entryMeant(deps, actor, { id: input.entry });
  return inTransaction(deps, actor, async (tx) => {
    const entry = await lockEntry(tx, entryId);
    const { count } = await tx.consent.updateMany({
      where: {
        personId: entry.personId,
        purpose: 'regular_visits',
        scope: entry.needId ?? '',
        withdrawnAt: null,
      },
      data: { withdrawnAt: deps.clock.now(), withdrawnById: entry.personId },
    });
    if (count === 0) refuse('ALREADY_DONE');
    await recordCare(tx, deps, actor, entry, 'care:consent_withdrawn', { reason: input.note });
    await planVisits(tx, deps, actor, { entryId, zone });
    return { entryId };
  });
}
