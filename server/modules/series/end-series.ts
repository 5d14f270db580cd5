import type { z } from 'zod';
import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { dayAt, dayOf } from '~/server/modules/communities/days';
import type { Actor } from '~/server/policy/actor';
import { assertMay } from '~/server/policy/permissions';
import { InvalidInput, refuse } from '~/server/policy/refusal';
import type { EndSeriesInput } from './input';
import { lockSeries } from './lock-series';
import { makeDates } from './make-dates';
import { recordSeries } from './record-series';
import { endedBefore, writeRule } from './rules';
import { assertDateLeft, comingTasks, feedsOfTasks, leaveOutDays, takeAway } from './take-away';

/**
 * Ends a rhythm: no date on a day or after it. What nobody signed up for is taken away; a date that somebody counts on stays, or is
 * called off with a reason that reaches them. Refuses LAST_TASK where no date would be left of a published need: that one is called
 * off as a whole.
 */
export async function endSeries(
  deps: Deps,
  actor: Actor,
  input: z.output<typeof EndSeriesInput>,
): Promise<{ needId: string }> {
  assertMay(actor, 'need.post');
  return inTransaction(deps, actor, async (tx) => {
    const hand = await lockSeries(tx, deps, actor, input.series);
    const { series, rhythm, need, zone, now } = hand;
    if (input.from < dayAt(now, zone))
      throw new InvalidInput([{ path: ['from'], message: 'server_series_past' }]);
    const tasks = comingTasks(hand).filter(({ startsAt }) => dayAt(startsAt, zone) >= input.from);
    if (series.finishedAt !== null && tasks.length === 0) refuse('ALREADY_DONE');
    await takeAway(tx, deps, actor, hand, tasks, input.reason);
    const numbers = new Set(tasks.map(({ occurrence }) => occurrence));
    const leftOut = numbers.size > 0 ? await leaveOutDays(tx, hand, numbers) : series.leftOut;
    const ended = endedBefore(rhythm, dayOf(series.startsOn), input.from);
    const rule = writeRule(ended);
    await tx.series.update({ where: { id: series.id }, data: { rule } });
    await makeDates(tx, deps, actor, { ...hand, rhythm: ended, series: { ...series, rule, leftOut } });
    await assertDateLeft(tx, need);
    await recordSeries(tx, deps, actor, hand, 'need:series_ended', {
      reason: input.reason,
      feeds: feedsOfTasks(tasks),
    });
    return { needId: need.id };
  });
}
