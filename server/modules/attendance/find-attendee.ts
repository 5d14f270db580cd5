import type { AttendanceSource, ClaimState, PlaceKind } from '~/generated/prisma/enums';
import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { concernedPersonId, type Actor } from '~/server/policy/actor';
import { assertMay, assertPerson, reaches } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import { isCurrentCode } from './rules';

/** A locked claim with what check-in and check-out need to know. */
export interface Attendee {
  readonly claimId: string;
  readonly personId: string;
  readonly state: ClaimState;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly taskId: string;
  readonly needId: string;
  readonly communityId: string;
  readonly organisationId: string | null;
  readonly placeKind: PlaceKind;
}

export interface AttendeeInput {
  readonly task?: string | null | undefined;
  readonly code?: string | null | undefined;
  readonly claim?: string | null | undefined;
}

/**
 * Refuses a missing permission and a wrong code. A claim names someone else's attendance and is for whoever runs the day; a
 * task with its code is for the volunteer on site.
 */
export async function assertMayAttend(tx: Tx, deps: Deps, actor: Actor, input: AttendeeInput): Promise<void> {
  if (input.claim) return assertMay(actor, 'attendance.record');
  assertMay(actor, 'attendance.self');
  const taskId = input.task ?? refuse('NOT_FOUND');
  const task = await tx.task.findUnique({ where: { id: taskId }, select: { checkInSecret: true } });
  if (task && isCurrentCode(task.checkInSecret, input.code ?? '', deps.clock.now())) return;
  refuse('CODE_WRONG');
}

/** Locks the claim meant by the input, within the actor's reach, and says what vouches for it. */
export async function lockAttendee(
  tx: Tx,
  actor: Actor,
  input: AttendeeInput,
): Promise<{ attendee: Attendee; source: AttendanceSource }> {
  const attendee = input.claim
    ? await lockByClaim(tx, input.claim)
    : await lockOwn(tx, actor, input.task ?? '');
  if (!attendee) return refuse('NOT_FOUND');
  if (!input.claim) return { attendee, source: 'code' };
  const refusal = vouchingRefusal(actor, attendee);
  if (refusal) refuse(refusal);
  return { attendee, source: sourceOf(actor) };
}

/** What stands in the way of vouching for one attendee; null when nothing does. With the code on site one vouches for oneself. */
export function vouchingRefusal(
  actor: Actor,
  attendee: Pick<Attendee, 'personId' | 'organisationId' | 'communityId'>,
): 'NOT_FOUND' | 'OWN_HOURS' | null {
  if (!reaches(actor, 'attendance.record', { ...attendee, personId: null })) return 'NOT_FOUND';
  const own = attendee.personId === actor.personId || attendee.personId === concernedPersonId(actor);
  return own ? 'OWN_HOURS' : null;
}

/** The actor by the channel on which they were told: the telephone, where somebody rang to say so. */
export const told = (
  actor: Actor,
  { claim, byPhone }: { claim?: string | null | undefined; byPhone?: boolean | null | undefined },
): Actor => (claim && byPhone ? { ...actor, channel: 'phone' } : actor);

/** Who vouches when whoever runs the day checks somebody in or out. */
export const sourceOf = (actor: Actor): AttendanceSource =>
  actor.membership?.communityId ? 'officer' : 'coordinator';

const columns = `c.id AS "claimId", c."personId", c.state, c."startsAt", c."endsAt", c."taskId", t."needId",
  n."communityId", n."organisationId", n."placeKind"`;
const tables = `"Claim" c JOIN "Task" t ON t.id = c."taskId" JOIN "Need" n ON n.id = t."needId"`;

async function lockByClaim(tx: Tx, claimId: string): Promise<Attendee | null> {
  return (await unsafeLockAttendees(tx, [claimId]))[0] ?? null;
}

/** Locks claims in the order of their ids and reads them as they then are. Says nothing about who may see them. */
export async function unsafeLockAttendees(tx: Tx, claimIds: readonly string[]): Promise<Attendee[]> {
  return tx.$queryRawUnsafe<Attendee[]>(
    `SELECT ${columns} FROM ${tables} WHERE c.id = ANY($1::uuid[]) AND c."personId" IS NOT NULL
     ORDER BY c.id FOR UPDATE OF c`,
    claimIds,
  );
}

/** The person's own claim of the task; of several, the one that still counts. */
async function lockOwn(tx: Tx, actor: Actor, taskId: string): Promise<Attendee | null> {
  const rows = await tx.$queryRawUnsafe<Attendee[]>(
    `SELECT ${columns} FROM ${tables} WHERE c."taskId" = $1::uuid AND c."personId" = $2::uuid
     ORDER BY c.state IN ('confirmed', 'checked_in', 'attended') DESC, c."createdAt" DESC LIMIT 1 FOR UPDATE OF c`,
    taskId,
    assertPerson(actor, 'attendance.self'),
  );
  return rows[0] ?? null;
}
