import type { z } from 'zod';
import { inTransaction, type Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import { notifyAll } from '~/server/modules/notifications/notify';
import type { Actor } from '~/server/policy/actor';
import { refuse } from '~/server/policy/refusal';
import { feedsOfNeed } from './feeds';
import type { CancelNeedInput } from './input';
import { assertMayAny, assertNotRegular, lockNeed, type LockedNeed } from './lock-need';
import { recordReleases, releaseClaims } from './release-claims';
import { canStep, isOfRound, needSteps } from './rules';

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
    await callOff(tx, deps, actor, need, input.reason);
    return { needId: need.id };
  });
}

/** The same in the transaction of a caller that has locked the need and let the actor call it off. */
export async function callOff(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  actor: Actor,
  need: LockedNeed,
  reason: string,
): Promise<void> {
  assertNotRegular(need);
  if (need.status === 'cancelled') refuse('ALREADY_DONE');
  if (!canStep(need.status, 'cancel')) refuse('WRONG_STATE');

  // What happened in earlier rounds is history.
  const ofRound = need.tasks.filter((task) => isOfRound(task, need.reopenedAt));
  const released = await releaseClaims(
    tx,
    deps,
    ofRound.map((task) => task.id),
    reason,
  );
  await tx.task.updateMany({
    where: { id: { in: ofRound.map(({ id }) => id) }, cancelledAt: null },
    data: { cancelledAt: deps.clock.now(), cancelReason: reason, isOpen: false },
  });
  const placesTaken = [...released.takenPlaces.values()].reduce((sum, places) => sum + places, 0);
  const after = await tx.need.update({
    where: { id: need.id },
    data: { status: needSteps.cancel.to, statusReason: reason, placesTaken, version: { increment: 1 } },
  });
  await recordReleases(tx, deps, actor, need, released, { placesTaken, reason });
  await notifyAll(tx, released.personIds, 'need_cancelled', { needId: need.id });
  await recordChange(tx, deps, actor, {
    type: 'need:cancelled',
    subjectType: 'need',
    subjectId: need.id,
    fromState: need.status,
    toState: after.status,
    reason,
    payload: { needId: need.id },
    feeds: [
      ...feedsOfNeed({ ...after, status: need.status }),
      ...need.tasks.map((task) => `task:${task.id}` as const),
    ],
  });
}
