import type { CareEntry, CareVisit } from '~/generated/prisma/client';
import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import { feedsOfNeed } from '~/server/modules/needs/feeds';
import { lockRows } from '~/server/modules/needs/lock-need';
import { recordReleases, releaseClaims } from '~/server/modules/needs/release-claims';
import { sumsOf } from '~/server/modules/needs/rules';
import { notifyAll } from '~/server/modules/notifications/notify';
import type { Actor } from '~/server/policy/actor';
import { refuse } from '~/server/policy/refusal';

/**
 * Takes back what a visit that did not take place held, in the transaction of whoever says so, which has locked the entry: nobody is
 * waited for or looked for any more, and there are no hours. Refuses WRONG_STATE where somebody was there. The others of the pair are told.
 */
export async function dropVisit(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  actor: Actor,
  { entry, visit }: { entry: CareEntry; visit: CareVisit },
): Promise<void> {
  const { taskId } = visit;
  if (taskId === null || entry.needId === null) return;
  await lockRows(tx, [entry.needId]);
  const wasThere = { taskId, state: { in: ['checked_in' as const, 'attended' as const] } };
  if ((await tx.claim.count({ where: wasThere })) > 0) refuse('WRONG_STATE');
  const released = await releaseClaims(tx, deps, [taskId], '');
  await tx.task.update({
    where: { id: taskId },
    data: { cancelledAt: deps.clock.now(), isOpen: false },
  });
  const sums = sumsOf(await tx.task.findMany({ where: { needId: entry.needId } }));
  const need = await tx.need.update({ where: { id: entry.needId }, data: sums });
  await recordReleases(tx, deps, actor, need, released, { placesTaken: sums.placesTaken, reason: '' });
  const others = released.personIds.filter((id) => id !== actor.personId);
  await notifyAll(tx, others, 'task_cancelled', { needId: need.id, taskId });
  await recordChange(tx, deps, actor, {
    type: 'need:task_cancelled',
    subjectType: 'need',
    subjectId: need.id,
    fromState: need.status,
    toState: need.status,
    payload: { needId: need.id, taskId },
    feeds: [
      ...feedsOfNeed(need),
      `task:${taskId}`,
      ...released.personIds.map((id) => `person:${id}` as const),
    ],
  });
}
