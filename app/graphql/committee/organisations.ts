import { graphql, type ResultOf } from '~/app/graphql/graphql';
import { InvalidParts, RefusalParts } from '~/app/graphql/problems';

/** Organisations of a community by status. */
export const OrganisationsQuery = graphql(`
  query Organisations($community: ID, $status: OrganisationStatus, $search: String, $after: String) {
    organisations(community: $community, status: $status, search: $search, first: 25, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          name
          kind
          status
          createdAt
          creditCode
          proposal {
            decision
          }
          community {
            id
            name
          }
        }
      }
    }
  }
`);
export type OrganisationKind = ResultOf<
  typeof OrganisationsQuery
>['organisations']['edges'][number]['node']['kind'];

/** One organisation as its committee reviews it. */
export const OrganisationReview = graphql(`
  query OrganisationReview($id: ID!) {
    organisation(id: $id) {
      id
      name
      kind
      status
      statusReason
      creditCode
      description
      website
      createdAt
      may
      proposal {
        decision
        reason
        at
        proposedBy {
          id
          displayName
        }
      }
      community {
        id
        name
        timeZone
      }
      memberships {
        id
        role
        person {
          id
          displayName
        }
      }
      needs(first: 10) {
        totalCount
        edges {
          node {
            id
            title
            kind
            status
          }
        }
      }
    }
  }
`);

export const DecideOrganisation = graphql(
  `
    mutation DecideOrganisation($input: DecideOrganisationInput!) {
      decideOrganisation(input: $input) {
        __typename
        ... on Organisation {
          id
          status
        }
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);
