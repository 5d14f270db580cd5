import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange, type Feed } from '~/server/modules/audit/record-change';
import type { Actor } from '~/server/policy/actor';
import type { ProxyEvents } from './events';

/** Whose proxy it is, and where the principal is at home. */
export interface ProxyParties {
  readonly id: string;
  readonly principalId: string;
  readonly proxyId: string | null;
  readonly communityId: string | null;
}

/** Writes history and event of what became of a proxy, for both of them and the committee. */
export function recordProxy(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  actor: Actor,
  type: keyof ProxyEvents,
  { id, principalId, proxyId, communityId }: ProxyParties,
): Promise<void> {
  const feeds: Feed[] = [
    `person:${principalId}`,
    ...(proxyId ? [`person:${proxyId}` as const] : []),
    ...(communityId ? [`community:${communityId}` as const] : []),
  ];
  return recordChange(tx, deps, actor, {
    type,
    subjectType: 'proxy',
    subjectId: id,
    payload: { proxyRelationshipId: id, principalId },
    feeds,
  });
}
