import { randomBytes } from 'node:crypto';
import type { Need } from '~/generated/prisma/client';
import { newId } from '~/server/database/id';
import type { Tx } from '~/server/database/transaction';
import { InvalidInput, refuse } from '~/server/policy/refusal';
import type { TaskValues } from './input';
import type { LockedNeed } from './lock-need';
import { opensTasks } from './open-tasks';
import { countedSince, isOfRound, isPublished, keepsFaith, sumsOf } from './rules';

type LockedTask = LockedNeed['tasks'][number];

/**
 * Makes a need's tasks what the poster wrote, and keeps the need's sums equal to them. Refuses TASK_HELD when that
 * would move, shrink or drop what somebody counts on. A task that was never public is deleted; one that was is cancelled.
 * The tasks of a series are changed where they are named and stay where they are left out: they are its dates, which are left out by
 * themselves. Answers whether the need's tasks take claims.
 */
export async function saveTasks(
  tx: Tx,
  need: Pick<Need, 'id' | 'status' | 'organisationId'> & Partial<Pick<Need, 'reopenedAt' | 'countsFrom'>>,
  before: readonly LockedTask[],
  wanted: readonly TaskValues[],
  now: Date,
): Promise<boolean> {
  const reopenedAt = need.reopenedAt ?? null;
  const known = new Map(before.map((task) => [task.id, task]));
  if (wanted.some((task) => task.id !== undefined && !known.has(task.id))) refuse('NOT_FOUND');
  const named = new Set(wanted.map((task) => task.id));
  const decided = before.filter((task) => task.seriesRoleId === null || named.has(task.id));
  const held = decided
    .filter((task) => isOfRound(task, reopenedAt))
    .map((task) => ({ ...task, liveClaims: task._count.claims }));
  if (!keepsFaith(held, wanted)) refuse('TASK_HELD');
  await assertSkills(tx, wanted);

  const isOpen = await opensTasks(tx, need);
  for (const [sort, task] of wanted.entries()) {
    const earlier = task.id === undefined ? undefined : known.get(task.id);
    if (!earlier) await createTask(tx, { needId: need.id, isOpen, sort }, task);
    else if (earlier.cancelledAt === null && isOfRound(earlier, reopenedAt))
      await updateTask(tx, earlier, task, sort);
  }
  const dropped = decided
    .filter((task) => !named.has(task.id) && task.cancelledAt === null && isOfRound(task, reopenedAt))
    .map((task) => task.id);
  if (dropped.length > 0) await dropTasks(tx, need, dropped, now);

  const after = await tx.task.findMany({ where: { needId: need.id } });
  const sums = sumsOf(after, countedSince(need));
  // One that was opened again waits without a task until its next visit is planned.
  if (sums.startsAt === null && need.status !== 'draft' && reopenedAt === null) {
    throw new InvalidInput([{ path: ['tasks'], message: 'server_need_without_task' }]);
  }
  await tx.need.update({ where: { id: need.id }, data: sums });
  return isOpen;
}

export const columnsOf = (task: TaskValues) => ({
  title: task.title,
  startsAt: task.startsAt,
  endsAt: task.endsAt,
  minimumPlaces: task.minimumPlaces,
  maximumPlaces: task.maximumPlaces,
  minimumAge: task.minimumAge,
  languages: task.languages,
  needsApproval: task.needsApproval,
  withdrawUntilMinutes: task.withdrawUntilMinutes,
});

async function createTask(
  tx: Tx,
  place: { needId: string; isOpen: boolean; sort: number },
  task: TaskValues,
): Promise<void> {
  const id = newId();
  await tx.task.create({
    data: {
      id,
      ...place,
      ...columnsOf(task),
      checkInSecret: randomBytes(20),
    },
  });
  await tx.taskSkill.createMany({ data: skillsOf(id, task) });
}

async function updateTask(tx: Tx, earlier: LockedTask, task: TaskValues, sort: number): Promise<void> {
  await tx.task.update({ where: { id: earlier.id }, data: { ...columnsOf(task), sort } });
  const asText = (rows: readonly { skillId: string; required: boolean }[]) =>
    rows
      .map(({ skillId, required }) => `${skillId} ${required}`)
      .sort()
      .join();
  const skills = skillsOf(earlier.id, task);
  if (asText(skills) === asText(earlier.skills)) return;
  await tx.taskSkill.deleteMany({ where: { taskId: earlier.id } });
  await tx.taskSkill.createMany({ data: skills });
}

export async function dropTasks(
  tx: Tx,
  need: Pick<Need, 'id' | 'status'>,
  ids: string[],
  now: Date,
): Promise<void> {
  if (isPublished(need.status) || (await wasPublic(tx, need.id))) {
    await tx.task.updateMany({ where: { id: { in: ids } }, data: { cancelledAt: now, isOpen: false } });
    return;
  }
  await tx.taskSkill.deleteMany({ where: { taskId: { in: ids } } });
  await tx.task.deleteMany({ where: { id: { in: ids } } });
}

/** Whether a draft was on view before its consent was taken back: what was public is not made to vanish. */
const wasPublic = async (tx: Tx, needId: string): Promise<boolean> =>
  (await tx.history.findFirst({
    where: {
      subjectType: 'need',
      subjectId: needId,
      action: 'need:taken_off_view',
      fromState: { not: 'in_review' },
    },
    select: { id: true },
  })) !== null || (await tx.claim.count({ where: { task: { needId } } })) > 0;

/** A skill that is both required and useful is required. */
export function skillsOf(
  taskId: string,
  task: TaskValues,
): { taskId: string; skillId: string; required: boolean }[] {
  const useful = task.usefulSkills.filter((id) => !task.requiredSkills.includes(id));
  return [
    ...task.requiredSkills.map((skillId) => ({ taskId, skillId, required: true })),
    ...useful.map((skillId) => ({ taskId, skillId, required: false })),
  ];
}

export async function assertSkills(tx: Tx, tasks: readonly TaskValues[]): Promise<void> {
  const ids = [...new Set(tasks.flatMap((task) => [...task.requiredSkills, ...task.usefulSkills]))];
  if (ids.length > 0 && (await tx.skill.count({ where: { id: { in: ids } } })) !== ids.length)
    refuse('NOT_FOUND');
}
