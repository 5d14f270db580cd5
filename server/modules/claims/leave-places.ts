import type { WithdrawnAs } from '~/generated/prisma/enums';
import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChanges, type AnyChange } from '~/server/modules/audit/record-change';
import type { Actor } from '~/server/policy/actor';
import { endHandOver } from './end-hand-over';
import { claimFeeds } from './feeds';
import type { LockedClaim } from './places';

/**
 * Takes locked places from their holders, for somebody whom the caller gives them in the same transaction: the counts stay as
 * they are, and nobody who waits is asked.
 */
export async function leavePlaces(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  actor: Actor,
  places: readonly LockedClaim[],
  withdrawnAs: WithdrawnAs,
): Promise<void> {
  const data = { state: 'withdrawn', withdrawnAs, stateSince: deps.clock.now() } as const;
  await tx.claim.updateMany({ where: { id: { in: places.map(({ id }) => id) } }, data });
  // What else they offered of it is over; of the place that is being taken the caller says what became.
  for (const { id } of places) await endHandOver(tx, deps, id);
  await recordChanges(
    tx,
    deps,
    actor,
    places.map((place): AnyChange => {
      const { id, taskId, needId, takenPlaces, placesTaken } = place;
      return {
        type: 'claim:handed_over',
        subjectType: 'claim',
        subjectId: id,
        fromState: place.state,
        toState: 'withdrawn',
        payload: { claimId: id, taskId, needId, takenPlaces, placesTaken },
        feeds: claimFeeds({ ...place, countsChanged: false }),
      };
    }),
  );
}
