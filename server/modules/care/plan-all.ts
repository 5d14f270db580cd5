import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { timeZoneOf } from '~/server/modules/communities/queries';
import { system } from '~/server/policy/actor';
import { planVisits } from './plan-visits';

/**
 * Plans the coming visits of everybody on a care list. Safe to run as often as one likes and on several nodes: an entry that
 * somebody has in hand is left to them. One that cannot be planned keeps no other from it; answers how many could not.
 */
export async function planAllVisits(deps: Deps): Promise<{ failed: number }> {
  const entries = await deps.prisma.careEntry.findMany({
    where: { endedAt: null },
    orderBy: { id: 'asc' },
    select: { id: true, communityId: true },
  });
  const zones = new Map<string, string>();
  let failed = 0;
  for (const { id: entryId, communityId } of entries) {
    const zone = zones.get(communityId) ?? (await timeZoneOf(deps, communityId));
    zones.set(communityId, zone);
    try {
      await inTransaction(deps, system(), async (tx) => {
        const free = await tx.$queryRaw<unknown[]>`
          SELECT 1 FROM "CareEntry" WHERE id = ${entryId}::uuid AND "endedAt" IS NULL FOR UPDATE SKIP LOCKED`;
        if (free.length > 0) await planVisits(tx, deps, system(), { entryId, zone });
        return null;
      });
    } catch (error) {
      failed += 1;
      deps.log.error({ err: error, entryId }, 'the visits of a care entry were not planned');
    }
  }
  return { failed };
}
