import { CommunityLevel } from '~/generated/prisma/enums';
import { builder } from '~/server/graphql/builder';
import { findCommunities, type CommunityRow } from './queries';

/** A community; a field may answer a row or an id. */
export const CommunityRef = builder.loadableNodeRef<CommunityRow, string>('Community', {
  id: { resolve: (community) => community.id },
  async load(ids, { deps }) {
    const byId = new Map((await findCommunities(deps, ids)).map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? null) as CommunityRow[];
  },
});

export const CommunityLevelRef = builder.enumType(CommunityLevel, {
  name: 'CommunityLevel',
  description: 'How high in the tree: 市, 区县, 街道, 社区, 网格.',
});
