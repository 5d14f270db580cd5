import type { Prisma } from '~/generated/prisma/client';
import type { CommunityLevel } from '~/generated/prisma/enums';
import { newId } from '~/server/database/id';
import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { insertCommunity } from '~/server/modules/communities/insert-community';
import { system } from '~/server/policy/actor';

export interface NewDemoCommunity {
  /** Its part of web addresses. */
  readonly slug: string;
  readonly parent: string | null;
  readonly level: CommunityLevel;
  readonly name: string;
  readonly nameEn: string | null;
  readonly code: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly boundary?: Prisma.InputJsonValue;
  readonly timeZone?: string;
  readonly country?: 'CN' | 'US';
  /** What its committee is called; grids have none. */
  readonly committee: string | null;
}

/** A demo community with its committee. */
export interface DemoCommunity {
  readonly id: string;
  readonly name: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
  /** Null where there is none. */
  readonly committeeId: string | null;
}

/** Adds a tree of communities, parents first, each with a committee that is verified. Answers them by slug. */
export async function addCommunities(
  deps: Deps,
  tree: readonly NewDemoCommunity[],
): Promise<Map<string, DemoCommunity>> {
  return inTransaction(deps, system(), async (tx) => {
    const made = new Map<string, DemoCommunity>();
    for (const { parent, country, committee, ...community } of tree) {
      const parentId = parent === null ? null : (made.get(parent)?.id ?? null);
      const id = await insertCommunity(tx, deps, {
        ...community,
        parentId,
        isDemo: true,
        ...(country ? { settings: { country } } : {}),
      });
      const { slug, name, latitude, longitude } = community;
      made.set(slug, { id, name, latitude, longitude, committeeId: committee === null ? null : newId() });
    }
    await tx.organisation.createMany({
      data: tree.flatMap(({ slug, committee }) => {
        const { id: communityId, committeeId } = made.get(slug) ?? {};
        if (!communityId || !committeeId || committee === null) return [];
        return {
          id: committeeId,
          kind: 'committee' as const,
          name: committee,
          committeeOfId: communityId,
          communityId,
          status: 'verified' as const,
          isDemo: true,
          createdAt: deps.clock.now(),
        };
      }),
    });
    return made;
  });
}

/** One of them, by slug. */
export function communityOf(communities: ReadonlyMap<string, DemoCommunity>, slug: string): DemoCommunity {
  const found = communities.get(slug);
  if (!found) throw new Error(`The demo has no community ${slug}`);
  return found;
}
