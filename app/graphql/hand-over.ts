import { graphql, type ResultOf } from './graphql';
import { InvalidParts, RefusalParts } from './problems';

/** A task as somebody decides on it who was not looking for it. */
const HandOverTask = graphql(`
  fragment HandOverTask on Task {
    id
    title
    startsAt
    endsAt
    minimumAge
    languages
    needsApproval
    requiredSkills {
      id
      name
    }
    usefulSkills {
      id
      name
    }
    need {
      id
      title
      placeName
      placeKind
      community {
        name
        timeZone
      }
    }
  }
`);

export type HandOverTaskData = ResultOf<typeof HandOverTask>;

/** An offered place as whoever may take it sees it. */
export const OfferedPlace = graphql(
  `
    fragment OfferedPlace on HandOver {
      id
      to
      giverName
      askedUntil
      task {
        ...HandOverTask
      }
      swapTask {
        ...HandOverTask
      }
    }
  `,
  [HandOverTask],
);

export type OfferedPlaceData = ResultOf<typeof OfferedPlace>;

/** What the page to hand one's place over needs. */
export const HandOverPageQuery = graphql(
  `
    query HandOverPage($claim: ID!) {
      viewer {
        person {
          id
        }
      }
      claim(id: $claim) {
        id
        state
        handOver {
          id
          to
          state
          code
          askedUntil
          swapTask {
            ...HandOverTask
          }
        }
        handOverPeople {
          claim
          name
          task {
            ...HandOverTask
          }
        }
        swapTasks {
          ...HandOverTask
        }
        task {
          ...HandOverTask
          myClaim {
            id
          }
        }
      }
    }
  `,
  [HandOverTask],
);

/** What a link leads to. */
export const HandOverLinkQuery = graphql(
  `
    query HandOverLink($code: String!) {
      handOver(code: $code) {
        ...OfferedPlace
      }
    }
  `,
  [OfferedPlace],
);

export const OfferHandOver = graphql(
  `
    mutation OfferHandOver($input: OfferHandOverInput!, $key: String) {
      offerHandOver(input: $input, idempotencyKey: $key) {
        __typename
        ... on Claim {
          id
        }
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const TakeBackHandOver = graphql(
  `
    mutation TakeBackHandOver($input: AnswerHandOverInput!, $key: String) {
      takeBackHandOver(input: $input, idempotencyKey: $key) {
        __typename
        ... on Claim {
          id
        }
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const TakeHandOver = graphql(
  `
    mutation TakeHandOver($input: TakeHandOverInput!, $key: String) {
      takeHandOver(input: $input, idempotencyKey: $key) {
        __typename
        ... on Claim {
          id
          state
        }
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const DeclineHandOver = graphql(
  `
    mutation DeclineHandOver($input: AnswerHandOverInput!, $key: String) {
      declineHandOver(input: $input, idempotencyKey: $key) {
        __typename
        ... on AnsweredHandOver {
          handOver
        }
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);
