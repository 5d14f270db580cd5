import type { ContactKind } from '~/generated/prisma/enums';
import { newId } from '~/server/database/id';
import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { concernedPersonId, type Actor } from '~/server/policy/actor';
import { assertMay, assertPerson, reaches } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import { ageOn } from './rules';

export interface ContactPointRow {
  readonly id: string;
  readonly kind: ContactKind;
  readonly value: string;
  readonly verified: boolean;
}

export const shownContactPoint = (row: {
  id: string;
  kind: ContactKind;
  value: string;
  verifiedAt: Date | null;
}): ContactPointRow => ({
  id: row.id,
  kind: row.kind,
  value: row.value,
  verified: row.verifiedAt !== null,
});

/** The actor's own ways to be reached. */
export async function ownContactPoints(deps: Pick<Deps, 'prisma'>, actor: Actor): Promise<ContactPointRow[]> {
  if (actor.personId === null) return [];
  const rows = await deps.prisma.contactPoint.findMany({
    where: { personId: actor.personId },
    orderBy: { createdAt: 'asc' },
  });
  return rows.map(shownContactPoint);
}

/** How many phones and e-mail addresses a person has. For rules. */
export const countContactPoints = (tx: Pick<Tx, 'contactPoint'>, personId: string): Promise<number> =>
  tx.contactPoint.count({ where: { personId } });

/** How many phones a person has. For rules. */
export const countPhones = (tx: Pick<Tx, 'contactPoint'>, personId: string): Promise<number> =>
  tx.contactPoint.count({ where: { personId, kind: 'phone' } });

/**
 * Another person's phones and e-mail addresses, for an officer of their community. Needs a reason, and every view is logged
 * where that person and their worker can read it.
 */
export async function viewContactPoints(
  deps: Pick<Deps, 'prisma' | 'clock'>,
  actor: Actor,
  input: { personId: string; reason: string },
): Promise<ContactPointRow[]> {
  assertMay(actor, 'contact.read');
  const viewerId = actor.personId ?? refuse('NOT_SIGNED_IN');
  const person = await deps.prisma.person.findUnique({
    where: { id: input.personId },
    select: { id: true, homeCommunityId: true },
  });
  const allowed =
    person && reaches(actor, 'contact.read', { personId: person.id, communityId: person.homeCommunityId });
  if (!allowed) refuse('NOT_FOUND');
  if (input.personId !== concernedPersonId(actor) && input.reason.trim() === '') refuse('REASON_NEEDED');
  return deps.prisma.$transaction(async (tx) => {
    await logContactView(tx, deps, {
      viewerId,
      subjectId: person.id,
      what: 'contact_points',
      reason: input.reason,
    });
    const rows = await tx.contactPoint.findMany({
      where: { personId: person.id },
      orderBy: { createdAt: 'asc' },
    });
    return rows.map(shownContactPoint);
  });
}

/** Writes down that somebody saw contact or care data of another person. Own data is not logged. */
export async function logContactView(
  tx: Pick<Tx, 'contactView'>,
  deps: Pick<Deps, 'clock'>,
  view: { viewerId: string; subjectId: string; what: string; reason?: string | null },
): Promise<void> {
  if (view.viewerId === view.subjectId) return;
  await tx.contactView.create({
    data: { id: newId(), ...view, reason: view.reason ?? null, at: deps.clock.now() },
  });
}

export interface ContactViewRow {
  readonly id: string;
  readonly viewerId: string;
  readonly what: string;
  readonly reason: string | null;
  /** True for what was asked for and not shown. */
  readonly refused: boolean;
  readonly at: Date;
}

const viewColumns = { id: true, viewerId: true, what: true, reason: true, refused: true, at: true } as const;

/** Who has seen the actor's own contact and care data, latest first. */
export async function viewsOfMyContact(deps: Pick<Deps, 'prisma'>, actor: Actor): Promise<ContactViewRow[]> {
  return unsafeViewsOf(deps, assertPerson(actor, 'contact.read'));
}

/** Who has seen the contact and care data of a person whose file the caller was already let open, latest first. */
export async function unsafeViewsOf(deps: Pick<Deps, 'prisma'>, personId: string): Promise<ContactViewRow[]> {
  // What was looked at while nobody had said yet that it was this person.
  const reported = await deps.prisma.$queryRaw<{ id: string }[]>`
    SELECT named.id FROM "Intake" i JOIN "ReportedPerson" named ON named."intakeId" = i.id
    WHERE (named.part = 'requester' AND i."requesterId" = ${personId}::uuid)
      OR (named.part = 'served' AND i."servedPersonId" = ${personId}::uuid)`;
  return deps.prisma.contactView.findMany({
    where: { subjectId: { in: [personId, ...reported.map(({ id }) => id)] } },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    take: 100,
    select: viewColumns,
  });
}

/** The actor's own birth date, `2001-03-31`; null when none is on file. Nobody else reads it, not even whoever acts for them. */
export async function ownBirthDate(deps: Pick<Deps, 'prisma'>, actor: Actor): Promise<string | null> {
  if (actor.personId === null || actor.onBehalfOfId !== null) return null;
  const detail = await deps.prisma.personalDetail.findUnique({
    where: { personId: actor.personId },
    select: { birthDate: true },
  });
  return detail?.birthDate?.toISOString().slice(0, 10) ?? null;
}

/** A person's age on a day, or null when no birth date is on file. For rules; the date itself is not shown. */
export async function findAge(
  tx: Pick<Tx, 'personalDetail'>,
  personId: string,
  day: Date,
): Promise<number | null> {
  const detail = await tx.personalDetail.findUnique({ where: { personId }, select: { birthDate: true } });
  return detail?.birthDate ? ageOn(detail.birthDate, day) : null;
}

/** Until when the identity check of each person counts, in the order of the ids; null where none does now. For callers that may tell. */
export async function findIdentityChecks(
  deps: Pick<Deps, 'prisma' | 'clock'>,
  personIds: readonly string[],
): Promise<(Date | null)[]> {
  const now = deps.clock.now();
  const rows = await deps.prisma.identityCheck.groupBy({
    by: ['personId'],
    where: { personId: { in: [...personIds] }, checkedAt: { lte: now }, expiresAt: { gt: now } },
    _max: { expiresAt: true },
  });
  const until = new Map(rows.map((row) => [row.personId, row._max.expiresAt]));
  return personIds.map((id) => until.get(id) ?? null);
}

/** Whether an organisation or an officer has seen the person's identity document and that still counts. For rules. */
export async function isIdentityChecked(
  tx: Pick<Tx, 'identityCheck'>,
  personId: string,
  at: Date,
): Promise<boolean> {
  const check = await tx.identityCheck.findFirst({
    where: { personId, checkedAt: { lte: at }, expiresAt: { gt: at } },
    select: { id: true },
  });
  return check !== null;
}
