import { graphql } from '~/app/graphql/graphql';
import { DraftParts, NeedRowParts } from '~/app/graphql/organisation/needs';
import { InvalidParts, RefusalParts } from '~/app/graphql/problems';

/** Needs a committee has to look at. */
export const ReviewList = graphql(
  `
    query ReviewList($community: ID!, $after: String) {
      needs(filter: { community: $community, status: [in_review], sort: urgent }, first: 25, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          node {
            ...NeedRowParts
            createdAt
            organisation {
              id
              name
              status
            }
          }
        }
      }
    }
  `,
  [NeedRowParts],
);

/** One need as the committee reviews it. */
export const ReviewNeedQuery = graphql(
  `
    query ReviewNeedPage($id: ID!) {
      need(id: $id) {
        ...DraftParts
        filled
        atRisk
        history {
          id
          action
          reason
          at
          actorName
          onBehalfOfName
        }
      }
    }
  `,
  [DraftParts],
);

export const ReviewNeed = graphql(
  `
    mutation ReviewNeed($input: ReviewNeedInput!) {
      reviewNeed(input: $input) {
        __typename
        ... on Need {
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
