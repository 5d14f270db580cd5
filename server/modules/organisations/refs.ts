import { builder } from '~/server/graphql/builder';
import { findMemberships, findOrganisations, type MembershipRow, type OrganisationRow } from './queries';

/** An organisation as the caller may see it; a field may answer a row or an id. Null where the caller may not. */
export const OrganisationRef = builder.loadableNodeRef<OrganisationRow, string>('Organisation', {
  id: { resolve: (organisation) => organisation.id },
  load: async (ids, { deps, actor }) => (await findOrganisations(deps, actor, ids)) as OrganisationRow[],
});

/** A person's role in an organisation, seen by that person, the organisation and its committee. */
export const MembershipRef = builder.loadableNodeRef<MembershipRow, string>('Membership', {
  id: { resolve: (membership) => membership.id },
  load: async (ids, { deps, actor }) => (await findMemberships(deps, actor, ids)) as MembershipRow[],
});
