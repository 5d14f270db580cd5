import type { z } from 'zod';
import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { dayOf } from '~/server/modules/communities/days';
import { dropPastDraws } from '~/server/modules/draws/drop-draws';
import { opensTasks } from '~/server/modules/needs/open-tasks';
import type { Actor } from '~/server/policy/actor';
import { assertMay } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import type { HoldDateInput } from './input';
import { lockSeries } from './lock-series';
import { makeDates } from './make-dates';
import { recordSeries } from './record-series';
import { datesOf, mostDates } from './rules';
import { feedsOfTasks } from './take-away';

/**
 * Takes back that a date of a series was left out: its tasks stand again, as they were and without anybody; those who were told that it does
 * not take place sign up anew. Refuses ALREADY_DONE for a date that is not left out, TOO_LATE for one that has begun.
 */
export async function holdDate(
  deps: Deps,
  actor: Actor,
  input: z.output<typeof HoldDateInput>,
): Promise<{ needId: string }> {
  assertMay(actor, 'need.post');
  return inTransaction(deps, actor, async (tx) => {
    const hand = await lockSeries(tx, deps, actor, input.series);
    const { series, rhythm, need, now } = hand;
    const startsOn = dayOf(series.startsOn);
    const date =
      datesOf(rhythm, startsOn, startsOn, mostDates).find(({ number }) => number === input.occurrence) ??
      refuse('NOT_FOUND');
    if (!series.leftOut.map(dayOf).includes(date.day)) refuse('ALREADY_DONE');
    const roles = new Set(series.roles.map(({ id }) => id));
    const tasks = need.tasks.filter(
      ({ seriesRoleId, occurrence, cancelledAt }) =>
        roles.has(seriesRoleId ?? '') && occurrence === input.occurrence && cancelledAt !== null,
    );
    if (tasks.some(({ startsAt }) => startsAt <= now)) refuse('TOO_LATE');
    if (tasks.length === 0 && series.finishedAt !== null) refuse('WRONG_STATE');

    await tx.task.updateMany({
      where: { id: { in: tasks.map(({ id }) => id) } },
      data: { cancelledAt: null, cancelReason: null, isOpen: await opensTasks(tx, need) },
    });
    await dropPastDraws(tx, deps, actor, need);
    const leftOut = series.leftOut.filter((day) => dayOf(day) !== date.day);
    await tx.series.update({ where: { id: series.id }, data: { leftOut } });
    await makeDates(tx, deps, actor, { ...hand, series: { ...series, leftOut } });
    await recordSeries(tx, deps, actor, hand, 'need:date_held', {
      occurrence: input.occurrence,
      feeds: feedsOfTasks(tasks),
    });
    return { needId: need.id };
  });
}
