import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import type { Actor } from '~/server/policy/actor';
import { claimFeeds } from './feeds';
import { movePlaces, type LockedClaim } from './places';
import { holdsPlace } from './rules';

/** Moves a locked claim to another state, its places with it, and writes history and event. */
export async function changeClaim(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  actor: Actor,
  claim: LockedClaim,
  to: 'confirmed' | 'withdrawn' | 'declined' | 'released',
  reason: string | null,
): Promise<void> {
  const by = (Number(holdsPlace(to)) - Number(holdsPlace(claim.state))) * claim.places;
  const counts = await movePlaces(tx, claim, by);
  await tx.claim.update({
    where: { id: claim.id },
    data: { state: to, stateSince: deps.clock.now(), reason, startsAt: claim.startsAt, endsAt: claim.endsAt },
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
}
