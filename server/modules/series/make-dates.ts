import { randomBytes } from 'node:crypto';
import { newId } from '~/server/database/id';
import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import { dayAt, dayOf, daysLater, windowOn } from '~/server/modules/communities/days';
import { feedsOfNeed } from '~/server/modules/needs/feeds';
import { opensTasks } from '~/server/modules/needs/open-tasks';
import { countedSince, sumsOf } from '~/server/modules/needs/rules';
import type { Actor } from '~/server/policy/actor';
import type { SeriesInHand, SeriesWithRoles } from './lock-series';
import { datesOf, daysAhead, isLast } from './rules';

type Role = SeriesWithRoles['roles'][number];

/** A task that a role asks for on a date. */
interface WantedTask {
  readonly role: Role;
  readonly occurrence: number;
  readonly startsAt: Date;
  readonly endsAt: Date;
}

/**
 * Makes the tasks of a series for the dates of the next eight weeks, and of the next one however far it is; keeps the need's sums
 * by what is not over, and says when there is something to do again. The caller has locked the need. Does nothing the second time; a
 * unique index on role and number of the date sees to it that two who make dates at once make each once. What stands already at a date,
 * made by hand or kept of a former rhythm, becomes its task. Answers how many tasks were made.
 */
export async function makeDates(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  actor: Actor,
  hand: SeriesInHand,
): Promise<number> {
  const { series, need } = hand;
  const missing = series.finishedAt === null ? await missingTasks(tx, hand) : [];
  const adopted = await adopt(tx, hand, missing);
  const wanted = missing.filter((task) => !adopted.has(task));
  const isOpen = await opensTasks(tx, need);
  const rows = wanted.map(({ role, occurrence, startsAt, endsAt }) => ({
    id: newId(),
    needId: need.id,
    seriesRoleId: role.id,
    occurrence,
    startsAt,
    endsAt,
    title: role.title,
    minimumPlaces: role.minimumPlaces,
    maximumPlaces: role.maximumPlaces,
    minimumAge: role.minimumAge,
    languages: role.languages,
    needsApproval: role.needsApproval,
    withdrawUntilMinutes: role.withdrawUntilMinutes,
    sort: role.sort,
    isOpen,
    checkInSecret: randomBytes(20),
  }));
  await tx.task.createMany({ data: rows });
  await tx.taskSkill.createMany({
    data: rows.flatMap(({ id: taskId }, at) =>
      (wanted[at]?.role.skills ?? []).map(({ skillId, required }) => ({ taskId, skillId, required })),
    ),
  });
  await keepTrue(tx, hand);
  if (rows.length + adopted.size > 0) {
    await recordChange(tx, deps, actor, {
      type: 'need:dates_made',
      subjectType: 'need',
      subjectId: need.id,
      fromState: need.status,
      toState: need.status,
      payload: { needId: need.id, seriesId: series.id, tasks: rows.length },
      feeds: feedsOfNeed(need),
    });
  }
  return rows.length;
}

/**
 * What the rule asks for up to the horizon, or of the next date where none comes so soon, and has no task yet; without what has begun and
 * the days that are left out.
 */
async function missingTasks(tx: Tx, { series, rhythm, zone, now }: SeriesInHand): Promise<WantedTask[]> {
  const made = await tx.task.findMany({
    where: { seriesRoleId: { in: series.roles.map(({ id }) => id) } },
    select: { seriesRoleId: true, occurrence: true },
  });
  const had = new Set(made.map(({ seriesRoleId, occurrence }) => `${seriesRoleId} ${occurrence}`));
  const leftOut = new Set(series.leftOut.map(dayOf));
  const today = dayAt(now, zone);
  const horizon = daysLater(today, daysAhead);
  const coming = datesOf(rhythm, dayOf(series.startsOn), horizon, 1 + leftOut.size)
    .filter(({ day }) => day >= today && !leftOut.has(day))
    .map(({ number, day }) => ({
      day,
      tasks: series.roles
        .map((role) => ({ role, occurrence: number, ...windowOn(day, role, zone) }))
        .filter(({ startsAt }) => startsAt > now),
    }))
    .filter(({ tasks }) => tasks.length > 0);
  const soon = coming.filter(({ day }) => day <= horizon);
  return (soon.length > 0 ? soon : coming.slice(0, 1))
    .flatMap(({ tasks }) => tasks)
    .filter(({ role, occurrence }) => !had.has(`${role.id} ${occurrence}`));
}

/** Takes in tasks of the need that stand at the very time already under the same title. Answers for whom. */
async function adopt(
  tx: Tx,
  { series, need }: SeriesInHand,
  missing: readonly WantedTask[],
): Promise<ReadonlySet<WantedTask>> {
  const own = new Set(series.roles.map(({ id }) => id));
  const free = need.tasks.filter(
    ({ cancelledAt, seriesRoleId }) => cancelledAt === null && !own.has(seriesRoleId ?? ''),
  );
  const taken = new Set<string>();
  const adopted = new Set<WantedTask>();
  for (const wanted of missing) {
    const found = free.find(
      ({ id, title, startsAt }) =>
        !taken.has(id) && title === wanted.role.title && startsAt.getTime() === wanted.startsAt.getTime(),
    );
    if (!found) continue;
    await tx.task.update({
      where: { id: found.id },
      data: { seriesRoleId: wanted.role.id, occurrence: wanted.occurrence },
    });
    taken.add(found.id);
    adopted.add(wanted);
  }
  return adopted;
}

/** Keeps what the need says of its tasks, and when this has to be looked at again. */
async function keepTrue(tx: Tx, hand: SeriesInHand): Promise<void> {
  const { series, rhythm, need, zone, now } = hand;
  const tasks = await tx.task.findMany({ where: { needId: need.id } });
  const live = tasks.filter(({ cancelledAt }) => cancelledAt === null);
  const coming = live.filter(({ endsAt }) => endsAt > now);
  // Without a date to come the need ends by those that are over.
  const counted = coming.length < live.length ? now : need.countsFrom;
  const counts = { reopenedAt: need.reopenedAt, countsFrom: coming.length > 0 ? counted : null };
  await tx.need.update({
    where: { id: need.id },
    data: { countsFrom: counts.countsFrom, ...sumsOf(tasks, countedSince(counts)) },
  });

  const startsOn = dayOf(series.startsOn);
  const horizon = daysLater(dayAt(now, zone), daysAhead);
  const isFinished = series.finishedAt !== null || isLast(rhythm, startsOn, horizon);
  const leaves = coming.length > 1 || !isFinished ? coming.map(({ endsAt }) => endsAt.getTime()) : [];
  const next = datesOf(rhythm, startsOn, horizon, 1).find(({ day }) => day > horizon);
  const enters =
    next && !isFinished
      ? [
          windowOn(
            daysLater(next.day, -daysAhead),
            { startMinute: 0, durationMinutes: 0 },
            zone,
          ).startsAt.getTime(),
        ]
      : [];
  const due = Math.min(...leaves, ...enters);
  await tx.series.update({
    where: { id: series.id },
    data: {
      dueAt: Number.isFinite(due) ? new Date(due) : null,
      finishedAt: series.finishedAt ?? (isFinished ? now : null),
    },
  });
}
