import type { Prisma } from '~/generated/prisma/client';
import type { Actor } from '~/server/policy/actor';
import { scopeFor } from '~/server/policy/permissions';

/** The `where` of organisations whose memberships the actor manages: a coordinator's own, and those of a committee's community. */
export const managedOrganisations = (actor: Actor): Prisma.OrganisationWhereInput => ({
  OR: scopeFor(actor, 'organisation.members').flatMap(
    ({ organisationId, communityId }): Prisma.OrganisationWhereInput[] => [
      ...(organisationId ? [{ id: organisationId }] : []),
      ...(communityId ? [{ communityId }] : []),
    ],
  ),
});
