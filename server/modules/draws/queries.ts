import type { Deps } from '~/server/deps';
import type { Actor } from '~/server/policy/actor';
import { personFor } from '~/server/policy/permissions';
import { unsafeFindEntrants } from './find-ticket-facts';
import { commitmentOf, sumOf, ticketsOf, type Tickets } from './rules';

/** The draw of a task, as everyone who may read the task reads it. */
export interface DrawRow {
  readonly taskId: string;
  readonly closesAt: Date;
  readonly drawnAt: Date | null;
  readonly commitment: string;
  /** Null until the draw was held. */
  readonly seed: string | null;
  readonly entered: number;
}

/** An entry as it is told to all: by its number alone. */
export interface DrawEntryRow {
  readonly number: number;
  readonly tickets: number;
  readonly rank: number;
}

/** The reader's own entry, with the reasons of its tickets. */
export interface OwnEntry extends Tickets {
  readonly number: number;
  readonly tickets: number;
  /** Null until the draw was held. */
  readonly rank: number | null;
}

/** The draws of tasks that the caller was let read, in the order of the ids; null where whoever comes first has the place. */
export async function unsafeFindDraws(
  deps: Pick<Deps, 'pool'>,
  taskIds: readonly string[],
): Promise<(DrawRow | null)[]> {
  const { rows } = await deps.pool.query<{
    taskId: string;
    closesAt: Date;
    drawnAt: Date | null;
    seed: Buffer;
    entered: number;
  }>({
    name: 'draws-of-tasks',
    text: `
      SELECT d."taskId", t."drawClosesAt" AS "closesAt", d."drawnAt", d.seed,
        CASE WHEN d."drawnAt" IS NULL
          THEN (SELECT count(*)::int FROM "Claim" w WHERE w."taskId" = t.id AND w.state = 'waitlisted')
          ELSE (SELECT count(*)::int FROM "DrawEntry" e WHERE e."taskId" = t.id) END AS entered
      FROM "Draw" d JOIN "Task" t ON t.id = d."taskId" WHERE d."taskId" = ANY($1::uuid[])`,
    values: [taskIds],
  });
  const byTask = new Map(
    rows.map(({ seed, ...row }): [string, DrawRow] => [
      row.taskId,
      { ...row, commitment: commitmentOf(seed), seed: row.drawnAt && seed.toString('hex') },
    ]),
  );
  return taskIds.map((id) => byTask.get(id) ?? null);
}

/** The entries of draws that were held, by rank; of tasks that the caller was let read, in the order of the ids. */
export async function unsafeFindDrawEntries(
  deps: Pick<Deps, 'prisma'>,
  taskIds: readonly string[],
): Promise<DrawEntryRow[][]> {
  const rows = await deps.prisma.drawEntry.findMany({
    where: { taskId: { in: [...taskIds] } },
    orderBy: [{ taskId: 'asc' }, { rank: 'asc' }],
  });
  return taskIds.map((id) =>
    rows
      .filter(({ taskId }) => taskId === id)
      .map((row) => ({ number: row.number, rank: row.rank, tickets: sumOf(partsOf(row)) })),
  );
}

/** The caller's own entry in the draw of a task; null where they have none. Before the draw its tickets are those they would have now. */
export async function findOwnEntry(
  deps: Pick<Deps, 'prisma'>,
  actor: Actor,
  { taskId, drawnAt }: Pick<DrawRow, 'taskId' | 'drawnAt'>,
): Promise<OwnEntry | null> {
  const personId = personFor(actor, 'task.claim');
  if (personId === null) return null;
  if (drawnAt === null) {
    const [entrant] = await unsafeFindEntrants(deps.prisma, taskId, personId);
    const parts = entrant && ticketsOf(entrant);
    return parts ? { ...parts, number: entrant.number, tickets: sumOf(parts), rank: null } : null;
  }
  const row = await deps.prisma.drawEntry.findFirst({ where: { taskId, claim: { personId } } });
  const parts = row && partsOf(row);
  return parts ? { ...parts, number: row.number, tickets: sumOf(parts), rank: row.rank } : null;
}

const partsOf = (row: {
  loadTickets: number;
  newcomerTickets: number;
  distanceTickets: number;
  skillTickets: number;
}): Tickets => ({
  load: row.loadTickets,
  newcomer: row.newcomerTickets,
  distance: row.distanceTickets,
  skill: row.skillTickets,
});
