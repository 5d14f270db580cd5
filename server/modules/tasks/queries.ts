import type { Task } from '~/generated/prisma/client';
import type { Deps } from '~/server/deps';
import { findReadableNeeds } from '~/server/modules/needs/queries';
import type { Actor } from '~/server/policy/actor';

/** A task as its readers get it: everything but the key of its check-in code. */
export type TaskRow = Omit<Task, 'checkInSecret'>;

const select = {
  id: true,
  needId: true,
  title: true,
  startsAt: true,
  endsAt: true,
  minimumPlaces: true,
  maximumPlaces: true,
  takenPlaces: true,
  minimumAge: true,
  languages: true,
  needsApproval: true,
  withdrawUntilMinutes: true,
  isOpen: true,
  cancelledAt: true,
  cancelReason: true,
  sort: true,
} as const satisfies Record<keyof TaskRow, true>;

/** Tasks by id, in the order asked for; null where there is none or its need is not the actor's to read. */
export async function findTasks(
  deps: Deps,
  actor: Actor,
  ids: readonly string[],
): Promise<(TaskRow | null)[]> {
  const rows = await deps.prisma.task.findMany({
    where: { id: { in: [...ids] }, need: await findReadableNeeds(deps, actor) },
    select,
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id) ?? null);
}

export const findTask = async (deps: Deps, actor: Actor, id: string): Promise<TaskRow | null> =>
  (await findTasks(deps, actor, [id]))[0] ?? null;

/** The tasks of needs that the caller was already let read, by day and in the poster's order. */
export const unsafeTasksOfNeeds = (
  deps: Pick<Deps, 'prisma'>,
  needIds: readonly string[],
): Promise<TaskRow[]> =>
  deps.prisma.task.findMany({
    where: { needId: { in: [...needIds] } },
    orderBy: [{ startsAt: 'asc' }, { sort: 'asc' }, { id: 'asc' }],
    select,
  });

export interface TaskSkillRow {
  readonly taskId: string;
  readonly required: boolean;
  readonly id: string;
  readonly key: string;
  readonly nameEn: string;
  readonly nameZh: string;
}

/** The skills of tasks that the caller was already let read: one statement. */
export async function unsafeSkillsOfTasks(
  deps: Pick<Deps, 'pool'>,
  taskIds: readonly string[],
): Promise<TaskSkillRow[]> {
  const { rows } = await deps.pool.query<TaskSkillRow>({
    name: 'skills-of-tasks',
    text: `
      SELECT asked."taskId", asked.required, s.id, s.key, s."nameEn", s."nameZh"
      FROM "TaskSkill" asked JOIN "Skill" s ON s.id = asked."skillId"
      WHERE asked."taskId" = ANY($1::uuid[]) ORDER BY s.key`,
    values: [taskIds],
  });
  return rows;
}
