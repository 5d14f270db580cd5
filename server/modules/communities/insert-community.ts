import type { CommunityLevel } from '~/generated/prisma/enums';
import type { Prisma } from '~/generated/prisma/client';
import { newId } from '~/server/database/id';
import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { slugOf } from './rules';

export interface NewCommunity {
  readonly id?: string;
  readonly parentId: string | null;
  readonly level: CommunityLevel;
  readonly name: string;
  readonly nameEn?: string | null;
  /** Made from the name when left out; a number is added when it is taken. */
  readonly slug?: string;
  readonly code?: string | null;
  /** Null takes the nearest ancestor's. */
  readonly timeZone?: string | null;
  readonly latitude?: number | null;
  readonly longitude?: number | null;
  /** GeoJSON geometry, WGS-84. */
  readonly boundary?: Prisma.InputJsonValue;
  readonly isDemo?: boolean;
  readonly settings?: Readonly<Record<string, Prisma.InputJsonValue>>;
}

/** Adds a community and its rows of the tree's closure, in the caller's transaction. Who may is the caller's question. */
export async function insertCommunity(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  community: NewCommunity,
): Promise<string> {
  const id = community.id ?? newId();
  const { settings = {}, slug, ...columns } = community;
  await tx.community.create({
    data: {
      ...columns,
      id,
      slug: slug ?? (await freeSlug(tx, slugOf(community.name))),
      validFrom: deps.clock.now(),
    },
  });
  await tx.$executeRaw`
    INSERT INTO "CommunityAncestor" ("communityId", "ancestorId", depth)
    SELECT ${id}::uuid, ${id}::uuid, 0
    UNION ALL
    SELECT ${id}::uuid, above."ancestorId", above.depth + 1
    FROM "CommunityAncestor" above WHERE above."communityId" = ${community.parentId}::uuid`;
  await tx.communitySetting.createMany({
    data: Object.entries(settings).map(([key, value]) => ({ communityId: id, key, value })),
  });
  return id;
}

async function freeSlug(tx: Tx, wanted: string): Promise<string> {
  const taken = await tx.community.findMany({
    where: { slug: { startsWith: wanted } },
    select: { slug: true },
  });
  const slugs = new Set(taken.map((row) => row.slug));
  if (!slugs.has(wanted)) return wanted;
  let number = 2;
  while (slugs.has(`${wanted}-${number}`)) number += 1;
  return `${wanted}-${number}`;
}
