import { newId } from '~/server/database/id';
import { inTransaction, type Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import type { AttendanceSource } from '~/generated/prisma/enums';
import { recordChange } from '~/server/modules/audit/record-change';
import type { Actor } from '~/server/policy/actor';
import { waitsForPartner } from '~/server/modules/visits/queries';
import { assertPerson } from '~/server/policy/permissions';
import { refuse, type RefusalCode } from '~/server/policy/refusal';
import { countingWrongCodes } from './code-attempts';
import { attendanceFeeds } from './feeds';
import { assertMayAttend, lockAttendee, told, type Attendee } from './find-attendee';
import type { CheckInInput } from './input';
import { checkInRefusal } from './rules';
import { atOnce, momentOfTap, type Moment } from './tap-rules';

/**
 * Checks a volunteer in, by the day's code at server time, or by whoever runs the day, at the time of their tap where a device
 * kept it.
 */
export async function checkIn(deps: Deps, actor: Actor, input: CheckInInput): Promise<{ id: string }> {
  const by = told(actor, input);
  const moment = momentOfTap(input.at, deps.clock.now());
  return countingWrongCodes(deps, actor, input, () =>
    inTransaction(deps, by, async (tx) => {
      await assertMayAttend(tx, deps, by, input);
      const { attendee, source } = await lockAttendee(tx, by, input);
      const refusal = await checkInAttendee(tx, deps, by, attendee, source, moment);
      if (refusal) refuse(refusal);
      return { id: attendee.claimId };
    }),
  );
}

/**
 * Checks one locked attendee in, in the caller's transaction; answers why not when it cannot, and then changes nothing. On a first
 * visit to a private home they wait for the second person, as for the door, whoever says that they have arrived.
 */
export async function checkInAttendee(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  attendee: Attendee,
  source: AttendanceSource,
  { at, heardAt }: Moment = atOnce(deps.clock.now()),
): Promise<RefusalCode | null> {
  const refusal = checkInRefusal(attendee.state, attendee, at);
  if (refusal) return refusal;
  if (attendee.placeKind === 'private_home' && (await waitsForPartner(tx, attendee.claimId)))
    return 'SECOND_PERSON_NEEDED';
  await tx.attendance.create({
    data: {
      id: newId(),
      claimId: attendee.claimId,
      checkedInAt: at,
      checkedInHeardAt: heardAt,
      checkedInSource: source,
      checkedInById: actor.personId ?? assertPerson(actor, 'attendance.self'),
    },
  });
  await tx.claim.update({
    where: { id: attendee.claimId },
    data: { state: 'checked_in', stateSince: deps.clock.now() },
  });
  await recordChange(tx, deps, actor, {
    type: 'claim:checked_in',
    subjectType: 'claim',
    subjectId: attendee.claimId,
    fromState: attendee.state,
    toState: 'checked_in',
    payload: { claimId: attendee.claimId, taskId: attendee.taskId, needId: attendee.needId },
    feeds: attendanceFeeds(attendee),
  });
  return null;
}
