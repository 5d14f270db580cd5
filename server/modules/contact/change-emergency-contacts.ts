import type { z } from 'zod';
import { newId } from '~/server/database/id';
import { inTransaction, type Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import { communitySetting } from '~/server/modules/communities/settings';
import type { Actor } from '~/server/policy/actor';
import { assertMay, assertPerson, personFor } from '~/server/policy/permissions';
import { InvalidInput, refuse } from '~/server/policy/refusal';
import type { AddEmergencyContactInput } from './file-input';
import { residentOf } from './resident-of';
import { phonesIn } from './rules';

/** More than anybody calls. */
const most = 5;

/** Writes down whom to call when something happens: to the actor's own person, or to a resident of the committee's. */
export async function addEmergencyContact(
  deps: Deps,
  actor: Actor,
  input: z.output<typeof AddEmergencyContactInput>,
): Promise<{ personId: string }> {
  assertMay(actor, 'emergency_contact.edit');
  const whose = await whoseContacts(
    deps.prisma,
    actor,
    input.person ?? assertPerson(actor, 'emergency_contact.edit'),
  );
  const country = whose.communityId ? await communitySetting(deps, whose.communityId, 'country') : 'CN';
  const [phone = ''] = phonesIn(input.phone, country);
  return inTransaction(deps, actor, async (tx) => {
    await tx.$queryRaw`SELECT FROM "Person" WHERE id = ${whose.personId}::uuid FOR NO KEY UPDATE`;
    if ((await tx.emergencyContact.count({ where: { personId: whose.personId } })) >= most)
      throw new InvalidInput([{ path: ['name'], message: 'server_emergency_contacts_enough' }]);
    await tx.emergencyContact.create({
      data: {
        id: newId(),
        personId: whose.personId,
        name: input.name,
        relationship: input.relationship,
        phone,
        createdAt: deps.clock.now(),
      },
    });
    await tellOf(tx, deps, actor, whose, 'person:emergency_contact_added');
    return { personId: whose.personId };
  });
}

/** Takes one of them away. */
export async function removeEmergencyContact(
  deps: Deps,
  actor: Actor,
  input: { id: string },
): Promise<{ personId: string }> {
  assertMay(actor, 'emergency_contact.edit');
  return inTransaction(deps, actor, async (tx) => {
    const contact = await tx.emergencyContact.findUnique({ where: { id: input.id } });
    if (!contact) return refuse('NOT_FOUND');
    const whose = await whoseContacts(tx, actor, contact.personId);
    const { count } = await tx.emergencyContact.deleteMany({ where: { id: contact.id } });
    if (count === 0) refuse('NOT_FOUND');
    await tellOf(tx, deps, actor, whose, 'person:emergency_contact_removed');
    return { personId: whose.personId };
  });
}

interface Whose {
  readonly personId: string;
  readonly communityId: string | null;
}

async function whoseContacts(tx: Pick<Tx, 'person'>, actor: Actor, personId: string): Promise<Whose> {
  if (personId !== personFor(actor, 'emergency_contact.edit'))
    return residentOf(tx, actor, 'emergency_contact.edit', personId);
  const person = await tx.person.findUniqueOrThrow({
    where: { id: personId },
    select: { homeCommunityId: true },
  });
  return { personId, communityId: person.homeCommunityId };
}

const tellOf = (
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  actor: Actor,
  { personId, communityId }: Whose,
  type: 'person:emergency_contact_added' | 'person:emergency_contact_removed',
): Promise<void> =>
  recordChange(tx, deps, actor, {
    type,
    subjectType: 'person',
    subjectId: personId,
    payload: { personId },
    feeds: [`person:${personId}`, ...(communityId ? [`community:${communityId}` as const] : [])],
  });
