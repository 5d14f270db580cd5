import type { Prisma, ServiceRecord } from '~/generated/prisma/client';
import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChanges } from '~/server/modules/audit/record-change';
import { notifyAll } from '~/server/modules/notifications/notify';
import type { Actor } from '~/server/policy/actor';
import type { RefusalCode } from '~/server/policy/refusal';
import { appendToLedger, type LedgerLine } from './append-ledger';
import { recordStep } from './change-record';
import { verifyRefusal } from './rules';
import { recordsToVerify } from './verifying';

/** What a record's ledger entry commits to. */
export const openingOf = (record: ServiceRecord): Prisma.InputJsonObject => ({
  recordId: record.id,
  personId: record.personId,
  organisationId: record.organisationId,
  taskId: record.taskId,
  startsAt: record.startsAt.toISOString(),
  endsAt: record.endsAt.toISOString(),
  minutes: record.minutes,
  evidenceLevel: record.evidenceLevel,
  confirmerId: record.confirmerId,
  verifierId: record.verifierId,
});

export const creditLine = (record: ServiceRecord): LedgerLine => ({
  recordId: record.id,
  kind: 'credit',
  minutes: record.minutes,
  content: openingOf(record),
});

/**
 * Verifies records in the caller's transaction: locks them in the order of their ids, judges each by itself, and appends the
 * good ones to the ledgers of their communities, each chain's head locked once. Answers who was verified and what was not.
 */
export async function verifyRecords(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  recordIds: readonly string[],
): Promise<{ verified: string[]; refused: RefusalCode[] }> {
  const ids = [...new Set(recordIds)].sort();
  const reachable = await recordsToVerify(tx, actor, ids);
  await tx.$queryRawUnsafe(
    `SELECT FROM "ServiceRecord" WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE`,
    ids,
  );
  const found = await tx.serviceRecord.findMany({ where: { id: { in: ids } }, orderBy: { id: 'asc' } });
  const byId = new Map(found.map((record) => [record.id, record]));

  const good: ServiceRecord[] = [];
  const refused: RefusalCode[] = [];
  for (const id of ids) {
    const record = reachable.has(id) ? byId.get(id) : undefined;
    const refusal = record ? verifyRefusal(record, actor) : 'NOT_FOUND';
    if (record && !refusal) good.push(record);
    else if (refusal) refused.push(refusal);
  }
  if (good.length > 0) await write(tx, deps, actor, good);
  return { verified: good.map((record) => record.id), refused };
}

async function write(tx: Tx, deps: Deps, actor: Actor, records: readonly ServiceRecord[]): Promise<void> {
  const decision = { state: 'verified' as const, verifierId: actor.personId, verifiedAt: deps.clock.now() };
  await tx.serviceRecord.updateMany({
    where: { id: { in: records.map((record) => record.id) } },
    data: decision,
  });
  for (const communityId of [...new Set(records.map((record) => record.communityId))].sort()) {
    const lines = records.filter((record) => record.communityId === communityId);
    await appendToLedger(
      tx,
      deps,
      communityId,
      lines.map((record) => creditLine({ ...record, ...decision })),
    );
  }
  await recordChanges(
    tx,
    deps,
    actor,
    records.map((record) => recordStep(record, 'record:verified', record.state, 'verified')),
  );
  for (const record of records)
    await notifyAll(tx, [record.personId], 'record_verified', { recordId: record.id });
}
