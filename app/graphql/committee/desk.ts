import { graphql } from '~/app/graphql/graphql';
import { InvalidParts, RefusalParts } from '~/app/graphql/problems';

/** People of the community, for help at the desk. */
export const PeopleQuery = graphql(`
  query People($search: String) {
    people(search: $search, first: 20) {
      id
      displayName
    }
  }
`);

export const IssueSlip = graphql(
  `
    mutation IssueSlip($input: IssueSlipInput!) {
      issueSlip(input: $input) {
        __typename
        ... on Slip {
          memberNumber
          oneTimeCode: code
          personName
          expiresAt
          url
        }
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

/** A certificate by its number, as the committee that stands behind it sees it. */
export const CertificateQuery = graphql(`
  query DeskCertificate($number: String!) {
    certificate(number: $number) {
      id
      number
      state
      issuedAt
      periodStart
      periodEnd
      totalMinutes
      holderName
      issuingUnit
      revokedAt
      revocationReason
      community {
        id
        timeZone
      }
    }
  }
`);

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
