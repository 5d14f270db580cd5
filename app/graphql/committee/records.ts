import { graphql, type ResultOf } from '~/app/graphql/graphql';
import { RecordRowParts } from '~/app/graphql/organisation/records';
import { InvalidParts, RefusalParts } from '~/app/graphql/problems';

/** What waits for a verifier: records to look at first, and records nothing is odd about. */
export const VerifyQueue = graphql(
  `
    query VerifyQueue($community: ID!) {
      risky: serviceRecords(
        filter: { community: $community, state: [confirmed], withRemarks: true }
        first: 50
      ) {
        totalCount
        edges {
          node {
            ...RecordRowParts
          }
        }
      }
      plain: serviceRecords(
        filter: { community: $community, state: [confirmed], withRemarks: false }
        first: 100
      ) {
        totalCount
        totalMinutes
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

const FullRecordParts = graphql(
  `
    fragment FullRecordParts on ServiceRecord {
      ...RecordRowParts
      content
      confirmedAt
      verifiedAt
      need {
        id
        title
      }
      recorder {
        id
        displayName
      }
      confirmer {
        id
        displayName
      }
      verifier {
        id
        displayName
      }
      ledger {
        id
        index
        kind
        minutes
        hash
        at
      }
      history {
        id
        action
        reason
        at
        actorName
        onBehalfOfName
      }
    }
  `,
  [RecordRowParts],
);
export type FullRecord = ResultOf<typeof FullRecordParts>;

/** One record beside everything it rests on. */
export const RecordPage = graphql(
  `
    query RecordPage($id: ID!) {
      serviceRecord(id: $id) {
        ...FullRecordParts
      }
    }
  `,
  [FullRecordParts],
);

/** The same of a community below, once and with the reason. */
export const OpenRecord = graphql(
  `
    mutation OpenRecord($input: OpenServiceRecordInput!) {
      openServiceRecord(input: $input) {
        __typename
        ...FullRecordParts
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [FullRecordParts, RefusalParts, InvalidParts],
);

export const VerifyRecord = graphql(
  `
    mutation VerifyRecord($input: VerifyServiceRecordInput!) {
      verifyServiceRecord(input: $input) {
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

export const VerifyRecords = graphql(
  `
    mutation VerifyRecords($input: VerifyServiceRecordsInput!) {
      verifyServiceRecords(input: $input) {
        __typename
        ... on BulkVerified {
          verified
          refused {
            code
            message
          }
        }
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const ResolveDispute = graphql(
  `
    mutation ResolveDispute($input: ResolveDisputeInput!) {
      resolveDispute(input: $input) {
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
