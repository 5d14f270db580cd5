import { graphql } from '~/app/graphql/graphql';
import { InvalidParts, RefusalParts } from '~/app/graphql/problems';

/** The times that count in a community, and the categories they may be set for. */
export const StandardsQuery = graphql(`
  query Standards($community: ID!) {
    node(id: $community) {
      __typename
      ... on Community {
        id
        serviceTimes {
          category {
            id
            name
          }
          setBy {
            id
            name
          }
          responseMinutes
          dueMinutes
        }
        judgementDays
      }
    }
    categories {
      id
      name
      parent {
        id
      }
    }
  }
`);

export const SetServiceTime = graphql(
  `
    mutation SetServiceTime($input: SetServiceTimeInput!) {
      setServiceTime(input: $input) {
        __typename
        ... on Community {
          id
        }
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);
