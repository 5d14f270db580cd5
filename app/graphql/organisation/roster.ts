import { graphql, type ResultOf } from '~/app/graphql/graphql';
import { InvalidParts, RefusalParts } from '~/app/graphql/problems';

/** Who stands on the roster of a task. */
export const RosterQuery = graphql(`
  query Roster($id: ID!) {
    task(id: $id) {
      id
      title
      startsAt
      endsAt
      minimumPlaces
      maximumPlaces
      takenPlaces
      freePlaces
      cancelledAt
      need {
        id
        title
        number
        placeName
        bring
        risks
        organisation {
          id
          name
        }
        community {
          id
          name
          timeZone
        }
      }
      claims {
        id
        state
        createdAt
        stateSince
        reason
        person {
          id
          displayName
        }
        attendance {
          checkedInAt
          checkedInSource
          checkedOutAt
          walkIn
          breakMinutes
        }
        record {
          id
          state
          minutes
        }
      }
      checkInCode {
        digits
        url
        validUntil
      }
    }
  }
`);
export type RosterTask = NonNullable<ResultOf<typeof RosterQuery>['task']>;
export type RosterClaim = NonNullable<RosterTask['claims']>[number];

/** The rotating code alone, for the screen volunteers scan. */
export const CodeQuery = graphql(`
  query Code($id: ID!) {
    task(id: $id) {
      id
      title
      startsAt
      endsAt
      need {
        id
        title
        placeName
        community {
          id
          timeZone
        }
      }
      checkInCode {
        digits
        url
        validUntil
      }
    }
  }
`);

export const CheckIn = graphql(
  `
    mutation RosterCheckIn($input: CheckInInput!) {
      checkIn(input: $input) {
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

export const CheckOut = graphql(
  `
    mutation RosterCheckOut($input: CheckOutInput!) {
      checkOut(input: $input) {
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

export const DecideClaim = graphql(
  `
    mutation DecideClaim($input: DecideClaimInput!) {
      decideClaim(input: $input) {
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
