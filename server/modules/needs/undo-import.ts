import type { Prisma } from '~/generated/prisma/client';
import { inTransaction, type Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange, recordChanges, type AnyChange } from '~/server/modules/audit/record-change';
import type { Actor } from '~/server/policy/actor';
import { assertMay } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import { feedsOfNeed } from './feeds';
import { mayImport } from './import/import-context';
import { problem, type Problem } from './import/problems';
import { needSteps } from './rules';

/**
 * Takes an import back: the needs it made are called off, but for those that somebody has signed up for or that are over. They
 * give up the source's ids, so that the file may be corrected and imported again as if it were new. What the import changed in needs that
 * were there before stays as it is.
 * Refuses NOT_FOUND for another committee's import, WRONG_STATE for one that is running, never ran or was taken back.
 */
export async function undoImport(
  deps: Deps,
  actor: Actor,
  input: { import: string },
): Promise<{ importId: string }> {
  assertMay(actor, 'need.import');
  return inTransaction(deps, actor, async (tx) => {
    await tx.$queryRaw`SELECT FROM "Import" WHERE id = ${input.import}::uuid FOR UPDATE`;
    const row = await tx.import.findUnique({ where: { id: input.import } });
    if (!row || !mayImport(actor, row.communityId)) return refuse('NOT_FOUND');
    if (row.state !== 'finished' && row.state !== 'failed') refuse('WRONG_STATE');

    const { undone, kept } = await callOff(tx, deps, actor, row.id);
    const said = problem(0, null, 'UNDONE', null, { undone, kept });
    const problems = [said, ...(row.problems as unknown as Problem[])];
    await tx.import.update({
      where: { id: row.id },
      data: { state: 'undone', problems: problems as unknown as Prisma.InputJsonValue },
    });
    await recordChange(tx, deps, actor, {
      type: 'import:undone',
      subjectType: 'import',
      subjectId: row.id,
      fromState: row.state,
      toState: 'undone',
      payload: { importId: row.id },
      feeds: [`community:${row.communityId}`],
    });
    return { importId: row.id };
  });
}

/** Calls off what nobody has signed up for. A sign-up that comes at the same moment waits for the tasks and then finds them closed. */
async function callOff(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  importId: string,
): Promise<{ undone: number; kept: number }> {
  await tx.$queryRaw`
    SELECT FROM "Task" t JOIN "Need" n ON n.id = t."needId" WHERE n."importId" = ${importId}::uuid
    ORDER BY t.id FOR UPDATE OF t`;
  const open = await tx.need.findMany({
    where: { importId, status: { in: [...needSteps.cancel.from] } },
    select: {
      ...{ id: true, status: true, placeKind: true, communityId: true, organisationId: true },
      ...{ requestedById: true, servedPersonId: true, takenInById: true },
      tasks: { select: { claims: { select: { id: true }, take: 1 } } },
    },
    orderBy: { id: 'asc' },
  });
  const free = open.filter((need) => need.tasks.every((task) => task.claims.length === 0));
  const ids = free.map((need) => need.id);
  await tx.task.updateMany({
    where: { needId: { in: ids }, cancelledAt: null },
    data: { cancelledAt: deps.clock.now(), isOpen: false },
  });
  await tx.$executeRaw`
    UPDATE "Need" SET status = ${needSteps.cancel.to}::"NeedStatus", version = version + 1, "updatedAt" = ${deps.clock.now()},
      "sourceId" = "sourceId" || ' (' || id || ')', "sourceHash" = NULL
    WHERE id = ANY(${ids}::uuid[])`;
  await recordChanges(
    tx,
    deps,
    actor,
    free.map((need): AnyChange => ({
      type: 'need:cancelled',
      subjectType: 'need',
      subjectId: need.id,
      fromState: need.status,
      toState: needSteps.cancel.to,
      payload: { needId: need.id },
      feeds: feedsOfNeed(need),
    })),
  );
  const kept = await tx.need.count({ where: { importId, status: { not: needSteps.cancel.to } } });
  return { undone: free.length, kept };
}
