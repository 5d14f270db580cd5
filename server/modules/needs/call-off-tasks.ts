import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChanges, type AnyChange } from '~/server/modules/audit/record-change';
import { notifyAll } from '~/server/modules/notifications/notify';
import type { Actor } from '~/server/policy/actor';
import { feedsOfNeed } from './feeds';
import type { LockedNeed } from './lock-need';
import { recordReleases, releaseClaims, type Released } from './release-claims';
import { countedSince, sumsOf } from './rules';

/**
 * Calls off tasks of a need that the caller has locked and let the actor call off: every claim is given back with the reason, and
 * everyone who had one is told, task by task.
 */
export async function callOffTasks(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  actor: Actor,
  need: LockedNeed,
  taskIds: readonly string[],
  reason: string,
): Promise<void> {
  const now = deps.clock.now();
  const released = new Map<string, Released>();
  for (const id of taskIds) released.set(id, await releaseClaims(tx, deps, [id], reason));
  await tx.task.updateMany({
    where: { id: { in: [...taskIds] } },
    data: { cancelledAt: now, cancelReason: reason, isOpen: false },
  });
  const tasks = await tx.task.findMany({ where: { needId: need.id } });
  const hasComing = tasks.some(({ cancelledAt, endsAt }) => cancelledAt === null && endsAt > now);
  // Without a date to come a need ends by those that are over.
  const countsFrom = hasComing ? need.countsFrom : null;
  const sums = sumsOf(tasks, countedSince({ reopenedAt: need.reopenedAt, countsFrom }));
  const after = await tx.need.update({
    where: { id: need.id },
    data: { countsFrom, ...sums, version: { increment: 1 } },
  });
  for (const [taskId, given] of released) {
    await recordReleases(tx, deps, actor, need, given, { placesTaken: sums.placesTaken, reason });
    await notifyAll(tx, given.personIds, 'task_cancelled', { needId: need.id, taskId });
  }
  await recordChanges(
    tx,
    deps,
    actor,
    [...released].map(([taskId, given]): AnyChange => ({
      type: 'need:task_cancelled',
      subjectType: 'need',
      subjectId: need.id,
      fromState: need.status,
      toState: need.status,
      reason,
      payload: { needId: need.id, taskId },
      feeds: [
        ...feedsOfNeed(after),
        `task:${taskId}`,
        ...given.personIds.map((id) => `person:${id}` as const),
      ],
    })),
  );
}
