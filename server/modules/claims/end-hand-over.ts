import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import { notify } from '~/server/modules/notifications/notify';
import type { Actor } from '~/server/policy/actor';
import { claimFeeds } from './feeds';
import type { LockedClaim } from './places';

/** A place that its holder has no longer is not offered any more; who asked a worker for it goes on asking for a free one. */
export async function endHandOver(tx: Tx, deps: Pick<Deps, 'clock'>, claimId: string): Promise<void> {
  await tx.handOver.updateMany({
    where: { claimId, endedAt: null },
    data: { state: 'ended', endedAt: deps.clock.now(), askedClaimId: null, askedUntil: null },
  });
}

/** A request that came to nothing leaves the place with its giver, who goes on offering it. */
export async function reopenHandOver(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  actor: Actor,
  request: LockedClaim,
): Promise<void> {
  const handOver = await tx.handOver.findFirst({
    where: { takerClaimId: request.id, state: 'requested' },
    include: { claim: { select: { personId: true } } },
  });
  if (!handOver) return;
  await tx.handOver.update({
    where: { id: handOver.id },
    data: { state: 'open', takerClaimId: null },
  });
  const { taskId, needId, takenPlaces, placesTaken } = request;
  const { claimId } = handOver;
  const { personId } = handOver.claim;
  await recordChange(tx, deps, actor, {
    type: 'claim:hand_over_offered',
    subjectType: 'claim',
    subjectId: claimId,
    payload: { claimId, taskId, needId, takenPlaces, placesTaken },
    feeds: claimFeeds({ ...request, personId, countsChanged: false }),
  });
  if (personId) await notify(tx, personId, 'claim_hand_over_declined', { claimId, taskId, needId });
}
