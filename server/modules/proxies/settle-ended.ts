import { inTransaction, type Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { isProxyValid } from '~/server/modules/identity/rules';
import { replaceCodes, type EndedProxy } from '~/server/modules/intake/replace-codes';
import { system, type Actor } from '~/server/policy/actor';

/** Proxies that are settled in one run; the next goes on. */
const batch = 100;

/** What goes with the end of a proxy, in the transaction that ends it or finds that its time is over. */
export async function settleEnded(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  actor: Actor,
  proxy: EndedProxy & { readonly id: string },
): Promise<void> {
  await tx.proxyRelationship.update({ where: { id: proxy.id }, data: { settledAt: deps.clock.now() } });
  if (!(await actsStill(tx, deps, proxy))) await replaceCodes(tx, deps, actor, proxy);
}

/** Whether asking or judging is in the same hands by another grant; what they knew is replaced when that one ends. */
async function actsStill(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  { principalId, proxyId }: EndedProxy,
): Promise<boolean> {
  const grants = await tx.proxyRelationship.findMany({
    where: { principalId, proxyId, scope: { hasSome: ['ask', 'judge'] } },
  });
  return grants.some((grant) => isProxyValid(grant, deps.clock.now()));
}

/** Settles proxies whose time is over: nobody ended them, so nobody else does. Each once, on whichever node comes first. */
export async function settleEndedProxies(deps: Deps): Promise<number> {
  const now = deps.clock.now();
  const ended = await deps.prisma.proxyRelationship.findMany({
    where: { settledAt: null, OR: [{ endsAt: { lte: now } }, { revokedAt: { not: null } }] },
    orderBy: { id: 'asc' },
    take: batch,
    select: { id: true },
  });
  for (const { id } of ended)
    await inTransaction(deps, system(), async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM "ProxyRelationship" WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
      const proxy = await tx.proxyRelationship.findUniqueOrThrow({ where: { id } });
      if (proxy.settledAt === null) await settleEnded(tx, deps, system(), proxy);
      return null;
    });
  return ended.length;
}
