import type { Deps } from '~/server/deps';
import { newId } from '~/server/database/id';
import { askBeforeMs } from './rules';

/** So many are asked in one statement; what is left comes with the next run. */
const batch = 500;

/**
 * Asks everybody whose task begins within a day whether they come: a notice each, once for each start, whichever node gets to it.
 * The conditions are those of `isToBeAsked`. Answers how many were asked.
 */
export async function askWhoComes(deps: Pick<Deps, 'pool' | 'clock'>): Promise<number> {
  const now = deps.clock.now();
  const { rows } = await deps.pool.query<{ claimId: string }>({
    name: 'to-be-asked',
    text: `
      SELECT c.id AS "claimId" FROM "Claim" c JOIN "Task" t ON t.id = c."taskId"
      WHERE c.state = 'confirmed' AND c."personId" IS NOT NULL AND t."cancelledAt" IS NULL
        AND t."startsAt" > $1::timestamptz AND t."startsAt" <= $1::timestamptz + $2 * interval '1 millisecond'
        AND c."stateSince" < t."startsAt" - $2 * interval '1 millisecond'
        AND NOT EXISTS (SELECT FROM "ComingAnswer" a WHERE a."claimId" = c.id AND a."startsAt" = c."startsAt")
      ORDER BY t."startsAt" LIMIT ${batch}`,
    values: [now, askBeforeMs],
  });
  const claimIds = rows.map(({ claimId }) => claimId);
  if (claimIds.length === 0) return 0;
  const asked = await deps.pool.query({
    name: 'ask-who-comes',
    text: `
      WITH asked AS (
        INSERT INTO "ComingAnswer" ("claimId", "startsAt", "askedAt")
        SELECT id, "startsAt", $2::timestamptz FROM "Claim"
        WHERE id = ANY($1::uuid[]) AND state = 'confirmed' ORDER BY id
        ON CONFLICT DO NOTHING RETURNING "claimId"
      )
      INSERT INTO "Notice" (id, "personId", kind, detail, "createdAt")
      SELECT fresh.id, c."personId", 'claim_reminder',
        jsonb_build_object('claimId', c.id, 'taskId', c."taskId", 'needId', t."needId"), $2::timestamptz
      FROM asked JOIN "Claim" c ON c.id = asked."claimId" JOIN "Task" t ON t.id = c."taskId"
      JOIN unnest($1::uuid[], $3::uuid[]) AS fresh ("claimId", id) ON fresh."claimId" = c.id`,
    values: [claimIds, now, claimIds.map(() => newId())],
  });
  return asked.rowCount ?? 0;
}
