import type { z } from 'zod';
import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { dayAt, dayOf, daysLater } from '~/server/modules/communities/days';
import type { Actor } from '~/server/policy/actor';
import { assertMay } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import type { LeaveOutDateInput } from './input';
import { lockSeries } from './lock-series';
import { makeDates } from './make-dates';
import { recordSeries } from './record-series';
import { datesOf, mostDates } from './rules';
import { assertDateLeft, comingTasks, feedsOfTasks, isHeld, leaveOutDays, takeAway } from './take-away';

/**
 * Leaves one date of a series out. Where somebody has signed up for it, a reason is asked for, which reaches them: without one it refuses
 * TASK_HELD. Refuses TOO_LATE for a date that is over or under way, LAST_TASK for the only one.
 */
export async function leaveOutDate(
  deps: Deps,
  actor: Actor,
  input: z.output<typeof LeaveOutDateInput>,
): Promise<{ needId: string }> {
  assertMay(actor, 'need.post');
  return inTransaction(deps, actor, async (tx) => {
    const hand = await lockSeries(tx, deps, actor, input.series);
    const { series, rhythm, need, zone, now } = hand;
    const tasks = comingTasks(hand).filter(({ occurrence }) => occurrence === input.occurrence);
    if (tasks.length === 0) {
      const [date] = datesOf(rhythm, dayOf(series.startsOn), dayOf(series.startsOn), mostDates).filter(
        ({ number }) => number === input.occurrence,
      );
      if (!date) refuse('NOT_FOUND');
      else if (date.day <= daysLater(dayAt(now, zone), 0)) refuse('TOO_LATE');
      else if (series.leftOut.map(dayOf).includes(date.day)) refuse('ALREADY_DONE');
    }
    if (tasks.some(isHeld) && input.reason === null) refuse('TASK_HELD');
    await takeAway(tx, deps, actor, hand, tasks, input.reason);
    const leftOut = await leaveOutDays(tx, hand, new Set([input.occurrence]));
    await makeDates(tx, deps, actor, { ...hand, series: { ...series, leftOut } });
    await assertDateLeft(tx, need);
    await recordSeries(tx, deps, actor, hand, 'need:date_left_out', {
      occurrence: input.occurrence,
      reason: input.reason,
      feeds: feedsOfTasks(tasks),
    });
    return { needId: need.id };
  });
}
