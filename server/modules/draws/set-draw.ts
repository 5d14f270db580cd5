import { randomBytes } from 'node:crypto';
import { inTransaction, type Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { assertNotRegular, lockNeed, type LockedNeed } from '~/server/modules/needs/lock-need';
import type { Actor } from '~/server/policy/actor';
import { assertMay } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import { unsafeDropDraw } from './drop-draws';
import type { DropDrawInput, SetDrawInput } from './input';
import { recordDraw } from './record-draw';
import { dropDrawRefusal, setDrawRefusal, type DrawableTask } from './rules';

/**
 * Lets the places of a task be drawn by lot among those who enter until a moment, a day before the start at the latest. What the lots
 * are drawn with is fixed now, and its SHA-256 is told at once. Set again while nobody has entered, it moves that moment.
 */
export async function setDraw(deps: Deps, actor: Actor, input: SetDrawInput): Promise<{ taskId: string }> {
  assertMay(actor, 'need.post');
  return inTransaction(deps, actor, async (tx) => {
    const { need, task } = await lockTask(tx, actor, input.task);
    const refusal = setDrawRefusal(drawableOf(need, task), input.closesAt, deps.clock.now());
    if (refusal) refuse(refusal);
    const { seed } = await tx.draw.upsert({
      where: { taskId: task.id },
      create: { taskId: task.id, seed: randomBytes(32), createdAt: deps.clock.now() },
      update: {},
    });
    await tx.task.update({
      where: { id: task.id },
      data: { allocation: 'draw_pending', drawClosesAt: input.closesAt },
    });
    await recordDraw(tx, deps, actor, need, { type: 'need:draw_set', taskId: task.id, seed });
    return { taskId: task.id };
  });
}

/** Gives the places of a task to whoever comes first again, as long as nobody has entered its draw. */
export async function dropDraw(deps: Deps, actor: Actor, input: DropDrawInput): Promise<{ taskId: string }> {
  assertMay(actor, 'need.post');
  return inTransaction(deps, actor, async (tx) => {
    const { need, task } = await lockTask(tx, actor, input.task);
    const refusal = dropDrawRefusal(drawableOf(need, task));
    if (refusal) refuse(refusal);
    await unsafeDropDraw(tx, deps, actor, need, task.id);
    return { taskId: task.id };
  });
}

type LockedTask = LockedNeed['tasks'][number];

async function lockTask(
  tx: Tx,
  actor: Actor,
  taskId: string,
): Promise<{ need: LockedNeed; task: LockedTask }> {
  const found = await tx.task.findUnique({ where: { id: taskId }, select: { needId: true } });
  if (!found) return refuse('NOT_FOUND');
  const need = await lockNeed(tx, actor, ['need.post'], found.needId);
  assertNotRegular(need);
  return { need, task: need.tasks.find(({ id }) => id === taskId) ?? refuse('NOT_FOUND') };
}

const drawableOf = (need: LockedNeed, task: LockedTask): DrawableTask => ({
  allocation: task.allocation,
  startsAt: task.startsAt,
  isCancelled: task.cancelledAt !== null || need.status === 'cancelled',
  needsYes: task.needsApproval || need.placeKind === 'private_home',
  hasClaims: task._count.claims > 0 || task.takenPlaces > 0,
});
