import type { z } from 'zod';
import { inTransaction, type Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange, recordChanges, type AnyChange } from '~/server/modules/audit/record-change';
import { claimFeeds } from '~/server/modules/claims/feeds';
import { notifyAll } from '~/server/modules/notifications/notify';
import type { Actor } from '~/server/policy/actor';
import { refuse } from '~/server/policy/refusal';
import { feedsOfNeed } from './feeds';
import type { CancelNeedInput } from './input';
import { assertMayAny, liveClaimStates, lockNeed, type LockedNeed } from './lock-need';
import { canStep, needSteps } from './rules';

/** Claims that a cancelled need gives back. Whoever has checked in is serving: they check out and keep their hours. */
const releasable = liveClaimStates.filter((state) => state !== 'checked_in');

/**
 * Calls a need off: its tasks with it, every claim given back with the reason, and everyone who had one is told.
 * The need keeps its dates, so that those who read of it know which one it was.
 */
export async function cancelNeed(
  deps: Deps,
  actor: Actor,
  input: z.output<typeof CancelNeedInput>,
): Promise<{ needId: string }> {
  assertMayAny(actor, ['need.cancel', 'need.ask']);
  if (input.reason === '') refuse('REASON_NEEDED');
  return inTransaction(deps, actor, async (tx) => {
    const need = await lockNeed(tx, actor, ['need.cancel', 'need.ask'], input.id);
    if (need.status === 'cancelled') refuse('ALREADY_DONE');
    if (!canStep(need.status, 'cancel')) refuse('WRONG_STATE');

    const told = await releaseClaims(tx, deps, actor, need, input.reason);
    await tx.task.updateMany({
      where: { needId: need.id, cancelledAt: null },
      data: { cancelledAt: deps.clock.now(), cancelReason: input.reason, isOpen: false },
    });
    const { _sum } = await tx.task.aggregate({ where: { needId: need.id }, _sum: { takenPlaces: true } });
    const after = await tx.need.update({
      where: { id: need.id },
      data: {
        status: needSteps.cancel.to,
        statusReason: input.reason,
        placesTaken: _sum.takenPlaces ?? 0,
        version: { increment: 1 },
      },
    });
    await notifyAll(tx, told, 'need_cancelled', { needId: need.id });
    await recordChange(tx, deps, actor, {
      type: 'need:cancelled',
      subjectType: 'need',
      subjectId: need.id,
      fromState: need.status,
      toState: after.status,
      reason: input.reason,
      payload: { needId: need.id },
      feeds: [
        ...feedsOfNeed({ ...after, status: need.status }),
        ...need.tasks.map((task) => `task:${task.id}` as const),
      ],
    });
    return { needId: need.id };
  });
}

/** Gives back what the tasks' claims hold; answers who is to be told. */
async function releaseClaims(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  actor: Actor,
  need: LockedNeed,
  reason: string,
): Promise<string[]> {
  const claims = await tx.claim.findMany({
    where: { task: { needId: need.id }, state: { in: [...liveClaimStates] } },
    orderBy: { id: 'asc' },
  });
  const released = claims.filter((claim) => claim.state !== 'checked_in');
  await tx.claim.updateMany({
    where: { id: { in: released.map((claim) => claim.id) }, state: { in: releasable } },
    data: { state: 'released', reason, stateSince: deps.clock.now() },
  });
  const takenPlaces = await freePlaces(tx, need.id);
  const placesTaken = [...takenPlaces.values()].reduce((sum, places) => sum + places, 0);
  const changes = released.map((claim): AnyChange => ({
    type: 'claim:released',
    subjectType: 'claim',
    subjectId: claim.id,
    fromState: claim.state,
    toState: 'released',
    reason,
    payload: {
      claimId: claim.id,
      taskId: claim.taskId,
      needId: need.id,
      takenPlaces: takenPlaces.get(claim.taskId) ?? 0,
      placesTaken,
    },
    feeds: claimFeeds({
      ...{
        needId: need.id,
        taskId: claim.taskId,
        personId: claim.personId,
        organisationId: need.organisationId,
      },
      ...{ communityId: need.communityId, placeKind: need.placeKind, countsChanged: false },
    }),
  }));
  await recordChanges(tx, deps, actor, changes);
  return claims.flatMap((claim) => claim.personId ?? []);
}

/** Counts each task's places anew from the claims that still hold one. */
async function freePlaces(tx: Tx, needId: string): Promise<Map<string, number>> {
  const rows = await tx.$queryRaw<{ id: string; takenPlaces: number }[]>`
    UPDATE "Task" t SET "takenPlaces" = coalesce((
      SELECT sum(c.places) FROM "Claim" c WHERE c."taskId" = t.id
        AND c.state IN ('invited', 'offered', 'confirmed', 'checked_in', 'attended')), 0)
    WHERE t."needId" = ${needId}::uuid
    RETURNING t.id, t."takenPlaces"`;
  return new Map(rows.map((row) => [row.id, row.takenPlaces]));
}
