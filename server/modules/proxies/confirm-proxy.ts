import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { isProxyValid } from '~/server/modules/identity/rules';
import { notify } from '~/server/modules/notifications/notify';
import type { Actor } from '~/server/policy/actor';
import { assertMay } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import { lockProxy } from './lock-proxy';
import { recordProxy } from './record-proxy';
import { proxyStateOf } from './rules';

/** A second officer vouches for a proxy as well, and it holds. Neither the first one, nor whom it is about (SAME_PERSON). */
export async function confirmProxy(
  deps: Deps,
  actor: Actor,
  input: { id: string },
): Promise<{ proxyRelationshipId: string }> {
  assertMay(actor, 'proxy.arrange');
  const officerId = actor.personId ?? refuse('NOT_SIGNED_IN');
  return inTransaction(deps, actor, async (tx) => {
    const proxy = await lockProxy(tx, input.id);
    const isTheirs = proxy?.communityId && actor.membership?.communityIds.includes(proxy.communityId);
    if (!proxy || !isTheirs) return refuse('NOT_FOUND');
    const now = deps.clock.now();
    if (isProxyValid(proxy, now)) refuse('ALREADY_DONE');
    if (proxyStateOf({ ...proxy, accepted: false }, now) !== 'vouched') refuse('WRONG_STATE');
    if ([proxy.firstOfficerId, proxy.proxyId, proxy.principalId].includes(officerId)) refuse('SAME_PERSON');
    await tx.proxyRelationship.update({
      where: { id: proxy.id },
      data: { secondOfficerId: officerId, startsAt: now },
    });
    if (proxy.proxyId) await notify(tx, proxy.proxyId, 'proxy_named', {});
    await notify(tx, proxy.principalId, 'proxy_given', {});
    await recordProxy(tx, deps, actor, 'proxy:confirmed', proxy);
    return { proxyRelationshipId: proxy.id };
  });
}
