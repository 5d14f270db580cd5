import type { z } from 'zod';
import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { dropMovedDraws } from '~/server/modules/draws/drop-draws';
import type { Actor } from '~/server/policy/actor';
import { assertMay } from '~/server/policy/permissions';
import { InvalidInput, refuse } from '~/server/policy/refusal';
import type { MoveDateInput } from './input';
import { lockSeries } from './lock-series';
import { makeDates } from './make-dates';
import { recordSeries } from './record-series';
import { movedTo } from './rules';
import { comingTasks, feedsOfTasks, isHeld } from './take-away';

/**
 * Moves one date of a series to another day, at the same time by the clock on the wall. It keeps its number, so that the rule makes it
 * no second time. Refuses TASK_HELD where somebody has signed up for it.
 */
export async function moveDate(
  deps: Deps,
  actor: Actor,
  input: z.output<typeof MoveDateInput>,
): Promise<{ needId: string }> {
  assertMay(actor, 'need.post');
  return inTransaction(deps, actor, async (tx) => {
    const hand = await lockSeries(tx, deps, actor, input.series);
    const { need, zone, now } = hand;
    const tasks = comingTasks(hand).filter(({ occurrence }) => occurrence === input.occurrence);
    if (tasks.length === 0) refuse('NOT_FOUND');
    if (tasks.some(isHeld)) refuse('TASK_HELD');
    for (const task of tasks) {
      const window = movedTo(input.to, task, zone);
      if (window.startsAt <= now) throw new InvalidInput([{ path: ['to'], message: 'server_series_past' }]);
      await tx.task.update({ where: { id: task.id }, data: window });
    }
    await dropMovedDraws(tx, deps, actor, need, need.tasks);
    await makeDates(tx, deps, actor, hand);
    await recordSeries(tx, deps, actor, hand, 'need:date_moved', {
      occurrence: input.occurrence,
      feeds: feedsOfTasks(tasks),
    });
    return { needId: need.id };
  });
}
