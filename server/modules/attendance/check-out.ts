import type { AttendanceSource } from '~/generated/prisma/enums';
import { inTransaction, type Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import { proposeRecord } from '~/server/modules/hours/propose-record';
import type { Actor } from '~/server/policy/actor';
import { assertPerson } from '~/server/policy/permissions';
import { refuse, type RefusalCode } from '~/server/policy/refusal';
import { countingWrongCodes } from './code-attempts';
import { attendanceFeeds } from './feeds';
import { assertMayAttend, lockAttendee, told, type Attendee } from './find-attendee';
import type { CheckOutInput } from './input';
import { checkOutRefusal, effectiveService, evidenceLevel } from './rules';
import { atOnce, isBackdated, momentOfTap, type Moment } from './tap-rules';

/** Checks a volunteer out, by the day's code or by whoever runs the day (`checkIn`), and proposes the measured time as a service record. */
export async function checkOut(deps: Deps, actor: Actor, input: CheckOutInput): Promise<{ id: string }> {
  const by = told(actor, input);
  const moment = momentOfTap(input.at, deps.clock.now());
  return countingWrongCodes(deps, actor, input, () =>
    inTransaction(deps, by, async (tx) => {
      await assertMayAttend(tx, deps, by, input);
      const { attendee, source } = await lockAttendee(tx, by, input);
      const refusal = await checkOutAttendee(tx, deps, by, attendee, {
        source,
        breakMinutes: input.breakMinutes ?? 0,
        moment,
      });
      if (refusal) refuse(refusal);
      return { id: attendee.claimId };
    }),
  );
}

/**
 * Checks one locked attendee out, in the caller's transaction, and proposes the measured time as a service record; answers why
 * not when it cannot, and then changes nothing. When nothing is left to count (`effectiveService`), the claim is attended and
 * no record is made.
 */
export async function checkOutAttendee(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  attendee: Attendee,
  { source, breakMinutes, moment }: { source: AttendanceSource; breakMinutes: number; moment?: Moment },
): Promise<RefusalCode | null> {
  const { at, heardAt } = moment ?? atOnce(deps.clock.now());
  const refusal = checkOutRefusal(attendee.state, attendee, at);
  if (refusal) return refusal;
  if (moment && (await cameAfter(tx, attendee.claimId, at))) return 'TOO_EARLY';
  const attendance = await tx.attendance.update({
    where: { claimId: attendee.claimId },
    data: {
      checkedOutAt: at,
      checkedOutHeardAt: heardAt,
      checkedOutSource: source,
      checkedOutById: actor.personId ?? assertPerson(actor, 'attendance.self'),
      breakMinutes,
    },
  });
  await tx.claim.update({
    where: { id: attendee.claimId },
    data: { state: 'attended', stateSince: deps.clock.now() },
  });
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
    checkedOutAt: at,
    breakMinutes,
  });
  if (service) {
    await proposeRecord(tx, deps, actor, {
      claimId: attendee.claimId,
      evidenceLevel: evidenceLevel(
        traceOf(attendance.checkedInSource, {
          at: attendance.checkedInAt,
          heardAt: attendance.checkedInHeardAt,
        }),
        traceOf(source, { at, heardAt }),
      ),
      ...service,
    });
  }
  return null;
}

/** What an end of the service rests on: a time that was named long after is written down, not seen. */
const traceOf = (source: AttendanceSource, moment: Moment): AttendanceSource =>
  isBackdated(moment) ? 'paper' : source;

/** Whether they came only after a moment at which somebody, on a device without a network, saw them leave. */
async function cameAfter(tx: Tx, claimId: string, left: Date): Promise<boolean> {
  const { checkedInAt } = await tx.attendance.findUniqueOrThrow({
    where: { claimId },
    select: { checkedInAt: true },
  });
  return checkedInAt > left;
}
