import type { Deps } from '~/server/deps';
import type { ContactViewRow } from './queries';

/** Who looked, as the person looked at is told. */
export interface ViewerOfContact {
  /** The unit they worked for then; null for a helper. */
  readonly unit: string | null;
  /** The name of somebody who claimed a task of theirs; null for everybody else. */
  readonly helper: string | null;
}

/**
 * Who made some views of one person's data: the unit where they had a role at that time, or the name of somebody who wanted to
 * help. In the order of the views.
 */
export async function findViewers(
  deps: Pick<Deps, 'pool'>,
  views: readonly ContactViewRow[],
): Promise<ViewerOfContact[]> {
  const { rows } = await deps.pool.query<ViewerOfContact & { id: string }>({
    name: 'viewers-of-contact',
    text: `
      SELECT seen.id, unit.name AS unit, helper.name AS helper
      FROM "ContactView" seen
      LEFT JOIN LATERAL (
        SELECT o.name FROM "Membership" m JOIN "Organisation" o ON o.id = m."organisationId"
        WHERE m."personId" = seen."viewerId" AND m.role IN ('coordinator', 'officer', 'chair')
          AND m."createdAt" <= seen.at AND (m."endedAt" IS NULL OR m."endedAt" > seen.at)
        ORDER BY (o."committeeOfId" IS NOT NULL) DESC, m."createdAt" LIMIT 1
      ) unit ON true
      LEFT JOIN LATERAL (
        SELECT p."displayName" AS name
        FROM "Claim" c JOIN "Task" t ON t.id = c."taskId" JOIN "Need" n ON n.id = t."needId" JOIN "Person" p ON p.id = c."personId"
        WHERE c."personId" = seen."viewerId" AND n."servedPersonId" = seen."subjectId"
          AND c.state IN ('confirmed', 'checked_in', 'attended')
        LIMIT 1
      ) helper ON unit.name IS NULL
      WHERE seen.id = ANY($1::uuid[])`,
    values: [views.map(({ id }) => id)],
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return views.map(({ id }) => ({
    unit: byId.get(id)?.unit ?? null,
    helper: byId.get(id)?.helper ?? null,
  }));
}
