import type { Community, Prisma, PrismaClient } from '~/generated/prisma/client';
import { newId } from '~/server/database/id';

/** A community and its rows in the closure of the tree; under a parent when one is given. */
export async function createCommunity(
  prisma: PrismaClient,
  overrides: Partial<Prisma.CommunityUncheckedCreateInput> = {},
): Promise<Community> {
  const id = overrides.id ?? newId();
  const community = await prisma.community.create({
    data: {
      id,
      level: 'community',
      slug: `community-${id}`,
      name: 'Riverside',
      timeZone: 'UTC',
      ...overrides,
    },
  });
  const above = community.parentId
    ? await prisma.communityAncestor.findMany({ where: { communityId: community.parentId } })
    : [];
  await prisma.communityAncestor.createMany({
    data: [
      { communityId: id, ancestorId: id, depth: 0 },
      ...above.map(({ ancestorId, depth }) => ({ communityId: id, ancestorId, depth: depth + 1 })),
    ],
  });
  return community;
}
