import type { z } from 'zod';
import { inTransaction, type Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { dayAt } from '~/server/modules/communities/days';
import { offerPlacesOfNeed } from '~/server/modules/claims/offer-places';
import { dropMovedDraws } from '~/server/modules/draws/drop-draws';
import { liveClaimStates, lockNeed } from '~/server/modules/needs/lock-need';
import { assertSkills, columnsOf, skillsOf } from '~/server/modules/needs/save-tasks';
import { notifyAll } from '~/server/modules/notifications/notify';
import type { Actor } from '~/server/policy/actor';
import { assertMay } from '~/server/policy/permissions';
import { InvalidInput, refuse } from '~/server/policy/refusal';
import type { ChangeFollowingInput } from './input';
import { assertTakesEdits, seriesInHand, type SeriesInHand } from './lock-series';
import { makeDates } from './make-dates';
import { recordSeries } from './record-series';
import { timeOf } from './rules';
import { comingTasks, feedsOfTasks, isHeld, type SeriesTask } from './take-away';
import { windowOn } from '~/server/modules/communities/days';

/**
 * Changes a role of a series on one date and all that follow. Each keeps its day. A date that somebody has signed up for keeps its time as
 * well, and at least as many places as are taken; whoever signed up is told of the rest. Another day for all is another rhythm.
 */
export async function changeFollowing(
  deps: Deps,
  actor: Actor,
  input: z.output<typeof ChangeFollowingInput>,
): Promise<{ needId: string }> {
  assertMay(actor, 'need.post');
  return inTransaction(deps, actor, async (tx) => {
    const need = await lockNeed(tx, actor, ['need.post'], input.need);
    assertTakesEdits(actor, need);
    if (input.version !== need.version) refuse('STALE_VERSION');
    const task = need.tasks.find(({ id }) => id === input.task.id) ?? refuse('NOT_FOUND');
    const role =
      task.seriesRoleId === null
        ? null
        : await tx.seriesRole.findUnique({ where: { id: task.seriesRoleId } });
    if (!role || task.cancelledAt !== null) return refuse('WRONG_STATE');
    const hand = await seriesInHand(tx, deps, need, role.seriesId);
    const time = timeOf(input.task, hand.zone);
    if (time.day !== dayAt(task.startsAt, hand.zone))
      throw new InvalidInput([{ path: ['task', 'startsAt'], message: 'server_series_same_day' }]);
    await assertSkills(tx, [input.task]);

    await changeRole(tx, role.id, input.task, time);
    const following = comingTasks(hand).filter(
      (each) => each.seriesRoleId === role.id && each.occurrence >= (task.occurrence ?? 0),
    );
    if (following.length === 0) refuse('TOO_LATE');
    for (const each of following) await changeTask(tx, hand, each, input.task, time);
    await dropMovedDraws(tx, deps, actor, need, need.tasks);
    const persons = await claimantsOf(tx, following);
    await notifyAll(tx, persons, 'need_changed', { needId: need.id });
    await makeDates(tx, deps, actor, await seriesInHand(tx, deps, need, role.seriesId));
    await recordSeries(tx, deps, actor, hand, 'need:series_changed', {
      feeds: [...feedsOfTasks(following), ...persons.map((id) => `person:${id}` as const)],
    });
    await offerPlacesOfNeed(tx, deps, need.id, need.tasks);
    return { needId: need.id };
  });
}

type Values = z.output<typeof ChangeFollowingInput>['task'];
type Time = ReturnType<typeof timeOf>;

async function changeRole(
  tx: Tx,
  id: string,
  values: Values,
  { startMinute, durationMinutes }: Time,
): Promise<void> {
  const { startsAt: _starts, endsAt: _ends, ...columns } = columnsOf(values);
  await tx.seriesRole.update({ where: { id }, data: { ...columns, startMinute, durationMinutes } });
  await tx.seriesRoleSkill.deleteMany({ where: { roleId: id } });
  await tx.seriesRoleSkill.createMany({
    data: skillsOf(id, values).map(({ skillId, required }) => ({ roleId: id, skillId, required })),
  });
}

async function changeTask(
  tx: Tx,
  { zone }: SeriesInHand,
  task: SeriesTask,
  values: Values,
  time: Time,
): Promise<void> {
  const { startsAt, endsAt } = isHeld(task) ? task : windowOn(dayAt(task.startsAt, zone), time, zone);
  const maximumPlaces = Math.max(values.maximumPlaces, task.takenPlaces);
  await tx.task.update({
    where: { id: task.id },
    data: { ...columnsOf(values), startsAt, endsAt, maximumPlaces },
  });
  await tx.taskSkill.deleteMany({ where: { taskId: task.id } });
  await tx.taskSkill.createMany({ data: skillsOf(task.id, values) });
}

async function claimantsOf(tx: Tx, tasks: readonly SeriesTask[]): Promise<string[]> {
  const claims = await tx.claim.findMany({
    where: {
      taskId: { in: tasks.map(({ id }) => id) },
      state: { in: [...liveClaimStates] },
      personId: { not: null },
    },
    select: { personId: true },
    distinct: ['personId'],
  });
  return claims.flatMap(({ personId }) => personId ?? []);
}
