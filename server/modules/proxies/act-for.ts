import type { z } from 'zod';
import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import { isProxyValid } from '~/server/modules/identity/rules';
import type { Actor } from '~/server/policy/actor';
import { refuse } from '~/server/policy/refusal';
import type { ActForInput } from './input';
import { isAccepted } from './queries';
import { recordProxy } from './record-proxy';

/**
 * Lets this session act for somebody who has put something into the person's hands, or for nobody but themselves. Acting for the
 * first time takes the proxy up. NOT_FOUND for whom they may not act for.
 */
export async function actFor(
  deps: Deps,
  actor: Actor,
  input: z.output<typeof ActForInput>,
): Promise<{ principalId: string | null }> {
  const { accountId, personId, sessionId } = actor;
  if (accountId === null || personId === null || sessionId === null) return refuse('NOT_SIGNED_IN');
  const themselves: Actor = { ...actor, onBehalfOfId: null, proxyScope: [], capacity: 'self' };
  return inTransaction(deps, actor, async (tx) => {
    const principalId = input.person ?? null;
    if (principalId !== null) {
      const proxies = await tx.proxyRelationship.findMany({
        where: { principalId, OR: [{ proxyId: personId }, { proxy: { mergedIntoId: personId } }] },
        include: { principal: { select: { homeCommunityId: true, status: true } } },
        orderBy: { id: 'asc' },
      });
      const valid = proxies.filter(
        (proxy) => proxy.principal.status !== 'erased' && isProxyValid(proxy, deps.clock.now()),
      );
      if (valid.length === 0) refuse('NOT_FOUND');
      for (const proxy of valid) {
        if (await isAccepted(tx, proxy.id)) continue;
        const parties = { ...proxy, communityId: proxy.principal.homeCommunityId };
        await recordProxy(tx, deps, themselves, 'proxy:accepted', parties);
      }
    }
    await tx.session.update({ where: { id: sessionId }, data: { onBehalfOfId: principalId } });
    await recordChange(tx, deps, themselves, {
      type: 'account:identity_switched',
      subjectType: 'account',
      subjectId: accountId,
      payload: { accountId, sessionId },
      feeds: [`person:${personId}`],
    });
    return { principalId };
  });
}
