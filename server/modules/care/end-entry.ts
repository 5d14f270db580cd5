import type { z } from 'zod';
import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { notifyAll } from '~/server/modules/notifications/notify';
import type { Actor } from '~/server/policy/actor';
import { refuse } from '~/server/policy/refusal';
import type { EndCareEntryInput } from './input';
import { entryMeant, lockEntry, recordCare } from './lock-entry';
import { planVisits } from './plan-visits';
import { closeStandingNeed } from './standing-need';

/** Takes somebody off the care list, with a reason: coming visits are called off, the pair is told, what was served stays. */
export async function endCareEntry(
  deps: Deps,
  actor: Actor,
  input: z.output<typeof EndCareEntryInput>,
): Promise<{ entryId: string }> {
  const { entryId, zone } = await entryMeant(deps, actor, { id: input.entry });
  if (input.reason === '') refuse('REASON_NEEDED');
  return inTransaction(deps, actor, async (tx) => {
    await lockEntry(tx, entryId);
    const endedAt = deps.clock.now();
    const pairs = await tx.carePair.findMany({ where: { entryId, endedAt: null } });
    const entry = await tx.careEntry.update({
      where: { id: entryId },
      data: { endedAt, endedById: actor.personId, endReason: input.reason },
    });
    await planVisits(tx, deps, actor, { entryId, zone });
    await tx.carePair.updateMany({ where: { entryId, endedAt: null }, data: { endedAt } });
    await closeStandingNeed(tx, deps, actor, entry, input.reason);
    await recordCare(tx, deps, actor, entry, 'care:ended', { reason: input.reason });
    const told = pairs.map(({ volunteerId }) => volunteerId);
    await notifyAll(tx, told, 'care_unpaired', { needId: entry.needId });
    return { entryId };
  });
}
