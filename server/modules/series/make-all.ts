import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { unsafeLockNeed } from '~/server/modules/needs/lock-need';
import { isEditable } from '~/server/modules/needs/rules';
import { system } from '~/server/policy/actor';
import { seriesInHand } from './lock-series';
import { makeDates } from './make-dates';

const batch = 200;

/**
 * Makes the dates of every series that is due. Safe to run as often as one likes and on several nodes: a need that somebody has in
 * hand is left to them. A series that cannot be gone on with keeps no other from it; answers how many could not.
 */
export async function makeAllDates(deps: Deps): Promise<{ failed: number }> {
  const due = await deps.prisma.series.findMany({
    where: { dueAt: { lte: deps.clock.now() } },
    orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
    take: batch,
    select: { id: true, needId: true },
  });
  let failed = 0;
  for (const { id, needId } of due) {
    try {
      await makeDatesOf(deps, id, needId);
    } catch (error) {
      failed += 1;
      deps.log.error({ err: error, seriesId: id }, 'the dates of a series were not made');
    }
  }
  return { failed };
}

async function makeDatesOf(deps: Deps, id: string, needId: string): Promise<void> {
  await inTransaction(deps, system(), async (tx) => {
    const free = await tx.$queryRaw<unknown[]>`
      SELECT 1 FROM "Need" WHERE id = ${needId}::uuid FOR NO KEY UPDATE SKIP LOCKED`;
    if (free.length === 0) return null;
    const need = await unsafeLockNeed(tx, needId);
    const now = deps.clock.now();
    // What was called off or is over has no dates to come.
    if (!isEditable(need.status))
      await tx.series.updateMany({
        where: { needId },
        data: { dueAt: null, finishedAt: now },
      });
    else await makeDates(tx, deps, system(), await seriesInHand(tx, deps, need, id));
    return null;
  });
}
