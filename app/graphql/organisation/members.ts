import { graphql, type ResultOf } from '~/app/graphql/graphql';
import { InvalidParts, RefusalParts } from '~/app/graphql/problems';

/** Who acts for a unit, and as what. */
export const MembersQuery = graphql(`
  query Members($unit: ID!) {
    organisation(id: $unit) {
      id
      name
      memberships {
        id
        role
        createdAt
        person {
          id
          displayName
          mayBeChecked
          identityCheckedUntil
        }
        community {
          id
          name
        }
      }
    }
  }
`);
export type Member = NonNullable<ResultOf<typeof MembersQuery>['organisation']>['memberships'][number];

/** The grids below a committee's community. */
export const GridsQuery = graphql(`
  query Grids($community: ID!) {
    communities(parent: $community) {
      id
      name
    }
  }
`);

export const AddMember = graphql(
  `
    mutation AddMember($input: AddMemberInput!) {
      addMember(input: $input) {
        __typename
        ... on Membership {
          id
        }
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const EndMembership = graphql(
  `
    mutation EndMembership($input: IdInput!) {
      endMembership(input: $input) {
        __typename
        ... on Done {
          done
        }
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);
