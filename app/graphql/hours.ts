import { graphql, type ResultOf } from './graphql';
import { InvalidParts, RefusalParts } from './problems';

export const MyRecordFields = graphql(`
  fragment MyRecordFields on ServiceRecord {
    id
    state
    origin
    minutes
    startsAt
    endsAt
    activityName
    place
    content
    reason
    organisation {
      name
    }
    community {
      name
      timeZone
    }
    disputes {
      id
      reason
      resolution
    }
    may
  }
`);

export type MyRecord = ResultOf<typeof MyRecordFields>;

/** A volunteer's hours: verified in all and this year, and the records behind them. */
export const MyHoursQuery = graphql(
  `
    query MyHours($yearStart: DateTime!, $after: String) {
      viewer {
        person {
          id
          displayName
        }
      }
      verified: serviceRecords(filter: { mine: true, state: [verified] }, first: 1) {
        totalMinutes
      }
      thisYear: serviceRecords(filter: { mine: true, state: [verified], from: $yearStart }, first: 1) {
        totalMinutes
      }
      records: serviceRecords(filter: { mine: true }, first: 30, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          node {
            ...MyRecordFields
          }
        }
      }
      myGoal {
        minutes
        since
        until
        verifiedMinutes
        waitingMinutes
        plannedMinutes
        leftMinutes
        onCourse
        over
      }
      myCertificates {
        id
        number
        state
        issuedAt
        totalMinutes
        community {
          timeZone
        }
      }
    }
  `,
  [MyRecordFields],
);

export type GoalData = NonNullable<ResultOf<typeof MyHoursQuery>['myGoal']>;

export const SetGoal = graphql(
  `
    mutation SetGoal($input: SetGoalInput!) {
      setGoal(input: $input) {
        __typename
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const DropGoal = graphql(
  `
    mutation DropGoal {
      dropGoal {
        __typename
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const DisputeRecord = graphql(
  `
    mutation DisputeRecord($input: DisputeServiceRecordInput!) {
      disputeServiceRecord(input: $input) {
        __typename
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const IssueCertificate = graphql(
  `
    mutation IssueCertificate($input: IssueCertificateInput!, $key: String) {
      issueCertificate(input: $input, idempotencyKey: $key) {
        __typename
        ... on Certificate {
          number
        }
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const CertificateQuery = graphql(`
  query Certificate($number: String!) {
    certificate(number: $number) {
      number
      state
      issuedAt
      from
      until
      totalMinutes
      holderName
      issuingUnit
      signature
      keyId
      checkCode
      verifyUrl
      revocationReason
      community {
        name
        timeZone
      }
      lines {
        date
        activityName
        place
        content
        minutes
        recordingUnit
        personInCharge
      }
    }
  }
`);

export type CertificateData = NonNullable<ResultOf<typeof CertificateQuery>['certificate']>;

export const CheckCertificateQuery = graphql(`
  query CheckCertificate($number: String!, $signature: String, $check: String) {
    checkCertificate(number: $number, signature: $signature, check: $check) {
      number
      valid
      verdict
      sentence
      holderInitials
      holderName
      issuingUnit
      issuedAt
      totalMinutes
      from
      until
      timeZone
      lines {
        date
        activityName
        place
        minutes
        recordingUnit
      }
    }
  }
`);
