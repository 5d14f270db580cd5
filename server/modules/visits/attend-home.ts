import type { z } from 'zod';
import type { AttendanceSource } from '~/generated/prisma/enums';
import { inTransaction, type Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { checkInAttendee } from '~/server/modules/attendance/check-in';
import { checkOutAttendee } from '~/server/modules/attendance/check-out';
import { unsafeLockAttendees, type Attendee } from '~/server/modules/attendance/find-attendee';
import { countAttempt, forgiveAttempt } from '~/server/modules/identity/attempts';
import type { Actor } from '~/server/policy/actor';
import { assertMay } from '~/server/policy/permissions';
import { refuse, Refused } from '~/server/policy/refusal';
import type { AttendHomeInput } from './input';
import { isMagnetCode } from './magnet-code';

type Input = z.output<typeof AttendHomeInput>;

/** A helper says that they have arrived at a private home: by its magnet, or by their word alone. */
export async function arriveAtHome(deps: Deps, actor: Actor, input: Input): Promise<{ id: string }> {
  return atHome(deps, actor, input, (tx, attendee, source) =>
    checkInAttendee(tx, deps, actor, attendee, source),
  );
}

/** The same for leaving: the measured time becomes a service record. */
export async function leaveHome(deps: Deps, actor: Actor, input: Input): Promise<{ id: string }> {
  return atHome(deps, actor, input, (tx, attendee, source) =>
    checkOutAttendee(tx, deps, actor, attendee, { source, breakMinutes: 0 }),
  );
}

/** Attends one's own claim at a private home; a code is the magnet's, and counted as a guess until it is right. */
async function atHome(
  deps: Deps,
  actor: Actor,
  { claim, code }: Input,
  act: (tx: Tx, attendee: Attendee, source: AttendanceSource) => ReturnType<typeof checkInAttendee>,
): Promise<{ id: string }> {
  assertMay(actor, 'attendance.self');
  // Whoever goes in is there themselves.
  const personId = actor.onBehalfOfId === null ? actor.personId : null;
  if (personId === null) return refuse('NOT_ALLOWED');
  if (code !== null) await countAttempt(deps, 'magnet_code', personId);
  const answer = await inTransaction(deps, actor, async (tx) => {
    const [attendee] = await unsafeLockAttendees(tx, [claim]);
    if (attendee?.personId !== personId || attendee.placeKind !== 'private_home') return refuse('NOT_FOUND');
    if (code !== null && !(await isMagnetOf(tx, deps, attendee, code))) refuse('CODE_WRONG');
    const refusal = await act(tx, attendee, code === null ? 'self' : 'magnet');
    if (refusal) refuse(refusal);
    return { id: attendee.claimId };
  }).catch(async (error: unknown) => {
    if (code !== null && !(error instanceof Refused && error.code === 'CODE_WRONG'))
      await forgiveAttempt(deps, 'magnet_code', personId);
    throw error;
  });
  if (code !== null) await forgiveAttempt(deps, 'magnet_code', personId);
  return answer;
}

/** Whether a code is that of the magnet of the person whom a claim serves. */
async function isMagnetOf(tx: Tx, deps: Deps, { needId }: Attendee, code: string): Promise<boolean> {
  const { servedPersonId } = await tx.need.findUniqueOrThrow({
    where: { id: needId },
    select: { servedPersonId: true },
  });
  const magnet =
    servedPersonId === null ? null : await tx.homeMagnet.findUnique({ where: { personId: servedPersonId } });
  return magnet !== null && isMagnetCode(deps, magnet, code);
}
