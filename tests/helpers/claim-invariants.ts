import type { Pool } from 'pg';

/** What must hold whatever happened; each query finds the rows that break it. */
const broken: Record<string, string> = {
  'a task holds more than its places': `SELECT id FROM "Task" WHERE "takenPlaces" > "maximumPlaces" OR "takenPlaces" < 0`,
  "a task's count differs from the claims that hold its places": `
    SELECT t.id, t."takenPlaces", count(c.id) FROM "Task" t
    LEFT JOIN "Claim" c ON c."taskId" = t.id AND c.state IN ('invited', 'offered', 'confirmed', 'checked_in', 'attended')
    GROUP BY t.id HAVING t."takenPlaces" <> coalesce(sum(c.places), 0)`,
  "a need's count differs from its tasks'": `
    SELECT n.id, n."placesTaken" FROM "Need" n JOIN "Task" t ON t."needId" = n.id
    GROUP BY n.id HAVING n."placesTaken" <> sum(t."takenPlaces")`,
  'a person is in two places at once': `
    SELECT a.id, b.id FROM "Claim" a JOIN "Claim" b ON a."personId" = b."personId" AND a.id < b.id
      AND tstzrange(a."startsAt", a."endsAt") && tstzrange(b."startsAt", b."endsAt")
    WHERE a.state IN ('confirmed', 'checked_in', 'attended') AND b.state IN ('confirmed', 'checked_in', 'attended')`,
  'a person holds two live claims of one task': `
    SELECT "taskId", "personId" FROM "Claim"
    WHERE state IN ('invited', 'requested', 'waitlisted', 'offered', 'confirmed', 'checked_in', 'attended')
    GROUP BY 1, 2 HAVING count(*) > 1`,
  'two people wait at the same place of one line': `
    SELECT "taskId", "waitNumber" FROM "Claim" WHERE state = 'waitlisted' GROUP BY 1, 2 HAVING count(*) > 1`,
  'a claim has no history, or another number of events': `
    SELECT c.id FROM "Claim" c
    LEFT JOIN (SELECT "subjectId" AS id, count(*) AS times FROM "History" GROUP BY 1) h ON h.id = c.id
    LEFT JOIN (SELECT "aggregateId" AS id, count(*) AS times FROM "Event" GROUP BY 1) e ON e.id = c.id
    WHERE h.times IS DISTINCT FROM e.times OR h.times IS NULL`,
  'a history row tells of a claim that does not exist': `
    SELECT h.id FROM "History" h WHERE h."subjectType" = 'claim' AND NOT EXISTS (SELECT FROM "Claim" c WHERE c.id = h."subjectId")`,
};

/** What is broken in the database, in words; empty when nothing is. */
export async function brokenClaimInvariants(pool: Pool): Promise<string[]> {
  const found: string[] = [];
  for (const [words, query] of Object.entries(broken)) {
    const { rows } = await pool.query(query);
    if (rows.length > 0) found.push(`${words}: ${JSON.stringify(rows.slice(0, 3))}`);
  }
  return found;
}
