import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { liveClaimStates } from '~/server/modules/needs/lock-need';
import type { Actor } from '~/server/policy/actor';
import { refuse } from '~/server/policy/refusal';
import { recordDraw, type NeedOfDraw } from './record-draw';
import { closesTooLate } from './rules';

/** Gives the places of a locked task, whose draw nobody has entered, to whoever comes first again. */
export async function unsafeDropDraw(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  actor: Actor,
  need: NeedOfDraw,
  taskId: string,
): Promise<void> {
  await tx.task.update({ where: { id: taskId }, data: { allocation: 'first_come', drawClosesAt: null } });
  const { seed } = await tx.draw.delete({ where: { taskId } });
  await recordDraw(tx, deps, actor, need, { type: 'need:draw_dropped', taskId, seed });
}

/**
 * Drops the draws of tasks that start at another time than `before` and now would be held less than a day before it; refuses TASK_HELD
 * where somebody has entered one. The caller has locked the need and changed its tasks.
 */
export async function dropMovedDraws(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  actor: Actor,
  need: NeedOfDraw,
  before: readonly { readonly id: string; readonly startsAt: Date }[],
): Promise<void> {
  const startedAt = new Map(before.map(({ id, startsAt }) => [id, startsAt.getTime()]));
  for (const task of await pendingDraws(tx, need.id)) {
    if (task.startsAt.getTime() === startedAt.get(task.id)) continue;
    if (!task.drawClosesAt || !closesTooLate(task.drawClosesAt, task.startsAt)) continue;
    if (isHeld(task)) refuse('TASK_HELD');
    await unsafeDropDraw(tx, deps, actor, need, task.id);
  }
}

/** Drops the draws of a need that closed before anybody could enter: it opens only now. The caller has locked the need. */
export async function dropPastDraws(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  actor: Actor,
  need: NeedOfDraw,
): Promise<void> {
  const now = deps.clock.now();
  for (const task of await pendingDraws(tx, need.id))
    if (task.drawClosesAt && task.drawClosesAt <= now && !isHeld(task))
      await unsafeDropDraw(tx, deps, actor, need, task.id);
}

type PendingDraw = Awaited<ReturnType<typeof pendingDraws>>[number];

const pendingDraws = (tx: Tx, needId: string) =>
  tx.task.findMany({
    where: { needId, allocation: 'draw_pending', cancelledAt: null },
    orderBy: { id: 'asc' },
    select: {
      id: true,
      startsAt: true,
      drawClosesAt: true,
      takenPlaces: true,
      _count: { select: { claims: { where: { state: { in: [...liveClaimStates] } } } } },
    },
  });

const isHeld = ({ takenPlaces, _count }: PendingDraw): boolean => takenPlaces > 0 || _count.claims > 0;
