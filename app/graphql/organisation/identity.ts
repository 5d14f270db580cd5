import { graphql } from '~/app/graphql/graphql';
import { InvalidParts, RefusalParts } from '~/app/graphql/problems';

/** People of the community, and whose identity document was seen. */
export const PeopleToCheckQuery = graphql(`
  query PeopleToCheck($search: String) {
    people(search: $search, first: 20) {
      id
      displayName
      mayBeChecked
      identityCheckedUntil
    }
  }
`);

export const CheckIdentity = graphql(
  `
    mutation CheckIdentity($input: CheckIdentityInput!) {
      checkIdentity(input: $input) {
        __typename
        ... on Person {
          id
        }
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);
