import type { z } from 'zod';
import type { CareEntry } from '~/generated/prisma/client';
import { inTransaction, type Tx } from '~/server/database/transaction';
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
    await withdrawVisits(tx, deps, actor, { entry, zone, byId: entry.personId, note: input.note });
    return { entryId };
  });
}

/**
 * Takes back whatever was agreed to of an entry's visits, in the caller's transaction, which has locked the entry and let the actor
 * do so: whatever was renewed goes with what it renewed. Refuses ALREADY_DONE where nothing holds.
 */
export async function withdrawVisits(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  of: { entry: CareEntry; zone: string; byId: string | null; note?: string | null | undefined },
): Promise<void> {
  const { entry, zone, byId } = of;
  const { count } = await tx.consent.updateMany({
    where: {
      personId: entry.personId,
      purpose: 'regular_visits',
      scope: entry.needId ?? '',
      withdrawnAt: null,
    },
    data: { withdrawnAt: deps.clock.now(), withdrawnById: byId },
  });
  if (count === 0) refuse('ALREADY_DONE');
  await recordCare(tx, deps, actor, entry, 'care:consent_withdrawn', { reason: of.note ?? null });
  await planVisits(tx, deps, actor, { entryId: entry.id, zone });
}
