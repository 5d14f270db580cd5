import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChanges } from '~/server/modules/audit/record-change';
import { notify } from '~/server/modules/notifications/notify';
import type { Actor } from '~/server/policy/actor';
import { assertMay } from '~/server/policy/permissions';
import { refuse, type RefusalCode } from '~/server/policy/refusal';
import { recordStep, unsafeLockRecord } from './change-record';
import type { VerifyServiceRecordInput, VerifyServiceRecordsInput } from './input';
import { rejectRefusal } from './rules';
import { recordsToVerify } from './verifying';
import { verifyRecords } from './verify-records';

/** Verifies one record, which appends it to the ledger; or rejects it with a reason (`approve: false`). */
export async function verifyServiceRecord(
  deps: Deps,
  actor: Actor,
  input: VerifyServiceRecordInput,
): Promise<{ id: string }> {
  assertMay(actor, 'record.verify');
  return inTransaction(deps, actor, async (tx) => {
    if (input.approve === false) {
      const record = await unsafeLockRecord(tx, input.record);
      if (!(await recordsToVerify(tx, actor, [record.id])).has(record.id)) refuse('NOT_FOUND');
      const reason = input.reason || null;
      const refusal = rejectRefusal(record, actor, reason);
      if (refusal) refuse(refusal);
      await tx.serviceRecord.update({
        where: { id: record.id },
        data: { state: 'rejected', reason, verifierId: actor.personId },
      });
      await recordChanges(tx, deps, actor, [
        recordStep(record, 'record:rejected', record.state, 'rejected', reason),
      ]);
      await notify(tx, record.personId, 'record_rejected', { recordId: record.id });
      return { id: record.id };
    }
    const { refused } = await verifyRecords(tx, deps, actor, [input.record]);
    if (refused[0]) refuse(refused[0]);
    return { id: input.record };
  });
}

/** Verifies many records at once. What cannot be verified is answered with its reason and stops none of the others. */
export async function verifyServiceRecords(
  deps: Deps,
  actor: Actor,
  input: VerifyServiceRecordsInput,
): Promise<{ verified: string[]; refused: RefusalCode[] }> {
  assertMay(actor, 'record.verify');
  return inTransaction(deps, actor, (tx) => verifyRecords(tx, deps, actor, input.records));
}
