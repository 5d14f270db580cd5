import type { ProxyRelationship } from '~/generated/prisma/client';
import type { Tx } from '~/server/database/transaction';

/** A proxy and where its principal is at home. */
export type LockedProxy = ProxyRelationship & { readonly communityId: string | null };

/** A proxy, locked until the transaction ends. Says nothing about who may see it. */
export async function lockProxy(tx: Tx, id: string): Promise<LockedProxy | null> {
  await tx.$queryRaw`SELECT 1 FROM "ProxyRelationship" WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
  const row = await tx.proxyRelationship.findUnique({
    where: { id },
    include: { principal: { select: { homeCommunityId: true } } },
  });
  if (!row) return null;
  const { principal, ...proxy } = row;
  return { ...proxy, communityId: principal.homeCommunityId };
}
