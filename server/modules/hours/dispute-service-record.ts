import { newId } from '~/server/database/id';
import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChanges } from '~/server/modules/audit/record-change';
import { notify, notifyAll } from '~/server/modules/notifications/notify';
import type { Actor } from '~/server/policy/actor';
import { assertMay, assertPerson, reaches } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import { recordStep, unsafeLockRecord } from './change-record';
import type { DisputeServiceRecordInput } from './input';
import { disputeRefusal } from './rules';
import { findDeciders } from './verifying';

/**
 * Says that one's own record is wrong. It keeps the state it came from; those who decide are told, and those who had confirmed,
 * verified or rejected it.
 */
export async function disputeServiceRecord(
  deps: Deps,
  actor: Actor,
  input: DisputeServiceRecordInput,
): Promise<{ id: string }> {
  assertMay(actor, 'record.dispute');
  return inTransaction(deps, actor, async (tx) => {
    const record = await unsafeLockRecord(tx, input.record);
    if (!reaches(actor, 'record.dispute', { personId: record.personId })) refuse('NOT_FOUND');
    const refusal = disputeRefusal(record);
    if (refusal) refuse(refusal);
    await tx.dispute.create({
      data: {
        id: newId(),
        recordId: record.id,
        openedById: actor.personId ?? assertPerson(actor, 'record.dispute'),
        reason: input.reason,
        priorState: record.state,
        openedAt: deps.clock.now(),
      },
    });
    await tx.serviceRecord.update({ where: { id: record.id }, data: { state: 'disputed' } });
    await recordChanges(tx, deps, actor, [
      recordStep(record, 'record:disputed', record.state, 'disputed', input.reason),
    ]);
    const detail = { recordId: record.id };
    const verifier = record.verifierId ? [record.verifierId] : [];
    await notifyAll(tx, [...(await findDeciders(tx, record)), ...verifier], 'record_disputed', detail);
    if (record.confirmerId) await notify(tx, record.confirmerId, 'record_disputed_unit', detail);
    return { id: record.id };
  });
}
