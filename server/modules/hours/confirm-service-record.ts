import type { ServiceRecord } from '~/generated/prisma/client';
import { inTransaction, type Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChanges } from '~/server/modules/audit/record-change';
import { notify } from '~/server/modules/notifications/notify';
import type { Actor } from '~/server/policy/actor';
import { assertMay } from '~/server/policy/permissions';
import { refuse, type RefusalCode } from '~/server/policy/refusal';
import { recordStep, unsafeLockRecord } from './change-record';
import type { ConfirmServiceRecordInput, ConfirmServiceRecordsInput } from './input';
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
    const wish = { minutes: input.minutes ?? null, reason: input.reason || null };
    const refusal = await confirm(tx, deps, actor, record, wish);
    if (refusal) refuse(refusal);
    return { id: record.id };
  });
}

/** What was confirmed, and why each of the others was not. */
export interface ConfirmedMany {
  readonly confirmed: string[];
  readonly refused: { record: string; code: RefusalCode }[];
}

/** Confirms many records as they were measured. Each is judged alone: one that is refused stops none of the others. */
export async function confirmServiceRecords(
  deps: Deps,
  actor: Actor,
  input: ConfirmServiceRecordsInput,
): Promise<ConfirmedMany> {
  assertMay(actor, 'record.confirm');
  const ids = [...new Set(input.records)].sort();
  return inTransaction(deps, actor, async (tx) => {
    await tx.$queryRaw`SELECT FROM "ServiceRecord" WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR UPDATE`;
    const found = await tx.serviceRecord.findMany({ where: { id: { in: ids } } });
    const byId = new Map(found.map((record) => [record.id, record]));
    const answer: ConfirmedMany = { confirmed: [], refused: [] };
    for (const id of ids) {
      const record = byId.get(id);
      const as = { minutes: null, reason: null };
      const code = record ? await confirm(tx, deps, actor, record, as) : 'NOT_FOUND';
      if (code) answer.refused.push({ record: id, code });
      else answer.confirmed.push(id);
    }
    return answer;
  });
}

/** Confirms one locked record and tells the volunteer; answers why not when it cannot be, and then changes nothing. */
async function confirm(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  record: ServiceRecord,
  wish: { minutes: number | null; reason: string | null },
): Promise<RefusalCode | null> {
  if (record.organisationId !== actor.membership?.organisationId) return 'NOT_FOUND';
  const refusal = confirmRefusal(record, actor, wish);
  if (refusal) return refusal;
  await tx.serviceRecord.update({
    where: { id: record.id },
    data: {
      state: 'confirmed',
      minutes: wish.minutes ?? record.minutes,
      confirmerId: actor.personId,
      confirmedAt: deps.clock.now(),
      reason: wish.reason,
    },
  });
  await recordChanges(tx, deps, actor, [
    recordStep(record, 'record:confirmed', record.state, 'confirmed', wish.reason),
  ]);
  await notify(tx, record.personId, 'record_confirmed', { recordId: record.id });
  return null;
}
