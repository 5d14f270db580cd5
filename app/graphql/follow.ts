import { graphql, type ResultOf } from './graphql';
import { RefusalParts } from './problems';

const FollowedParts = graphql(`
  fragment FollowedParts on FollowedRequest {
    number
    state
    takenDownAt
    timeZone
    waitingFor
    note
    passedOnTo
    dueAt
    next {
      startsAt
      endsAt
    }
  }
`);
export type FollowedRequest = ResultOf<typeof FollowedParts>;

/** How far a request has come, for whoever has its number and code. */
export const FollowRequestQuery = graphql(
  `
    query FollowRequest($number: String!, $code: String!) {
      followRequest(number: $number, code: $code) {
        __typename
        ...FollowedParts
        ...RefusalParts
      }
    }
  `,
  [FollowedParts, RefusalParts],
);
