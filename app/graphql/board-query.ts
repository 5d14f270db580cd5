import { graphql } from './graphql';
import { NeedCardFields } from './need-card-fields';

/** One page of the board. */
export const BoardQuery = graphql(
  `
    query Board($filter: NeedFilter, $first: Int, $after: String, $signedIn: Boolean!) {
      needs(filter: $filter, first: $first, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          node {
            ...NeedCardFields
            fit @include(if: $signedIn) {
              kind
              text
            }
          }
        }
      }
    }
  `,
  [NeedCardFields],
);

/** What the board's filters offer, and the point that "nearest" counts from. */
export const BoardChoicesQuery = graphql(`
  query BoardChoices {
    communities {
      id
      slug
      name
      localName
      timeZone
      latitude
      longitude
      parent {
        id
      }
    }
    categories {
      id
      key
      name
      parent {
        id
      }
    }
    skills(first: 500) {
      id
      name
    }
    viewer {
      profile {
        homeCommunity {
          id
          latitude
          longitude
        }
      }
    }
  }
`);

/** Outlines of the districts, for the map. */
export const OutlinesQuery = graphql(`
  query Outlines {
    communities {
      name
      level
      boundary
    }
  }
`);
