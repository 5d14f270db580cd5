import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import type { Feed } from '~/server/modules/audit/record-change';
import { dateOf, dayOf, type Day } from '~/server/modules/communities/days';
import { callOffTasks } from '~/server/modules/needs/call-off-tasks';
import type { LockedNeed } from '~/server/modules/needs/lock-need';
import { isPublished } from '~/server/modules/needs/rules';
import { dropTasks } from '~/server/modules/needs/save-tasks';
import type { Actor } from '~/server/policy/actor';
import { refuse } from '~/server/policy/refusal';
import type { SeriesInHand } from './lock-series';
import { datesOf } from './rules';

export type SeriesTask = LockedNeed['tasks'][number] & { readonly occurrence: number };

/** The tasks of a series that still stand and have not begun. */
export const comingTasks = ({ series, need, now }: SeriesInHand): SeriesTask[] => {
  const roles = new Set(series.roles.map(({ id }) => id));
  return need.tasks.filter(
    (task): task is SeriesTask =>
      roles.has(task.seriesRoleId ?? '') &&
      task.occurrence !== null &&
      task.cancelledAt === null &&
      task.startsAt > now,
  );
};

/** Whether somebody counts on a task. */
export const isHeld = (task: {
  readonly takenPlaces: number;
  readonly _count: { readonly claims: number };
}): boolean => task._count.claims > 0 || task.takenPlaces > 0;

/**
 * Takes tasks of a series away: what nobody counts on is dropped, the rest is called off with the reason, which reaches everyone who signed
 * up, or stays where none is given. Answers how many stay.
 */
export async function takeAway(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  actor: Actor,
  { need, now }: SeriesInHand,
  tasks: readonly SeriesTask[],
  reason: string | null,
): Promise<{ kept: number }> {
  const held = tasks.filter(isHeld);
  const free = tasks.filter((task) => !isHeld(task));
  await dropTasks(
    tx,
    need,
    free.map(({ id }) => id),
    now,
  );
  if (reason === null || held.length === 0) return { kept: held.length };
  await callOffTasks(
    tx,
    deps,
    actor,
    need,
    held.map(({ id }) => id),
    reason,
  );
  return { kept: 0 };
}

/** Puts the days of the rule that some dates stand for among those that are left out, so that they are not made again. */
export async function leaveOutDays(
  tx: Tx,
  { series, rhythm }: SeriesInHand,
  numbers: ReadonlySet<number>,
): Promise<Date[]> {
  const last = Math.max(...numbers);
  const days: Day[] = datesOf(rhythm, dayOf(series.startsOn), dayOf(series.startsOn), last)
    .filter(({ number }) => numbers.has(number))
    .map(({ day }) => day);
  const leftOut = [...new Set([...series.leftOut.map(dayOf), ...days])].sort().map(dateOf);
  await tx.series.update({ where: { id: series.id }, data: { leftOut } });
  return leftOut;
}

/** A published need without a date would be nothing: the last one goes with it. */
export async function assertDateLeft(tx: Tx, need: LockedNeed): Promise<void> {
  if (!isPublished(need.status)) return;
  const left = await tx.task.count({ where: { needId: need.id, cancelledAt: null } });
  if (left === 0) refuse('LAST_TASK');
}

/** The rooms of tasks. */
export const feedsOfTasks = (tasks: readonly { readonly id: string }[]): Feed[] =>
  tasks.map(({ id }): Feed => `task:${id}`);
