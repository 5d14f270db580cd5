import type { Deps } from '~/server/deps';
import { usualMinutes, type ServiceMinutes } from './rules';

/** The times that count in a community, for all categories (null) or one that has its own. */
export interface ServiceTimeRow extends ServiceMinutes {
  readonly categoryId: string | null;
  /** Whose times they are; null for what counts where nobody set any. */
  readonly communityId: string | null;
}

/**
 * Every pair of times that counts in a community, those for all categories first. A nearer community that set times for all
 * takes the place of what one above it set for a category.
 */
export async function listServiceTimes(
  deps: Pick<Deps, 'pool'>,
  communityId: string,
): Promise<ServiceTimeRow[]> {
  const { rows } = await deps.pool.query<ServiceTimeRow & { depth: number }>({
    name: 'service-times',
    text: `
      SELECT DISTINCT ON (s."categoryId") s."categoryId", s."communityId", s."responseMinutes", s."dueMinutes", above.depth
        FROM "CommunityAncestor" above JOIN "ServiceTime" s ON s."communityId" = above."ancestorId"
       WHERE above."communityId" = $1 ORDER BY s."categoryId", above.depth`,
    values: [communityId],
  });
  const general = rows.find((row) => row.categoryId === null);
  const own = rows.filter((row) => row.categoryId !== null && row.depth <= (general?.depth ?? Infinity));
  return [general ?? { ...usualMinutes, categoryId: null, communityId: null }, ...own].map(
    ({ categoryId, communityId: by, responseMinutes, dueMinutes }) => ({
      categoryId,
      communityId: by,
      responseMinutes,
      dueMinutes,
    }),
  );
}
