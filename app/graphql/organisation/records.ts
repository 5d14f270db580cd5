import { graphql, type ResultOf } from '~/app/graphql/graphql';
import { InvalidParts, RefusalParts } from '~/app/graphql/problems';

/** A record as those who confirm or verify it list it: the amount and what it rests on. */
export const RecordRowParts = graphql(`
  fragment RecordRowParts on ServiceRecord {
    id
    state
    origin
    evidenceLevel
    minutes
    startsAt
    endsAt
    activityName
    place
    reason
    recordedAt
    may
    person {
      id
      displayName
    }
    organisation {
      id
      name
    }
    community {
      id
      timeZone
    }
    remarks {
      code
      text
    }
    disputes {
      id
      reason
      openedAt
      resolvedAt
      resolution
      outcome
    }
    claim {
      id
      attendance {
        checkedInAt
        checkedInSource
        checkedOutAt
        checkedOutSource
        walkIn
        breakMinutes
      }
    }
  }
`);
export type RecordRow = ResultOf<typeof RecordRowParts>;

export const RecordsQuery = graphql(
  `
    query Records($filter: ServiceRecordFilter!, $first: Int, $after: String) {
      serviceRecords(filter: $filter, first: $first, after: $after) {
        totalCount
        totalMinutes
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          node {
            ...RecordRowParts
          }
        }
      }
    }
  `,
  [RecordRowParts],
);

export const ConfirmRecord = graphql(
  `
    mutation ConfirmRecord($input: ConfirmServiceRecordInput!) {
      confirmServiceRecord(input: $input) {
        __typename
        ... on ServiceRecord {
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

/** What waits for the unit to confirm: records to look at first, and records nothing is odd about. */
export const ConfirmQueue = graphql(
  `
    query ConfirmQueue($unit: ID!) {
      risky: serviceRecords(
        filter: { organisation: $unit, state: [proposed], withRemarks: true }
        first: 100
      ) {
        totalCount
        edges {
          node {
            ...RecordRowParts
          }
        }
      }
      plain: serviceRecords(
        filter: { organisation: $unit, state: [proposed], withRemarks: false }
        first: 100
      ) {
        totalCount
        edges {
          node {
            ...RecordRowParts
          }
        }
      }
    }
  `,
  [RecordRowParts],
);

export const ConfirmRecords = graphql(
  `
    mutation ConfirmRecords($input: ConfirmServiceRecordsInput!) {
      confirmServiceRecords(input: $input) {
        __typename
        ... on BulkConfirmed {
          count
          refused {
            record {
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
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);
