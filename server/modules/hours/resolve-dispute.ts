import type { Dispute, Prisma, ServiceRecord } from '~/generated/prisma/client';
import { newId } from '~/server/database/id';
import { inTransaction, type Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange, recordChanges } from '~/server/modules/audit/record-change';
import { notify } from '~/server/modules/notifications/notify';
import type { Actor } from '~/server/policy/actor';
import { assertMay, assertPerson } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import { appendToLedger } from './append-ledger';
import { recordFeeds, recordStep, unsafeLockRecord } from './change-record';
import type { ResolveDisputeInput } from './input';
import { resolveRefusal } from './rules';
import { creditLine, openingOf } from './verify-records';
import { recordsToVerify } from './verifying';

/**
 * Decides a dispute: an officer who neither served, confirmed nor verified the hours.
 *
 * Dismissed, the record returns to the state it came from. Upheld, it is corrected and stays as it was written: a new record
 * with the right minutes refers to it. Where the old one was verified the new one is too, and the ledger gets a counter entry
 * and a new credit; otherwise the new one is confirmed by whoever decided and waits for another officer to verify it.
 * Answers the record that counts from now on.
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
    await tx.dispute.update({
      where: { id: dispute.id },
      data: {
        resolvedById: actor.personId ?? assertPerson(actor),
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
  const now = deps.clock.now();
  const counted = dispute.priorState === 'verified';
  const decision: Prisma.ServiceRecordUncheckedUpdateInput & Partial<ServiceRecord> = counted
    ? {
        state: 'verified',
        confirmerId: old.confirmerId,
        confirmedAt: old.confirmedAt,
        verifierId: actor.personId,
        verifiedAt: now,
      }
    : {
        state: 'confirmed',
        confirmerId: actor.personId,
        confirmedAt: now,
        verifierId: null,
        verifiedAt: null,
      };
  const corrected: ServiceRecord = {
    ...old,
    ...decision,
    id: newId(),
    minutes,
    correctsId: old.id,
    reason: resolution,
    recorderId: actor.personId ?? assertPerson(actor),
    recordedAt: now,
  };
  await tx.serviceRecord.update({ where: { id: old.id }, data: { state: 'corrected' } });
  await tx.serviceRecord.create({ data: corrected });
  if (counted) {
    const counter = {
      recordId: old.id,
      kind: 'counter' as const,
      minutes: old.minutes,
      content: openingOf(old),
    };
    await appendToLedger(tx, deps, old.communityId, [counter, creditLine(corrected)]);
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
    recordStep(
      corrected,
      counted ? 'record:verified' : 'record:confirmed',
      null,
      corrected.state,
      resolution,
    ),
  ]);
  await notify(tx, old.personId, 'record_corrected', { recordId: corrected.id });
  return { id: corrected.id };
}
