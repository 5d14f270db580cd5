import { graphql, type ResultOf } from '~/app/graphql/graphql';

/** Verified hours of a community by one of four dimensions. */
export const HoursQuery = graphql(`
  query Hours($community: ID, $by: HoursDimension!, $from: DateTime, $until: DateTime) {
    hours(community: $community, by: $by, from: $from, until: $until) {
      key
      label
      minutes
      records
      people
    }
  }
`);
export type HoursGroup = ResultOf<typeof HoursQuery>['hours'][number];

/** The committee's ledgers, walked from end to end. */
export const LedgerCheckQuery = graphql(`
  query LedgerCheck {
    ledgerCheck {
      entries
      minutes
      fault {
        index
        kind
        community {
          id
          name
        }
      }
    }
  }
`);
export type LedgerCheck = ResultOf<typeof LedgerCheckQuery>['ledgerCheck'];

/** Records for the export, page by page. */
export const ExportPage = graphql(`
  query ExportPage($filter: ServiceRecordFilter!, $after: String) {
    serviceRecords(filter: $filter, first: 100, after: $after) {
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          state
          minutes
          evidenceLevel
          startsAt
          endsAt
          activityName
          place
          confirmedAt
          verifiedAt
          person {
            id
            displayName
          }
          organisation {
            id
            name
          }
          need {
            id
            category {
              id
              name
            }
          }
        }
      }
    }
  }
`);
