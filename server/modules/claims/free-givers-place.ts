import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { notify } from '~/server/modules/notifications/notify';
import type { Actor } from '~/server/policy/actor';
import { leavePlaces } from './leave-places';
import { movePlaces, unsafeLockClaims, type LockedClaim } from './places';

/**
 * Takes the place from whoever hands it over to a request that is said yes to. Answers the request with the counts as they then are;
 * a request for a free place as it was.
 */
export async function freeGiversPlace(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  actor: Actor,
  request: LockedClaim,
): Promise<LockedClaim> {
  const handOver = await tx.handOver.findFirst({ where: { takerClaimId: request.id, state: 'requested' } });
  const [given] = handOver ? await unsafeLockClaims(tx, [handOver.claimId]) : [];
  if (!handOver || given?.state !== 'confirmed') return request;
  await leavePlaces(tx, deps, actor, [given], 'handed_over');
  const after = await movePlaces(tx, given, -given.places);
  await tx.handOver.update({
    where: { id: handOver.id },
    data: { state: 'taken', endedAt: deps.clock.now() },
  });
  if (given.personId) await notify(tx, given.personId, 'claim_hand_over_taken', { claimId: given.id });
  return { ...request, ...after };
}
