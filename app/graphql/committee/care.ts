import { graphql, type ResultOf } from '~/app/graphql/graphql';
import { InvalidParts, RefusalParts } from '~/app/graphql/problems';

export const CareListQuery = graphql(`
  query CareList($filter: CareFilter) {
    careList(filter: $filter) {
      id
      person {
        id
        displayName
      }
      level
      interval
      startsOn
      startMinute
      consentState
      comesAlone
      pairs {
        id
        volunteer {
          id
          displayName
        }
      }
      lastVisit {
        id
        dueOn
        outcome
      }
      notReached {
        id
        dueOn
      }
      nextDueOn
      daysLate
      endedAt
    }
  }
`);
export type CareListRow = ResultOf<typeof CareListQuery>['careList'][number];

const CareVisitParts = graphql(`
  fragment CareVisitParts on CareVisit {
    id
    dueOn
    startsAt
    endsAt
    cancelled
    task {
      id
    }
    helpers {
      id
      displayName
    }
    arrived
    outcome
    visitedAt
    recordedBy {
      id
      displayName
    }
    intake {
      id
      subject
    }
    followUp
    followUpNote
  }
`);
export type CareVisit = ResultOf<typeof CareVisitParts>;

export const CareEntryQuery = graphql(
  `
    query CareEntry($id: ID!) {
      careEntry(id: $id) {
        id
        person {
          id
          displayName
        }
        phone
        community {
          id
          name
          timeZone
        }
        level
        interval
        startsOn
        startMinute
        durationMinutes
        consentState
        consentForm
        consentGivenAt
        consentReviewOn
        comesAlone
        pairs {
          id
          hasVisited
          startedAt
          volunteer {
            id
            displayName
          }
        }
        notReached {
          ...CareVisitParts
        }
        visits {
          ...CareVisitParts
        }
        nextDueOn
        daysLate
        endedAt
        endReason
        history {
          id
          action
          reason
          at
          actorName
        }
      }
    }
  `,
  [CareVisitParts],
);
export type CareEntryPage = NonNullable<ResultOf<typeof CareEntryQuery>['careEntry']>;

/** The name of who is about to be put on the list. */
export const CarePersonQuery = graphql(`
  query CarePerson($id: ID!) {
    node(id: $id) {
      __typename
      ... on Person {
        id
        displayName
      }
    }
  }
`);

export const AddToCareList = graphql(
  `
    mutation AddToCareList($input: AddToCareListInput!, $key: String) {
      addToCareList(input: $input, idempotencyKey: $key) {
        __typename
        ... on CareEntry {
          id
        }
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const ChangeCareEntry = graphql(
  `
    mutation ChangeCareEntry($input: ChangeCareEntryInput!) {
      changeCareEntry(input: $input) {
        __typename
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const EndCareEntry = graphql(
  `
    mutation EndCareEntry($input: EndCareEntryInput!) {
      endCareEntry(input: $input) {
        __typename
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const RenewCareConsent = graphql(
  `
    mutation RenewCareConsent($input: RenewCareConsentInput!) {
      renewCareConsent(input: $input) {
        __typename
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const WithdrawCareConsent = graphql(
  `
    mutation WithdrawCareConsent($input: WithdrawCareConsentInput!) {
      withdrawCareConsent(input: $input) {
        __typename
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const AddCarePair = graphql(
  `
    mutation AddCarePair($input: AddCarePairInput!) {
      addCarePair(input: $input) {
        __typename
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const EndCarePair = graphql(
  `
    mutation EndCarePair($input: EndCarePairInput!) {
      endCarePair(input: $input) {
        __typename
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const ReportVisit = graphql(
  `
    mutation ReportVisit($input: ReportVisitInput!) {
      reportVisit(input: $input) {
        __typename
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const FollowUpVisit = graphql(
  `
    mutation FollowUpVisit($input: FollowUpVisitInput!) {
      followUpVisit(input: $input) {
        __typename
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);
