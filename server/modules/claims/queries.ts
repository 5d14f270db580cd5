import type { Prisma } from '~/generated/prisma/client';
import type { ClaimState, WithdrawnAs } from '~/generated/prisma/enums';
import type { Deps } from '~/server/deps';
import type { Actor } from '~/server/policy/actor';
import { assertPerson, personFor, scopeFor } from '~/server/policy/permissions';
import { checkOutClosesMinutes } from '~/server/modules/attendance/rules';
import { liveStates } from './rules';

type Reader = Pick<Deps, 'prisma'>;

/** A claim as its readers get it: the volunteer, and whoever runs the day. */
export interface ClaimRow {
  readonly id: string;
  readonly taskId: string;
  readonly personId: string | null;
  readonly organisationId: string | null;
  readonly state: ClaimState;
  readonly reason: string | null;
  readonly withdrawnAs: WithdrawnAs | null;
  /** Until when an offer, or an invitation, stands or stood. */
  readonly expiresAt: Date | null;
  readonly createdAt: Date;
  readonly stateSince: Date;
}

const select = {
  id: true,
  taskId: true,
  personId: true,
  organisationId: true,
  state: true,
  reason: true,
  withdrawnAs: true,
  expiresAt: true,
  createdAt: true,
  stateSince: true,
} as const satisfies Record<keyof ClaimRow, true>;

/** Rosters the actor may read: tasks of the own organisation, or in the own community. */
const rosters = (actor: Actor): Prisma.TaskWhereInput => ({ need: { OR: scopeFor(actor, 'roster.read') } });

function readable(actor: Actor): Prisma.ClaimWhereInput {
  const person = personFor(actor, 'task.claim');
  return { OR: [...(person ? [{ personId: person }] : []), { task: rosters(actor) }] };
}

/** Claims by id, in the order asked for; null where there is none or it is not the actor's to read. */
export async function findClaims(
  deps: Reader,
  actor: Actor,
  ids: readonly string[],
): Promise<(ClaimRow | null)[]> {
  const rows = await deps.prisma.claim.findMany({
    where: { AND: [{ id: { in: [...ids] } }, readable(actor)] },
    select,
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id) ?? null);
}

/** Claims behind something that the caller was already let read whole, such as a record opened with a reason. */
export async function unsafeFindClaims(deps: Reader, ids: readonly string[]): Promise<(ClaimRow | null)[]> {
  const rows = await deps.prisma.claim.findMany({ where: { id: { in: [...ids] } }, select });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id) ?? null);
}

/** The person's own claim of each task that still counts for something; null where there is none. */
export async function findMyLiveClaims(
  deps: Reader,
  actor: Actor,
  taskIds: readonly string[],
): Promise<(ClaimRow | null)[]> {
  const person = personFor(actor, 'task.claim');
  if (person === null) return taskIds.map(() => null);
  const rows = await deps.prisma.claim.findMany({
    where: { personId: person, taskId: { in: [...taskIds] }, state: { in: [...liveStates] } },
    select,
  });
  const byTask = new Map(rows.map((row) => [row.taskId, row]));
  return taskIds.map((id) => byTask.get(id) ?? null);
}

/** The rosters of tasks whose day the actor runs, first come first; null for the others. In the order of the ids. */
export async function findRosters(
  deps: Reader,
  actor: Actor,
  taskIds: readonly string[],
): Promise<(ClaimRow[] | null)[]> {
  const tasks = await deps.prisma.task.findMany({
    where: { AND: [{ id: { in: [...taskIds] } }, rosters(actor)] },
    select: { id: true, claims: { select, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] } },
  });
  const byTask = new Map(tasks.map((task) => [task.id, task.claims]));
  return taskIds.map((id) => byTask.get(id) ?? null);
}

/**
 * At which place of its waitlist each of some claims stands, from 1; null for those that do not wait, or wait for a draw. For claims that the caller was
 * let read, in the order of the ids.
 */
export async function unsafeWaitlistPositions(
  deps: Pick<Deps, 'pool'>,
  claimIds: readonly string[],
): Promise<(number | null)[]> {
  const { rows } = await deps.pool.query<{ id: string; position: number }>({
    name: 'waitlist-positions',
    text: `
      SELECT mine.id, (
        SELECT count(*)::int FROM "Claim" other
        WHERE other."taskId" = mine."taskId" AND other.state = 'waitlisted' AND other."waitNumber" <= mine."waitNumber"
      ) AS position
      FROM "Claim" mine JOIN "Task" t ON t.id = mine."taskId"
      WHERE mine.id = ANY($1::uuid[]) AND mine.state = 'waitlisted' AND t.allocation <> 'draw_pending'`,
    values: [claimIds],
  });
  const byId = new Map(rows.map((row) => [row.id, row.position]));
  return claimIds.map((id) => byId.get(id) ?? null);
}

/** How many people wait for a place in each of some tasks, which the caller was let read. In the order of the ids. */
export async function unsafeCountWaiting(
  deps: Pick<Deps, 'pool'>,
  taskIds: readonly string[],
): Promise<number[]> {
  const { rows } = await deps.pool.query<{ taskId: string; waiting: number }>({
    name: 'waiting-of-tasks',
    text: `
      SELECT "taskId", count(*)::int AS waiting FROM "Claim"
      WHERE "taskId" = ANY($1::uuid[]) AND state = 'waitlisted' GROUP BY "taskId"`,
    values: [taskIds],
  });
  const byTask = new Map(rows.map((row) => [row.taskId, row.waiting]));
  return taskIds.map((id) => byTask.get(id) ?? 0);
}

/** A page of a list and whether more follow. */
export interface Page<Row> {
  readonly rows: Row[];
  readonly hasNext: boolean;
}

/**
 * The person's own claims: those that still need them, soonest first (until check-out closes); or with `past` the rest, latest
 * first. `after` is the id of the last claim of the page before.
 */
export async function findMyClaims(
  deps: Pick<Deps, 'prisma' | 'clock'>,
  actor: Actor,
  page: { past: boolean; first: number; after: string | null },
): Promise<Page<ClaimRow>> {
  const since = new Date(deps.clock.now().getTime() - checkOutClosesMinutes * 60_000);
  const ahead: Prisma.ClaimWhereInput = {
    state: { in: liveStates.filter((state) => state !== 'attended') },
    endsAt: { gt: since },
  };
  const order = page.past ? 'desc' : 'asc';
  const rows = await deps.prisma.claim.findMany({
    where: { personId: assertPerson(actor, 'task.claim'), ...(page.past ? { NOT: ahead } : ahead) },
    orderBy: [{ startsAt: order }, { id: order }],
    take: page.first + 1,
    ...(page.after ? { cursor: { id: page.after }, skip: 1 } : {}),
    select,
  });
  return { rows: rows.slice(0, page.first), hasNext: rows.length > page.first };
}
