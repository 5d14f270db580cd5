import type { Tx } from '~/server/database/transaction';

/**
 * Who runs the days of a unit, as SQL: its coordinators, for a committee its officers and chairs; where no unit is named, those
 * of the nearest committee. Arguments are SQL expressions written in code, never input.
 */
export const staffSql = (organisation: string, community: string): string => `
  SELECT DISTINCT m."personId" FROM "Membership" m
  WHERE m."endedAt" IS NULL AND m.role IN ('coordinator', 'officer', 'chair')
    AND m."organisationId" = coalesce(${organisation}, (
      SELECT o.id FROM "CommunityAncestor" a JOIN "Organisation" o ON o."committeeOfId" = a."ancestorId"
      WHERE a."communityId" = ${community} AND o.status = 'verified' ORDER BY a.depth LIMIT 1))`;

/** The persons who run a need's days; for telling them. */
export async function findStaff(
  tx: Pick<Tx, '$queryRawUnsafe'>,
  need: { organisationId: string | null; communityId: string },
): Promise<string[]> {
  const rows = await tx.$queryRawUnsafe<{ personId: string }[]>(
    staffSql('$1::uuid', '$2::uuid'),
    need.organisationId,
    need.communityId,
  );
  return rows.map((row) => row.personId);
}
