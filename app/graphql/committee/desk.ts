import { graphql } from '~/app/graphql/graphql';
import { InvalidParts, RefusalParts } from '~/app/graphql/problems';

/** People of the community, for help at the desk. */
export const PeopleQuery = graphql(`
  query People($search: String) {
    people(search: $search, first: 20) {
      id
      displayName
    }
  }
`);

/** One of them by id; null for who is not theirs to see. */
export const PersonQuery = graphql(`
  query PersonAtDesk($id: ID!) {
    node(id: $id) {
      __typename
      ... on Person {
        id
        displayName
      }
    }
  }
`);

export const IssueSlip = graphql(
  `
    mutation IssueSlip($input: IssueSlipInput!) {
      issueSlip(input: $input) {
        __typename
        ... on Slip {
          memberNumber
          oneTimeCode: code
          personName
          expiresAt
          url
        }
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);
