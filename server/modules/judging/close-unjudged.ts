import { advisoryLocks } from '~/server/database/advisory-locks';
import { newId } from '~/server/database/id';
import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChanges, type AnyChange } from '~/server/modules/audit/record-change';
import { communitySetting } from '~/server/modules/communities/settings';
import { feedsOfNeed } from '~/server/modules/needs/feeds';
import { lockRows } from '~/server/modules/needs/lock-need';
import { needSteps } from '~/server/modules/needs/rules';
import { system } from '~/server/policy/actor';

const batch = 200;
const dayMs = 86_400_000;

/**
 * Closes help and wishes of which nobody said anything within the days their community waits, as not judged. Safe to run as often
 * as one likes and on several nodes. Answers how many it closed.
 */
export async function closeUnjudged(deps: Deps): Promise<number> {
  const { rows: communities } = await deps.pool.query<{ communityId: string }>(
    `SELECT DISTINCT "communityId" FROM "Need"
      WHERE status = 'completed' AND kind <> 'activity' AND "completedAt" IS NOT NULL`,
  );
  let closed = 0;
  for (const { communityId } of communities) {
    const days = await communitySetting(deps, communityId, 'judgementDays');
    const before = new Date(deps.clock.now().getTime() - days * dayMs);
    for (;;) {
      const count = await closeBatch(deps, communityId, before);
      closed += count;
      if (count < batch) break;
    }
  }
  return closed;
}

async function closeBatch(deps: Deps, communityId: string, before: Date): Promise<number> {
  return inTransaction(deps, system(), async (tx) => {
    const [lock] = await tx.$queryRaw<
      { mine: boolean }[]
    >`SELECT pg_try_advisory_xact_lock(${advisoryLocks.closeUnjudged}::bigint) AS mine`;
    if (!lock?.mine) return 0;
    const where = {
      communityId,
      status: needSteps.leave.from[0],
      kind: { not: 'activity' },
      completedAt: { lte: before },
    } as const;
    const candidates = await tx.need.findMany({
      where,
      orderBy: { id: 'asc' },
      take: batch,
      select: { id: true },
    });
    const ids = candidates.map((need) => need.id);
    if (ids.length === 0) return 0;
    // A judgement may have come first: what is closed is read again under the lock.
    await lockRows(tx, ids);
    const needs = await tx.need.findMany({ where: { ...where, id: { in: ids } } });
    const now = deps.clock.now();
    await tx.need.updateMany({
      where: { id: { in: needs.map((need) => need.id) } },
      data: {
        status: needSteps.leave.to,
        judgement: 'not_judged',
        judgedAt: now,
        version: { increment: 1 },
      },
    });
    const by = system();
    await tx.needJudgement.createMany({
      data: needs.map(({ id, round }) => ({
        id: newId(),
        needId: id,
        round,
        judgement: 'not_judged' as const,
        channel: by.channel,
        at: now,
      })),
    });
    await recordChanges(
      tx,
      deps,
      by,
      needs.map((need): AnyChange => ({
        type: 'need:not_judged',
        subjectType: 'need',
        subjectId: need.id,
        fromState: need.status,
        toState: needSteps.leave.to,
        payload: { needId: need.id, round: need.round },
        feeds: feedsOfNeed({ ...need, status: needSteps.leave.to }),
      })),
    );
    return needs.length;
  });
}
