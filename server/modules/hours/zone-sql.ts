/** The time zone of a community as SQL: its own or the nearest ancestor's. `community` is an SQL expression. */
export const zoneSql = (community: string): string => `coalesce((
    SELECT z."timeZone" FROM "CommunityAncestor" up JOIN "Community" z ON z.id = up."ancestorId"
    WHERE up."communityId" = ${community} AND z."timeZone" IS NOT NULL ORDER BY up.depth LIMIT 1), 'UTC')`;
