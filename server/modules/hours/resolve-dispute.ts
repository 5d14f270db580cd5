import type { Dispute, ServiceRecord } from '~/generated/prisma/client';
import { newId } from '~/server/database/id';
import { inTransaction, type Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange, recordChanges } from '~/server/modules/audit/record-change';
import { notify } from '~/server/modules/notifications/notify';
import type { Actor } from '~/server/policy/actor';
import { assertMay, assertPerson } from '~/server/policy/permissions';
import { InvalidInput, refuse } from '~/server/policy/refusal';
import { appendToLedger } from './append-ledger';
import { recordFeeds, recordStep, unsafeLockRecord } from './change-record';
import type { ResolveDisputeInput } from './input';
import { longestMinutes, resolveRefusal } from './rules';
import { openingOf } from './verify-records';
import { recordsToVerify } from './verifying';

/**
 * Decides a dispute: an officer who neither served, recorded, confirmed, verified nor rejected the hours.
 *
 * Dismissed, the record returns to the state it came from. Upheld, it is corrected and stays as it was written: a new record
 * with the right minutes, never more than the service lasted, refers to it. Whoever decided confirms it; it counts once another
 * officer verifies it. Where the old one was verified the ledger gets a counter entry at once.
 * Answers the record that takes the old one's place. Throws InvalidInput for minutes beyond the service.
 */
export async function resolveDispute(
  deps: Deps,
  actor: Actor,
  input: ResolveDisputeInput,
): Promise<{ id: string }> {
  assertMay(actor, 'record.resolve_dispute');
  return inTransaction(deps, actor, async (tx) => {
    const record = await unsafeLockRecord(tx, input.record);
    if (!(await recordsToVerify(tx, actor, [record.id])).has(record.id)) refuse('NOT_FOUND');
    const refusal = resolveRefusal(record, actor);
    if (refusal) refuse(refusal);
    const dispute = await tx.dispute.findFirst({
      where: { recordId: record.id, resolvedAt: null },
      orderBy: { openedAt: 'desc' },
    });
    if (!dispute) return refuse('WRONG_STATE');
    if (input.uphold && input.minutes && input.minutes > longestMinutes(record))
      throw new InvalidInput([{ path: ['minutes'], message: 'records_minutes_beyond_service' }]);
    await tx.dispute.update({
      where: { id: dispute.id },
      data: {
        resolvedById: actor.personId ?? assertPerson(actor, 'record.dispute'),
        resolvedAt: deps.clock.now(),
        resolution: input.resolution,
        outcome: input.uphold ? 'upheld' : 'dismissed',
      },
    });
    if (input.uphold && input.minutes)
      return correct(tx, deps, actor, record, dispute, input.minutes, input.resolution);
    await tx.serviceRecord.update({ where: { id: record.id }, data: { state: dispute.priorState } });
    await recordChanges(tx, deps, actor, [
      recordStep(record, 'record:dispute_resolved', 'disputed', dispute.priorState, input.resolution),
    ]);
    await notify(tx, record.personId, 'dispute_resolved', { recordId: record.id });
    return { id: record.id };
  });
}

async function correct(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  old: ServiceRecord,
  dispute: Dispute,
  minutes: number,
  resolution: string,
): Promise<{ id: string }> {
  const corrected: ServiceRecord = {
    ...old,
    id: newId(),
    state: 'confirmed',
    minutes,
    confirmerId: actor.personId,
    confirmedAt: deps.clock.now(),
    verifierId: null,
    verifiedAt: null,
    correctsId: old.id,
    reason: resolution,
  };
  await tx.serviceRecord.update({ where: { id: old.id }, data: { state: 'corrected' } });
  await tx.serviceRecord.create({ data: corrected });
  if (dispute.priorState === 'verified') {
    const content = openingOf(old);
    await appendToLedger(tx, deps, old.communityId, [
      { recordId: old.id, kind: 'counter', minutes: old.minutes, content },
    ]);
  }
  await recordChange(tx, deps, actor, {
    type: 'record:corrected',
    subjectType: 'record',
    subjectId: old.id,
    fromState: 'disputed',
    toState: 'corrected',
    reason: resolution,
    payload: { recordId: old.id, needId: old.needId, correctedById: corrected.id },
    feeds: recordFeeds(old),
  });
  await recordChanges(tx, deps, actor, [
    recordStep(corrected, 'record:confirmed', null, 'confirmed', resolution),
  ]);
  await notify(tx, old.personId, 'record_corrected', { recordId: corrected.id });
  return { id: corrected.id };
}
