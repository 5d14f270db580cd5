import type { Prisma } from '~/generated/prisma/client';
import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import type { Actor } from '~/server/policy/actor';
import { endHandOver, reopenHandOver } from './end-hand-over';
import { claimFeeds } from './feeds';
import { offerPlaces } from './offer-places';
import { movePlaces, type LockedClaim } from './places';
import { holdsPlace } from './rules';

/** The states that a use case moves a claim to. */
export type ClaimStep =
  'requested' | 'waitlisted' | 'confirmed' | 'withdrawn' | 'declined' | 'released' | 'expired';

/**
 * Moves a locked claim to another state, its places with it, and writes history and event. A place that it frees is offered to
 * whoever waits for it, in the same transaction. Answers how many were asked.
 */
export async function changeClaim(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  actor: Actor,
  claim: LockedClaim,
  to: ClaimStep,
  reason: string | null,
  more: Pick<Prisma.ClaimUncheckedUpdateInput, 'waitNumber' | 'passedAt' | 'withdrawnAs'> = {},
): Promise<number> {
  const by = (Number(holdsPlace(to)) - Number(holdsPlace(claim.state))) * claim.places;
  const counts = await movePlaces(tx, claim, by);
  await tx.claim.update({
    where: { id: claim.id },
    data: {
      state: to,
      stateSince: deps.clock.now(),
      reason,
      startsAt: claim.startsAt,
      endsAt: claim.endsAt,
      ...more,
    },
  });
  await recordChange(tx, deps, actor, {
    type: `claim:${to}`,
    subjectType: 'claim',
    subjectId: claim.id,
    fromState: claim.state,
    toState: to,
    reason,
    payload: { claimId: claim.id, taskId: claim.taskId, needId: claim.needId, ...counts },
    feeds: claimFeeds({ ...claim, countsChanged: by !== 0 }),
  });
  const endsRequest = claim.state === 'requested' && to !== 'confirmed';
  if (endsRequest) await reopenHandOver(tx, deps, actor, claim);
  if (claim.state === 'confirmed') await endHandOver(tx, deps, claim.id);
  if (by >= 0 && !endsRequest) return 0;
  // A place that somebody had, not one that was merely offered: those who passed on an earlier one are asked again.
  const isNewChance = claim.state === 'confirmed' && claim.takenPlaces >= claim.maximumPlaces;
  return offerPlaces(tx, deps, claim.taskId, { isNewChance });
}
