import { graphql, type ResultOf } from '~/app/graphql/graphql';
import { InvalidParts, RefusalParts } from '~/app/graphql/problems';

const Branch = graphql(`
  fragment Branch on Community {
    id
    name
    level
    committee {
      id
      name
    }
  }
`);
export type Branch = ResultOf<typeof Branch> & { readonly children?: readonly Branch[] };

/** A committee's own community, what it says of itself, and everything below it: there are five levels. */
export const CommunitiesBelow = graphql(
  `
    query CommunitiesBelow($community: ID!) {
      node(id: $community) {
        __typename
        ... on Community {
          id
          level
          reviewVerifiedUnits
          visitAlertMinutes
        }
      }
      communities(parent: $community) {
        ...Branch
        children {
          ...Branch
          children {
            ...Branch
            children {
              ...Branch
            }
          }
        }
      }
    }
  `,
  [Branch],
);

export const AddCommunity = graphql(
  `
    mutation AddCommunity($input: AddCommunityInput!, $key: String) {
      addCommunity(input: $input, idempotencyKey: $key) {
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

export const SetCommunitySettings = graphql(
  `
    mutation SetCommunitySettings($input: SetCommunitySettingsInput!) {
      setCommunitySettings(input: $input) {
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
