import { graphql, type ResultOf } from './graphql';
import { OfferedPlace } from './hand-over';
import { TaskFields } from './need-query';
import { InvalidParts, RefusalParts } from './problems';

export const SuggestionsQuery = graphql(
  `
    query Suggestions($first: Int) {
      viewer {
        profile {
          languages
          skills {
            id
          }
          availability {
            weekday
          }
          homeCommunity {
            id
          }
        }
      }
      handOversToAll(first: 5) {
        ...OfferedPlace
      }
      suggestions(first: $first) {
        score
        reasons {
          kind
          text
        }
        task {
          ...TaskFields
          need {
            id
            title
            placeName
            community {
              name
              timeZone
            }
            category {
              name
              mark
            }
          }
        }
      }
    }
  `,
  [TaskFields, OfferedPlace],
);

export type Suggestion = ResultOf<typeof SuggestionsQuery>['suggestions'][number];

export const MyClaimFields = graphql(`
  fragment MyClaimFields on Claim {
    id
    state
    coming
    reason
    offerUntil
    waitlistPosition
    withdrawnAs
    handOver {
      id
      state
    }
    attendance {
      checkedInAt
      checkedOutAt
    }
    task {
      id
      title
      startsAt
      endsAt
      withdrawUntil
      freePlaces
      allocation
      drawClosesAt
      cancelledAt
      regularVisit {
        id
        outcome
      }
      need {
        id
        title
        placeKind
        placeName
        bring
        community {
          name
          timeZone
        }
      }
    }
  }
`);

export type MyClaim = ResultOf<typeof MyClaimFields>;
export type MyRegularVisits = ResultOf<typeof MyClaimsQuery>['myRegularVisits'];

export const MyClaimsQuery = graphql(
  `
    query MyClaims($past: Boolean, $after: String) {
      viewer {
        may
        person {
          id
        }
      }
      calendarFeed(kind: person) {
        id
        kind
        createdAt
        lastReadAt
      }
      handOversToMe {
        ...OfferedPlace
      }
      myRegularVisits {
        id
        interval
        startMinute
        nextDueOn
        daysLate
        community {
          name
        }
      }
      myClaims(past: $past, first: 20, after: $after) {
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          node {
            ...MyClaimFields
          }
        }
      }
    }
  `,
  [MyClaimFields, OfferedPlace],
);

export const RegularVisitQuery = graphql(`
  query RegularVisit($id: ID!) {
    viewer {
      person {
        id
      }
    }
    task(id: $id) {
      id
      startsAt
      endsAt
      regularVisit {
        id
        outcome
      }
      need {
        id
        community {
          name
          timeZone
        }
      }
    }
  }
`);

export const CheckInTaskQuery = graphql(`
  query CheckInTask($id: ID!) {
    viewer {
      person {
        id
      }
    }
    task(id: $id) {
      id
      title
      startsAt
      endsAt
      myClaim {
        id
        state
        attendance {
          checkedInAt
          checkedOutAt
        }
      }
      need {
        id
        title
        placeName
        community {
          name
          timeZone
        }
      }
    }
  }
`);

export const CheckIn = graphql(
  `
    mutation CheckIn($input: CheckInInput!) {
      checkIn(input: $input) {
        __typename
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const CheckOut = graphql(
  `
    mutation CheckOut($input: CheckOutInput!) {
      checkOut(input: $input) {
        __typename
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const NoticesQuery = graphql(`
  query Notices {
    viewer {
      person {
        id
      }
      profile {
        homeCommunity {
          timeZone
        }
      }
    }
    notices(first: 50) {
      id
      text
      url
      createdAt
      readAt
    }
  }
`);

export const MarkNoticesRead = graphql(`
  mutation MarkNoticesRead {
    markNoticesRead {
      __typename
    }
  }
`);
