import type { z } from 'zod';
import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { dateOf, dayAt, dayOf } from '~/server/modules/communities/days';
import type { Actor } from '~/server/policy/actor';
import { assertStartDay } from './add-to-list';
import type { ChangeCareEntryInput } from './input';
import { entryMeant, lockEntry, recordCare } from './lock-entry';
import { planVisits } from './plan-visits';

/**
 * Changes how closely somebody is looked after, how often, from which day and at what time. The visits to come follow; those
 * that have begun stay.
 */
export async function changeCareEntry(
  deps: Deps,
  actor: Actor,
  input: z.output<typeof ChangeCareEntryInput>,
): Promise<{ entryId: string }> {
  const { entryId, zone } = await entryMeant(deps, actor, { id: input.entry });
  const today = dayAt(deps.clock.now(), zone);
  return inTransaction(deps, actor, async (tx) => {
    const before = await lockEntry(tx, entryId);
    if (input.startsOn !== dayOf(before.startsOn)) assertStartDay(input.startsOn, today);
    const { level, interval, startMinute, durationMinutes } = input;
    const entry = await tx.careEntry.update({
      where: { id: entryId },
      data: { level, interval, startsOn: dateOf(input.startsOn), startMinute, durationMinutes },
    });
    await recordCare(tx, deps, actor, entry, 'care:changed', { toState: level });
    await planVisits(tx, deps, actor, { entryId, zone });
    return { entryId };
  });
}
