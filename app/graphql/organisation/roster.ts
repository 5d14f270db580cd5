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
      minimumAge
      takenPlaces
      freePlaces
      cancelledAt
      need {
        id
        title
        number
        placeKind
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
        coming
        createdAt
        stateSince
        reason
        withdrawnAs
        offerUntil
        waitlistPosition
        note
        person {
          id
          displayName
        }
        attendance {
          checkedInAt
          checkedInSource
          checkedInHeardAt
          checkedOutAt
          checkedOutHeardAt
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

/** People of a name who may have walked in. */
export const WalkInQuery = graphql(`
  query WalkIn($id: ID!, $name: String!) {
    task(id: $id) {
      id
      title
      startsAt
      endsAt
      freePlaces
      maximumPlaces
      minimumAge
      claims {
        id
      }
      need {
        id
        title
        community {
          id
          timeZone
        }
      }
      walkInCandidates(name: $name) {
        lastServedAt
        person {
          id
          displayName
        }
      }
    }
  }
`);

export const AddWalkIn = graphql(
  `
    mutation AddWalkIn($input: AddWalkInInput!, $key: String) {
      addWalkIn(input: $input, idempotencyKey: $key) {
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

/** Those of several who were refused, by name. */
const CheckedParts = graphql(`
  fragment CheckedParts on CheckedMany {
    count
    refused {
      claim {
        id
        person {
          id
          displayName
        }
      }
      refusal {
        message
      }
    }
  }
`);

export const CheckInMany = graphql(
  `
    mutation RosterCheckInMany($input: CheckInManyInput!) {
      checkInMany(input: $input) {
        __typename
        ...CheckedParts
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [CheckedParts, RefusalParts, InvalidParts],
);

export const CheckOutMany = graphql(
  `
    mutation RosterCheckOutMany($input: CheckOutManyInput!) {
      checkOutMany(input: $input) {
        __typename
        ...CheckedParts
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [CheckedParts, RefusalParts, InvalidParts],
);

export const MarkNoShow = graphql(
  `
    mutation MarkNoShow($input: NoShowInput!) {
      markNoShow(input: $input) {
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

export const UndoNoShow = graphql(
  `
    mutation UndoNoShow($input: NoShowInput!) {
      undoNoShow(input: $input) {
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

export const NoteClaim = graphql(
  `
    mutation NoteClaim($input: NoteClaimInput!) {
      noteClaim(input: $input) {
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
