import type { Deps } from '~/server/deps';
import type { Actor } from '~/server/policy/actor';
import { assertMay, reaches } from '~/server/policy/permissions';
import { unsafeCareNotesOf, hasHealthConsent, type CareNoteRow } from './care-notes';
import { findEmergencyContacts, type EmergencyContactRow } from './emergency-contacts';
import { shownContactPoint, type ContactPointRow } from './queries';
import { logViews, type PlaceRow } from './view-contacts';

/** A resident as their committee keeps them: how to reach them, where they live, what to mind. */
export interface PersonFileRow {
  readonly personId: string;
  readonly communityId: string;
  readonly contactPoints: readonly ContactPointRow[];
  readonly home: PlaceRow | null;
  readonly careNotes: readonly CareNoteRow[];
  /** Whether they agreed to notes for those who help them. */
  readonly healthConsent: boolean;
  readonly emergencyContacts: readonly EmergencyContactRow[];
}

/** The file of a resident of the committee's communities; null for anybody else. Opening it is logged. */
export async function viewPersonFile(
  deps: Pick<Deps, 'prisma' | 'clock'>,
  actor: Actor,
  personId: string,
): Promise<PersonFileRow | null> {
  assertMay(actor, 'person.file');
  const person = await deps.prisma.person.findUnique({
    where: { id: personId },
    select: { homeCommunityId: true, status: true },
  });
  const communityId = person?.homeCommunityId;
  if (!communityId || person.status === 'erased') return null;
  if (!reaches(actor, 'person.file', { communityId })) return null;
  await logViews(deps, actor, [personId], 'person_file');
  const [points, home, careNotes, healthConsent, emergencyContacts] = await Promise.all([
    deps.prisma.contactPoint.findMany({
      where: { personId },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    }),
    deps.prisma.address.findFirst({
      where: { personId, needId: null, intakeId: null },
      select: { building: true, door: true },
    }),
    unsafeCareNotesOf(deps, personId),
    hasHealthConsent(deps.prisma, personId),
    findEmergencyContacts(deps, personId),
  ]);
  const contactPoints = points.map(shownContactPoint);
  return { personId, communityId, contactPoints, home, careNotes, healthConsent, emergencyContacts };
}
