import type { Task } from '~/generated/prisma/client';
import type { Deps } from '~/server/deps';
import { needSelect, type NeedRow } from '~/server/modules/needs/columns';
import { findReading } from '~/server/modules/needs/queries';
import { seenByTasks } from '~/server/modules/needs/rules';
import type { Actor } from '~/server/policy/actor';
import { personFor } from '~/server/policy/permissions';

/** A task as its readers get it: everything but the key of its check-in code. */
export type TaskRow = Omit<Task, 'checkInSecret'> & {
  /** Where the task is all that is left to its reader of the need. Absent: read by id. */
  readonly need?: NeedRow;
};

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
  allocation: true,
  drawClosesAt: true,
  cancelledAt: true,
  cancelReason: true,
  sort: true,
  seriesRoleId: true,
  occurrence: true,
} as const satisfies Record<keyof Omit<TaskRow, 'need'>, true>;

/** Tasks by id, in the order asked for; null where there is none or it is not the actor's to read. */
export async function findTasks(
  deps: Deps,
  actor: Actor,
  ids: readonly string[],
): Promise<(TaskRow | null)[]> {
  const rows = await deps.prisma.task.findMany({
    where: { AND: [{ id: { in: [...ids] } }, (await findReading(deps, actor)).tasks] },
    select,
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id) ?? null);
}

export const findTask = async (deps: Deps, actor: Actor, id: string): Promise<TaskRow | null> =>
  (await findTasks(deps, actor, [id]))[0] ?? null;

/**
 * The tasks of the caller's own claims, in the order of the ids; null where a claim is not theirs. A task that their claim no longer
 * opens, which is one at a private home, is as it was when the claim ended: what it was, when, and nothing that changed since.
 */
export async function findTasksOfClaims(
  deps: Deps,
  actor: Actor,
  claimIds: readonly string[],
): Promise<(TaskRow | null)[]> {
  const claims = await deps.prisma.claim.findMany({
    where: { id: { in: [...claimIds] }, personId: personFor(actor, 'task.claim') ?? { in: [] } },
    select: {
      id: true,
      startsAt: true,
      endsAt: true,
      stateSince: true,
      task: { select: { ...select, need: { select: needSelect } } },
    },
  });
  const open = await findTasks(
    deps,
    actor,
    claims.map(({ task }) => task.id),
  );
  const byId = new Map(
    claims.map(({ id, startsAt, endsAt, stateSince, task }, at): [string, TaskRow] => {
      const wasCancelled = task.cancelledAt !== null && task.cancelledAt <= stateSince;
      const remembered = {
        ...task,
        startsAt,
        endsAt,
        takenPlaces: 0,
        isOpen: false,
        ...(!wasCancelled && { cancelledAt: null, cancelReason: null }),
        need: seenByTasks(task.need, [], deps.clock.now()),
      };
      return [id, open[at] ?? remembered];
    }),
  );
  return claimIds.map((id) => byId.get(id) ?? null);
}

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
