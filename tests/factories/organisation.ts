import type { Organisation, Prisma, PrismaClient } from '~/generated/prisma/client';
import { newId } from '~/server/database/id';

let count = 0;

/** A verified organisation registered in a community; a committee when `committeeOfId` is given. */
export function createOrganisation(
  prisma: PrismaClient,
  overrides: Partial<Prisma.OrganisationUncheckedCreateInput> & { communityId: string },
): Promise<Organisation> {
  count += 1;
  return prisma.organisation.create({
    data: {
      id: newId(),
      kind: overrides.committeeOfId ? 'committee' : 'social_organisation',
      name: `Neighbours' Kitchen ${count}`,
      status: 'verified',
      ...overrides,
    },
  });
}
