import { inTransaction, type Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import { inClaimTransaction } from '~/server/modules/claims/claim-transaction';
import { claimFeeds } from '~/server/modules/claims/feeds';
import { movePlaces, unsafeLockClaim, type LockedClaim } from '~/server/modules/claims/places';
import { notify } from '~/server/modules/notifications/notify';
import type { Actor } from '~/server/policy/actor';
import { assertMay } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import { vouchingRefusal } from './find-attendee';
import type { MarkNoShowInput, NoShowInput } from './input';
import { noShowRefusal, undoNoShowRefusal } from './rules';
import { momentOfTap } from './tap-rules';

/** Marks somebody who signed up as not having come. Their place is free at once, for whoever walks in; they are told. */
export async function markNoShow(deps: Deps, actor: Actor, input: MarkNoShowInput): Promise<{ id: string }> {
  assertMay(actor, 'attendance.record');
  const { at } = momentOfTap(input.at, deps.clock.now());
  return inTransaction(deps, actor, async (tx) => {
    const claim = await lockFor(tx, actor, input.claim);
    const refusal = noShowRefusal(claim.state, claim, at);
    if (refusal) refuse(refusal);
    await moveTo(tx, deps, actor, claim, 'no_show');
    return { id: claim.id };
  });
}

/** Takes that mark back while the task's day lasts. The place may be another's by now: then it is refused with FULL. */
export async function undoNoShow(deps: Deps, actor: Actor, input: NoShowInput): Promise<{ id: string }> {
  assertMay(actor, 'attendance.record');
  return inClaimTransaction(deps, actor, async (tx) => {
    const claim = await lockFor(tx, actor, input.claim);
    const refusal = undoNoShowRefusal(claim.state, claim, deps.clock.now());
    if (refusal) refuse(refusal);
    if (claim.cancelled) refuse('TASK_CANCELLED');
    if (claim.takenPlaces + claim.places > claim.maximumPlaces) refuse('FULL');
    await moveTo(tx, deps, actor, claim, 'confirmed');
    return { id: claim.id };
  });
}

async function lockFor(tx: Tx, actor: Actor, claimId: string): Promise<LockedClaim & { personId: string }> {
  const claim = await unsafeLockClaim(tx, claimId);
  if (!claim?.personId) return refuse('NOT_FOUND');
  const { personId } = claim;
  const refusal = vouchingRefusal(actor, { ...claim, personId });
  return refusal ? refuse(refusal) : { ...claim, personId };
}

const changes = {
  no_show: { type: 'claim:no_show', notice: 'claim_no_show', by: -1 },
  confirmed: { type: 'claim:no_show_undone', notice: 'claim_no_show_undone', by: 1 },
} as const;

async function moveTo(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  claim: LockedClaim & { personId: string },
  to: keyof typeof changes,
): Promise<void> {
  const { type, notice, by } = changes[to];
  const counts = await movePlaces(tx, claim, by * claim.places);
  await tx.claim.update({
    where: { id: claim.id },
    data: { state: to, stateSince: deps.clock.now(), startsAt: claim.startsAt, endsAt: claim.endsAt },
  });
  await recordChange(tx, deps, actor, {
    type,
    subjectType: 'claim',
    subjectId: claim.id,
    fromState: claim.state,
    toState: to,
    payload: { claimId: claim.id, taskId: claim.taskId, needId: claim.needId, ...counts },
    feeds: claimFeeds({ ...claim, countsChanged: true }),
  });
  await notify(tx, claim.personId, notice, { claimId: claim.id });
}
