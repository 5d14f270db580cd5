import type { z } from 'zod';
import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import type { Actor } from '~/server/policy/actor';
import { refuse } from '~/server/policy/refusal';
import { callOffTasks } from './call-off-tasks';
import type { CancelTaskInput } from './input';
import { assertMayAny, lockNeed } from './lock-need';
import { isOfRound, taskCancelRefusal } from './rules';

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

    await callOffTasks(tx, deps, actor, need, [task.id], input.reason);
    return { taskId: task.id };
  });
}
