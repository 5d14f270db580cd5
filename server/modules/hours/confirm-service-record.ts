import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChanges } from '~/server/modules/audit/record-change';
import { notify } from '~/server/modules/notifications/notify';
import type { Actor } from '~/server/policy/actor';
import { assertMay } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import { recordStep, unsafeLockRecord } from './change-record';
import type { ConfirmServiceRecordInput } from './input';
import { confirmRefusal } from './rules';

/**
 * Confirms hours for the recording unit: its coordinator, or an officer where the committee itself is that unit. Never one's
 * own. Minutes may be lowered, with a reason that the volunteer reads.
 */
export async function confirmServiceRecord(
  deps: Deps,
  actor: Actor,
  input: ConfirmServiceRecordInput,
): Promise<{ id: string }> {
  assertMay(actor, 'record.confirm');
  return inTransaction(deps, actor, async (tx) => {
    const record = await unsafeLockRecord(tx, input.record);
    if (record.organisationId !== actor.membership?.organisationId) refuse('NOT_FOUND');
    const reason = input.reason || null;
    const refusal = confirmRefusal(record, actor, { minutes: input.minutes ?? null, reason });
    if (refusal) refuse(refusal);
    await tx.serviceRecord.update({
      where: { id: record.id },
      data: {
        state: 'confirmed',
        minutes: input.minutes ?? record.minutes,
        confirmerId: actor.personId,
        confirmedAt: deps.clock.now(),
        reason,
      },
    });
    await recordChanges(tx, deps, actor, [
      recordStep(record, 'record:confirmed', record.state, 'confirmed', reason),
    ]);
    await notify(tx, record.personId, 'record_confirmed', { recordId: record.id });
    return { id: record.id };
  });
}
