import { graphql } from '~/app/graphql/graphql';
import { InvalidParts, RefusalParts } from '~/app/graphql/problems';

/** The certificates a committee answers for, newest first. */
export const CertificatesQuery = graphql(`
  query Certificates($state: CertificateState, $search: String, $after: String) {
    certificates(state: $state, search: $search, first: 25, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          number
          state
          issuedAt
          from
          until
          totalMinutes
          holderName
        }
      }
    }
  }
`);

/** A certificate by its number, as the committee that stands behind it sees it. */
export const DeskCertificate = graphql(`
  query DeskCertificate($number: String!) {
    certificate(number: $number) {
      id
      number
      checkCode
      state
      issuedAt
      from
      until
      totalMinutes
      holderName
      issuingUnit
      revokedAt
      revocationReason
      lines {
        date
      }
    }
  }
`);

export const IssueForVolunteer = graphql(
  `
    mutation IssueForVolunteer($input: IssueCertificateInput!, $key: String) {
      issueCertificate(input: $input, idempotencyKey: $key) {
        __typename
        ... on Certificate {
          id
          number
        }
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const RevokeCertificate = graphql(
  `
    mutation RevokeCertificate($input: RevokeCertificateInput!) {
      revokeCertificate(input: $input) {
        __typename
        ... on Certificate {
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
