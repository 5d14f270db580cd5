import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import { proposeRecord } from '~/server/modules/hours/propose-record';
import type { Actor } from '~/server/policy/actor';
import { assertPerson } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import { attendanceFeeds } from './feeds';
import { assertMayAttend, lockAttendee } from './find-attendee';
import type { CheckOutInput } from './input';
import { checkOutRefusal, effectiveService, evidenceLevel } from './rules';

/**
 * Checks a volunteer out and proposes the measured time as a service record. When nothing is left to count
 * (`effectiveService`), the claim is attended and no record is made.
 */
export async function checkOut(deps: Deps, actor: Actor, input: CheckOutInput): Promise<{ id: string }> {
  return inTransaction(deps, actor, async (tx) => {
    await assertMayAttend(tx, deps, actor, input);
    const { attendee, source } = await lockAttendee(tx, actor, input);
    const now = deps.clock.now();
    const refusal = checkOutRefusal(attendee.state, attendee, now);
    if (refusal) refuse(refusal);
    const breakMinutes = input.breakMinutes ?? 0;
    const attendance = await tx.attendance.update({
      where: { claimId: attendee.claimId },
      data: {
        checkedOutAt: now,
        checkedOutSource: source,
        checkedOutById: actor.personId ?? assertPerson(actor),
        breakMinutes,
      },
    });
    await tx.claim.update({ where: { id: attendee.claimId }, data: { state: 'attended', stateSince: now } });
    await recordChange(tx, deps, actor, {
      type: 'claim:checked_out',
      subjectType: 'claim',
      subjectId: attendee.claimId,
      fromState: attendee.state,
      toState: 'attended',
      payload: { claimId: attendee.claimId, taskId: attendee.taskId, needId: attendee.needId },
      feeds: attendanceFeeds(attendee),
    });
    const service = effectiveService(attendee, {
      checkedInAt: attendance.checkedInAt,
      checkedOutAt: now,
      breakMinutes,
    });
    if (service) {
      await proposeRecord(tx, deps, actor, {
        claimId: attendee.claimId,
        evidenceLevel: evidenceLevel(attendance.checkedInSource, source),
        ...service,
      });
    }
    return { id: attendee.claimId };
  });
}
