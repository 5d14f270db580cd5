import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { timeZoneOf } from '~/server/modules/communities/queries';
import { notify } from '~/server/modules/notifications/notify';
import type { Actor } from '~/server/policy/actor';
import { recordCare } from './lock-entry';
import { planVisits } from './plan-visits';

/**
 * Locks what the care list holds of a person until the transaction ends, so that no visit is planned for them meanwhile. First thing in a
 * transaction that changes who may come to them.
 */
export const lockEntryOf = (tx: Tx, personId: string): Promise<unknown> =>
  tx.$queryRaw`SELECT FROM "CareEntry" WHERE "personId" = ${personId}::uuid AND "endedAt" IS NULL ORDER BY id FOR UPDATE`;

/**
 * Ends what pairs a volunteer with a person, in the caller's transaction, which has locked the person's entry and decided that it
 * may: the places in the visits to come are given back, and the volunteer is told once, as of any pair that ends. Answers the needs
 * whose visits lost them.
 */
export async function unsafeEndPairsOf(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  { personId, volunteerId }: { personId: string; volunteerId: string },
): Promise<string[]> {
  const pairs = await tx.carePair.findMany({
    where: { volunteerId, endedAt: null, entry: { personId, endedAt: null } },
    include: { entry: true },
  });
  for (const { id, entry } of pairs) {
    await tx.carePair.update({ where: { id }, data: { endedAt: deps.clock.now() } });
    await recordCare(tx, deps, actor, entry, 'care:unpaired');
    await planVisits(tx, deps, actor, {
      entryId: entry.id,
      zone: await timeZoneOf(deps, entry.communityId),
    });
    await notify(tx, volunteerId, 'care_unpaired', { needId: entry.needId });
  }
  return pairs.flatMap(({ entry }) => entry.needId ?? []);
}
