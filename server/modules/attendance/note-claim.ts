import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange, type Feed } from '~/server/modules/audit/record-change';
import type { Actor } from '~/server/policy/actor';
import { assertMay, reaches } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import { unsafeLockAttendees } from './find-attendee';
import type { NoteClaimInput } from './input';

/** Writes a note beside a name on the roster, for those who run the day; an empty one takes the former away. */
export async function noteClaim(deps: Deps, actor: Actor, input: NoteClaimInput): Promise<{ id: string }> {
  assertMay(actor, 'attendance.record');
  return inTransaction(deps, actor, async (tx) => {
    const [claim] = await unsafeLockAttendees(tx, [input.claim]);
    if (!claim || !reaches(actor, 'attendance.record', { ...claim, personId: null }))
      return refuse('NOT_FOUND');
    await tx.claim.update({ where: { id: claim.claimId }, data: { note: input.note || null } });
    const feeds: Feed[] = [`task:${claim.taskId}`];
    await recordChange(tx, deps, actor, {
      type: 'claim:noted',
      subjectType: 'claim',
      subjectId: claim.claimId,
      fromState: claim.state,
      toState: claim.state,
      reason: input.note || null,
      payload: { claimId: claim.claimId, taskId: claim.taskId, needId: claim.needId },
      feeds,
    });
    return { id: claim.claimId };
  });
}
