import { graphql, type ResultOf } from './graphql';
import { JudgementsParts } from './judging';
import { InvalidParts, RefusalParts } from './problems';
import { RhythmParts } from './series';

/** A task as a volunteer decides on it. */
export const TaskFields = graphql(`
  fragment TaskFields on Task {
    id
    title
    startsAt
    endsAt
    minimumPlaces
    maximumPlaces
    takenPlaces
    freePlaces
    minimumAge
    languages
    needsApproval
    withdrawUntil
    isOpen
    allocation
    drawClosesAt
    cancelledAt
    cancelReason
    requiredSkills {
      id
      name
    }
    usefulSkills {
      id
      name
    }
    myClaim {
      id
      state
      offerUntil
      waitlistPosition
    }
    refusal {
      code
      message
    }
  }
`);

/** A place of a full task that its holder offers to all. */
export const TaskHandOver = graphql(`
  fragment TaskHandOver on Task {
    handOver {
      id
      swapTask {
        id
        title
        startsAt
        endsAt
      }
    }
  }
`);

/** How many wait for a place, and whether somebody hands theirs over, is asked for only where somebody may act on it. */
export type TaskData = ResultOf<typeof TaskFields> &
  Partial<ResultOf<typeof TaskHandOver>> & { waiting?: number };

/** The need's page. */
export const NeedQuery = graphql(
  `
    query Need($id: ID!) {
      need(id: $id) {
        id
        number
        kind
        status
        statusReason
        round
        dueAt
        title
        summary
        bring
        risks
        urgency
        placeKind
        placeName
        latitude
        longitude
        startsAt
        endsAt
        places
        placesTaken
        filled
        atRisk
        may
        isRegular
        series {
          ...RhythmParts
        }
        community {
          name
          timeZone
        }
        organisation {
          id
          name
          status
        }
        category {
          name
          mark
        }
        tasks {
          ...TaskFields
          ...TaskHandOver
          waiting
          helpers {
            claim
            name
          }
        }
        ...JudgementsParts
      }
    }
  `,
  [TaskFields, TaskHandOver, JudgementsParts, RhythmParts],
);

export type NeedData = NonNullable<ResultOf<typeof NeedQuery>['need']>;

export const ClaimTask = graphql(
  `
    mutation ClaimTask($input: ClaimTaskInput!, $key: String) {
      claimTask(input: $input, idempotencyKey: $key) {
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

export const WithdrawClaim = graphql(
  `
    mutation WithdrawClaim($input: WithdrawClaimInput!, $key: String) {
      withdrawClaim(input: $input, idempotencyKey: $key) {
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

export const JoinWaitlist = graphql(
  `
    mutation JoinWaitlist($input: JoinWaitlistInput!, $key: String) {
      joinWaitlist(input: $input, idempotencyKey: $key) {
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

export const AcceptOffer = graphql(
  `
    mutation AcceptOffer($input: AcceptOfferInput!, $key: String) {
      acceptOffer(input: $input, idempotencyKey: $key) {
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

export const DeclineOffer = graphql(
  `
    mutation DeclineOffer($input: DeclineOfferInput!, $key: String) {
      declineOffer(input: $input, idempotencyKey: $key) {
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

/** Which need a number is that of. */
export const NeedNumberQuery = graphql(`
  query NeedNumber($number: String!) {
    needByNumber(number: $number) {
      id
    }
  }
`);
