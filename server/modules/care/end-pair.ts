import type { z } from 'zod';
import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { notify } from '~/server/modules/notifications/notify';
import type { Actor } from '~/server/policy/actor';
import { refuse } from '~/server/policy/refusal';
import type { EndCarePairInput } from './input';
import { entryMeant, lockEntry, recordCare } from './lock-entry';
import { planVisits } from './plan-visits';

/** Ends a pair: the volunteer's places in the visits to come are given back. */
export async function endCarePair(
  deps: Deps,
  actor: Actor,
  input: z.output<typeof EndCarePairInput>,
): Promise<{ entryId: string }> {
  const { entryId, zone } = await entryMeant(deps, actor, { pairs: { some: { id: input.pair } } });
  return inTransaction(deps, actor, async (tx) => {
    const entry = await lockEntry(tx, entryId);
    const pair = await tx.carePair.findUniqueOrThrow({ where: { id: input.pair } });
    if (pair.endedAt !== null) refuse('ALREADY_DONE');
    await tx.carePair.update({ where: { id: pair.id }, data: { endedAt: deps.clock.now() } });
    await recordCare(tx, deps, actor, entry, 'care:unpaired', { reason: input.reason });
    await planVisits(tx, deps, actor, { entryId, zone });
    await notify(tx, pair.volunteerId, 'care_unpaired', { needId: entry.needId });
    return { entryId };
  });
}
