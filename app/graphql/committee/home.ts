import { graphql, type ResultOf } from '~/app/graphql/graphql';

/** The tasks of a community in a stretch of time, against the places they have. */
export const CoverageQuery = graphql(`
  query Coverage($filter: NeedFilter!, $after: String) {
    needs(filter: $filter, first: 50, after: $after) {
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          title
          placeName
          organisation {
            id
            name
          }
          tasks {
            id
            title
            startsAt
            endsAt
            minimumPlaces
            maximumPlaces
            takenPlaces
            cancelledAt
          }
        }
      }
    }
  }
`);
export type CoverageNeed = ResultOf<typeof CoverageQuery>['needs']['edges'][number]['node'];

/** How many calls and records wait for a committee, and how many minutes those come to. */
export const ToVerify = graphql(`
  query ToVerify($community: ID!, $calls: Boolean!, $care: Boolean!) {
    alerts: visitAlerts @include(if: $calls) {
      id
      raisedAt
    }
    care: careToDo @include(if: $care) {
      notReached
      late
      consentPast
    }
    calls: intakes(filter: { callBack: true }, first: 1) @include(if: $calls) {
      totalCount
      edges {
        node {
          id
          callBackAt
        }
      }
    }
    toAsk: needsToAsk @include(if: $calls) {
      closesAt
    }
    toPlan: needsToPlanAgain @include(if: $calls) {
      id
      dueAt
    }
    toReview: intakes(filter: { review: true }, first: 1) @include(if: $calls) {
      totalCount
      edges {
        node {
          id
          createdAt
          respondBy
        }
      }
    }
    sources: intakeSources @include(if: $calls) {
      id
      state
    }
    proxiesToConfirm @include(if: $calls) {
      id
      createdAt
    }
    risky: serviceRecords(
      filter: { community: $community, state: [confirmed], withRemarks: true }
      first: 1
    ) {
      totalCount
    }
    all: serviceRecords(filter: { community: $community, state: [confirmed] }, first: 1) {
      totalCount
      totalMinutes
    }
    disputed: serviceRecords(filter: { community: $community, state: [disputed] }, first: 1) {
      totalCount
      edges {
        node {
          id
          disputes {
            id
            openedAt
          }
        }
      }
    }
  }
`);
