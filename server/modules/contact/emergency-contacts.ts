import type { EmergencyContact } from '~/generated/prisma/client';
import type { Deps } from '~/server/deps';
import type { Actor } from '~/server/policy/actor';
import { assertPerson } from '~/server/policy/permissions';
import { logViews } from './view-contacts';

export type EmergencyContactRow = Pick<
  EmergencyContact,
  'id' | 'personId' | 'name' | 'relationship' | 'phone'
>;

const columns = { id: true, personId: true, name: true, relationship: true, phone: true } as const;

/** Whom to call when something happens to a person, first given first. For callers that may tell. */
export const findEmergencyContacts = (
  deps: Pick<Deps, 'prisma'>,
  personId: string,
): Promise<EmergencyContactRow[]> =>
  deps.prisma.emergencyContact.findMany({
    where: { personId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: columns,
  });

/** The actor's own. */
export const ownEmergencyContacts = (
  deps: Pick<Deps, 'prisma'>,
  actor: Actor,
): Promise<EmergencyContactRow[]> =>
  findEmergencyContacts(deps, assertPerson(actor, 'emergency_contact.edit'));

/** Those of somebody about whom there is an alert that the caller was already let see. Logged for them. */
export async function viewEmergencyContacts(
  deps: Pick<Deps, 'prisma' | 'clock'>,
  actor: Actor,
  personId: string,
): Promise<EmergencyContactRow[]> {
  const contacts = await findEmergencyContacts(deps, personId);
  if (contacts.length > 0) await logViews(deps, actor, [personId], 'emergency_contact');
  return contacts;
}
