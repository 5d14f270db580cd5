import { graphql, type ResultOf } from './graphql';
import { InvalidParts, RefusalParts } from './problems';

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
    round
    outcome
    mayTakeBack
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

/** Says how it turned out, for whoever has number and code; answers how far it is then. */
export const JudgeFollowed = graphql(
  `
    mutation JudgeFollowed($input: JudgeFollowedInput!) {
      judgeFollowed(input: $input) {
        __typename
        ...FollowedParts
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [FollowedParts, RefusalParts, InvalidParts],
);

/** Takes it back, for whoever has number and code; answers how far it is then. */
export const TakeBackFollowed = graphql(
  `
    mutation TakeBackFollowed($input: TakeBackFollowedInput!) {
      takeBackFollowed(input: $input) {
        __typename
        ...FollowedParts
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [FollowedParts, RefusalParts, InvalidParts],
);
