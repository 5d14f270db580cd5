import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { notify } from '~/server/modules/notifications/notify';
import type { Actor } from '~/server/policy/actor';
import { personFor, reaches } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import { lockProxy, type LockedProxy } from './lock-proxy';
import { settleEnded } from './settle-ended';
import { recordProxy } from './record-proxy';

/**
 * Ends a proxy at once: by whom it is for, by whoever acts (who may so decline it), or by an officer. Open sessions and sockets
 * that act under it do so no more, and codes of requests that they knew open nothing any more.
 */
export async function endProxy(
  deps: Deps,
  actor: Actor,
  input: { id: string },
): Promise<{ proxyRelationshipId: string }> {
  const personId = actor.personId ?? refuse('NOT_SIGNED_IN');
  return inTransaction(deps, actor, async (tx) => {
    const proxy = await lockProxy(tx, input.id);
    if (!proxy || !mayEnd(actor, proxy)) return refuse('NOT_FOUND');
    const now = deps.clock.now();
    if (proxy.revokedAt !== null || (proxy.endsAt !== null && proxy.endsAt <= now)) refuse('ALREADY_DONE');
    await tx.proxyRelationship.update({
      where: { id: proxy.id },
      data: { revokedAt: now, revokedById: personId },
    });
    for (const other of [proxy.principalId, proxy.proxyId])
      if (other && other !== personId) await notify(tx, other, 'proxy_ended', {});
    await settleEnded(tx, deps, actor, proxy);
    await recordProxy(tx, deps, actor, 'proxy:ended', proxy);
    return { proxyRelationshipId: proxy.id };
  });
}

/** Whether a proxy is the actor's to end. Who acts for the principal ends their own proxy, not another's. */
export const mayEnd = (
  actor: Actor,
  proxy: Pick<LockedProxy, 'principalId' | 'proxyId' | 'communityId'>,
): boolean =>
  proxy.proxyId === actor.personId ||
  proxy.principalId === personFor(actor, 'proxy.grant') ||
  reaches(actor, 'proxy.arrange', { communityId: proxy.communityId });
