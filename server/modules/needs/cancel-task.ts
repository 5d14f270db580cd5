import type { z } from 'zod';
import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import { notifyAll } from '~/server/modules/notifications/notify';
import type { Actor } from '~/server/policy/actor';
import { refuse } from '~/server/policy/refusal';
import { feedsOfNeed } from './feeds';
import type { CancelTaskInput } from './input';
import { assertMayAny, lockNeed } from './lock-need';
import { recordReleases, releaseClaims } from './release-claims';
import { isOfRound, sumsOf, taskCancelRefusal } from './rules';

/**
 * Calls one task of a published need off: every claim of it is given back with the reason, and everyone who had one is told. The
 * other tasks stay as they are; the last one is called off with its need.
 */
export async function cancelTask(
  deps: Deps,
  actor: Actor,
  input: z.output<typeof CancelTaskInput>,
): Promise<{ taskId: string }> {
  assertMayAny(actor, ['need.cancel', 'need.ask']);
  if (input.reason === '') refuse('REASON_NEEDED');
  return inTransaction(deps, actor, async (tx) => {
    const found = await tx.task.findUnique({ where: { id: input.id }, select: { needId: true } });
    if (!found) return refuse('NOT_FOUND');
    const need = await lockNeed(tx, actor, ['need.cancel', 'need.ask'], found.needId);
    const task = need.tasks.find(({ id }) => id === input.id) ?? refuse('NOT_FOUND');
    const now = deps.clock.now();
    const ofRound = need.tasks.filter((each) => isOfRound(each, need.reopenedAt));
    const refusal = taskCancelRefusal(need.status, task, ofRound, now);
    if (refusal) refuse(refusal);

    const released = await releaseClaims(tx, deps, [task.id], input.reason);
    await tx.task.update({
      where: { id: task.id },
      data: { cancelledAt: now, cancelReason: input.reason, isOpen: false },
    });
    const sums = sumsOf(
      need.tasks.map((each) => (each.id === task.id ? { ...each, cancelledAt: now } : each)),
      need.reopenedAt,
    );
    const after = await tx.need.update({
      where: { id: need.id },
      data: { ...sums, version: { increment: 1 } },
    });
    await recordReleases(tx, deps, actor, need, released, {
      placesTaken: sums.placesTaken,
      reason: input.reason,
    });
    await notifyAll(tx, released.personIds, 'task_cancelled', { needId: need.id, taskId: task.id });
    await recordChange(tx, deps, actor, {
      type: 'need:task_cancelled',
      subjectType: 'need',
      subjectId: need.id,
      fromState: need.status,
      toState: need.status,
      reason: input.reason,
      payload: { needId: need.id, taskId: task.id },
      feeds: [
        ...feedsOfNeed(after),
        `task:${task.id}`,
        ...released.personIds.map((id) => `person:${id}` as const),
      ],
    });
    return { taskId: task.id };
  });
}
