import type { Tx } from '~/server/database/transaction';
import { servingStates } from './rules';

/**
 * Whether a person had a part in the service of a need, in any of its rounds: a place that they kept or failed, a record of
 * hours, or the running of a unit that sent people or records the hours. Such a person writes no judgement down.
 */
export async function hasServed(
  tx: Pick<Tx, '$queryRaw'>,
  needId: string,
  personId: string,
): Promise<boolean> {
  const [found] = await tx.$queryRaw<{ served: boolean }[]>`
    WITH units AS (
      SELECT "organisationId" AS id FROM "Need" WHERE id = ${needId}::uuid
      UNION SELECT c."organisationId" FROM "Claim" c JOIN "Task" t ON t.id = c."taskId"
        WHERE t."needId" = ${needId}::uuid AND c.state::text = ANY(${[...servingStates]}::text[])
      UNION SELECT "organisationId" FROM "ServiceRecord" WHERE "needId" = ${needId}::uuid
    )
    SELECT EXISTS (
        SELECT FROM "Claim" c JOIN "Task" t ON t.id = c."taskId"
         WHERE t."needId" = ${needId}::uuid AND c."personId" = ${personId}::uuid
           AND c.state::text = ANY(${[...servingStates]}::text[]))
      OR EXISTS (
        SELECT FROM "ServiceRecord" WHERE "needId" = ${needId}::uuid AND "personId" = ${personId}::uuid)
      OR EXISTS (
        SELECT FROM "Membership" m JOIN units ON units.id = m."organisationId"
         WHERE m."personId" = ${personId}::uuid AND m.role = 'coordinator' AND m."endedAt" IS NULL) AS served`;
  return found?.served === true;
}

/** Who served in the present round of a need. */
export async function findHelpers(
  tx: Pick<Tx, 'claim'>,
  need: { readonly id: string; readonly reopenedAt: Date | null },
): Promise<string[]> {
  const claims = await tx.claim.findMany({
    where: {
      task: { needId: need.id, ...(need.reopenedAt ? { endsAt: { gt: need.reopenedAt } } : {}) },
      state: { in: ['checked_in', 'attended'] },
    },
    select: { personId: true },
  });
  return claims.flatMap(({ personId }) => personId ?? []);
}
