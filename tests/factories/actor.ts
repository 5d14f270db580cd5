import type { Organisation, PrismaClient } from '~/generated/prisma/client';
import type { MembershipRole } from '~/generated/prisma/enums';
import { newId } from '~/server/database/id';
import { anonymous, type Actor } from '~/server/policy/actor';
import { createPerson } from './person';

/** An actor for an existing person, without an account. */
export const actorFor = (personId: string): Actor => ({ ...anonymous(), personId });

/** A person with a role in a unit, acting under it. */
export async function createMember(
  prisma: PrismaClient,
  organisation: Pick<Organisation, 'id' | 'committeeOfId'>,
  role: MembershipRole,
  personId?: string,
): Promise<Actor & { personId: string }> {
  const person = personId ?? (await createPerson(prisma)).id;
  const membership = await prisma.membership.create({
    data: { id: newId(), personId: person, organisationId: organisation.id, role },
  });
  const communityId = organisation.committeeOfId;
  const grids = communityId
    ? await prisma.communityAncestor.findMany({
        where: { ancestorId: communityId, OR: [{ depth: 0 }, { community: { level: 'grid' } }] },
      })
    : [];
  return {
    ...actorFor(person),
    personId: person,
    membership: {
      id: membership.id,
      role,
      organisationId: organisation.id,
      organisationVerified: true,
      communityId,
      communityIds: grids.map((row) => row.communityId),
    },
  };
}
