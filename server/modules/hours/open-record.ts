import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import type { Actor } from '~/server/policy/actor';
import { assertMay } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import { recordFeeds } from './change-record';
import type { OpenServiceRecordInput } from './input';
import type { RecordRow } from './queries';

/**
 * Opens one record of a community below the actor's own. A committee sees the counts of those below; a single record only with
 * a reason, which stands in the record's history where the volunteer and their committee read it. What is opened is opened
 * whole, with the names and the attendance that a judgement needs. Every look says why anew: nothing stays open.
 * Refuses REASON_NEEDED, and NOT_FOUND for a record that lies elsewhere.
 */
export async function openServiceRecord(
  deps: Deps,
  actor: Actor,
  input: OpenServiceRecordInput,
): Promise<{ record: RecordRow }> {
  assertMay(actor, 'record.open_below');
  const communityId = actor.membership?.communityId ?? refuse('NOT_FOUND');
  if (input.reason === '') refuse('REASON_NEEDED');
  return inTransaction(deps, actor, async (tx) => {
    const record = await tx.serviceRecord.findFirst({
      where: { id: input.record, community: { ancestors: { some: { ancestorId: communityId } } } },
    });
    // A committee that is not verified reaches nothing, its own community included.
    if (!record || actor.membership?.communityIds.length === 0) return refuse('NOT_FOUND');
    await recordChange(tx, deps, actor, {
      type: 'record:opened',
      subjectType: 'record',
      subjectId: record.id,
      fromState: record.state,
      toState: record.state,
      reason: input.reason,
      payload: { recordId: record.id, needId: record.needId },
      feeds: recordFeeds(record),
    });
    return { record: { ...record, opened: true } };
  });
}
