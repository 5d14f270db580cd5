import type { ServiceRecord } from '~/generated/prisma/client';
import type { RecordState } from '~/generated/prisma/enums';
import type { Tx } from '~/server/database/transaction';
import type { AnyChange, Feed } from '~/server/modules/audit/record-change';
import { refuse } from '~/server/policy/refusal';

/** Rooms that hear of a record: the volunteer, the recording unit and the committee. Never the board or a need's page. */
export const recordFeeds = (
  record: Pick<ServiceRecord, 'personId' | 'organisationId' | 'communityId'>,
): Feed[] => [
  `person:${record.personId}`,
  `organisation:${record.organisationId}`,
  `community:${record.communityId}`,
];

/** The change of a record's state as history and events tell it. */
export function recordStep(
  record: Pick<ServiceRecord, 'id' | 'needId' | 'personId' | 'organisationId' | 'communityId'>,
  type:
    | 'record:proposed'
    | 'record:confirmed'
    | 'record:verified'
    | 'record:rejected'
    | 'record:disputed'
    | 'record:dispute_resolved',
  fromState: RecordState | null,
  toState: RecordState,
  reason: string | null = null,
): AnyChange {
  return {
    type,
    subjectType: 'record',
    subjectId: record.id,
    fromState,
    toState,
    reason,
    payload: { recordId: record.id, needId: record.needId },
    feeds: recordFeeds(record),
  };
}

/** Locks one record and reads it as it then is. Refuses NOT_FOUND; says nothing about who may see it. */
export async function unsafeLockRecord(tx: Tx, recordId: string): Promise<ServiceRecord> {
  await tx.$queryRaw`SELECT FROM "ServiceRecord" WHERE id = ${recordId}::uuid FOR UPDATE`;
  return (await tx.serviceRecord.findUnique({ where: { id: recordId } })) ?? refuse('NOT_FOUND');
}
