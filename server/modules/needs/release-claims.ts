import type { Claim } from '~/generated/prisma/client';
import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChanges, type AnyChange } from '~/server/modules/audit/record-change';
import { claimFeeds } from '~/server/modules/claims/feeds';
import type { Actor } from '~/server/policy/actor';
import { liveClaimStates, type LockedNeed } from './lock-need';

/** Claims that a cancelled task gives back. Whoever has checked in is serving: they check out and keep their hours. */
const releasable = liveClaimStates.filter((state) => state !== 'checked_in');

/** What calling tasks off gave back. */
export interface Released {
  /** The claims as they were before. */
  readonly claims: readonly Claim[];
  /** Places that are still held, by task. */
  readonly takenPlaces: ReadonlyMap<string, number>;
  /** Everyone who counted on one of the tasks, those who are serving among them. */
  readonly personIds: readonly string[];
}

/** Gives back what the claims of some tasks hold, in the transaction that calls the tasks off. The caller has locked them. */
export async function releaseClaims(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  taskIds: readonly string[],
  reason: string,
): Promise<Released> {
  const live = await tx.claim.findMany({
    where: { taskId: { in: [...taskIds] }, state: { in: [...liveClaimStates] } },
    orderBy: { id: 'asc' },
  });
  const claims = live.filter((claim) => claim.state !== 'checked_in');
  await tx.claim.updateMany({
    where: { id: { in: claims.map((claim) => claim.id) }, state: { in: releasable } },
    data: { state: 'released', reason, stateSince: deps.clock.now() },
  });
  return {
    claims,
    takenPlaces: await countPlaces(tx, taskIds),
    personIds: live.flatMap((claim) => claim.personId ?? []),
  };
}

/** Writes history and event of each claim that was given back; `placesTaken` is what the whole need holds afterwards. */
export async function recordReleases(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  actor: Actor,
  need: Pick<LockedNeed, 'id' | 'organisationId' | 'communityId' | 'placeKind'>,
  { claims, takenPlaces }: Released,
  { placesTaken, reason }: { placesTaken: number; reason: string },
): Promise<void> {
  const { id: needId, organisationId, communityId, placeKind } = need;
  const changes = claims.map(({ id: claimId, taskId, personId, state }): AnyChange => ({
    type: 'claim:released',
    subjectType: 'claim',
    subjectId: claimId,
    fromState: state,
    toState: 'released',
    reason,
    payload: { claimId, taskId, needId, takenPlaces: takenPlaces.get(taskId) ?? 0, placesTaken },
    feeds: claimFeeds({
      needId,
      taskId,
      personId,
      organisationId,
      communityId,
      placeKind,
      countsChanged: false,
    }),
  }));
  await recordChanges(tx, deps, actor, changes);
}

/** Counts each task's places anew from the claims that still hold one. */
async function countPlaces(tx: Tx, taskIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await tx.$queryRaw<{ id: string; takenPlaces: number }[]>`
    UPDATE "Task" t SET "takenPlaces" = coalesce((
      SELECT sum(c.places) FROM "Claim" c WHERE c."taskId" = t.id
        AND c.state IN ('invited', 'offered', 'confirmed', 'checked_in', 'attended')), 0)
    WHERE t.id = ANY(${taskIds}::uuid[])
    RETURNING t.id, t."takenPlaces"`;
  return new Map(rows.map((row) => [row.id, row.takenPlaces]));
}
