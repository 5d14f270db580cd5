import { graphql, type ResultOf } from './graphql';
import { InvalidParts, RefusalParts } from './problems';

export const ComingQuestionQuery = graphql(`
  query ComingQuestion($token: String!) {
    comingQuestion(token: $token) {
      title
      placeName
      startsAt
      endsAt
      timeZone
      isConfirmed
      coming
    }
  }
`);

export const SayComingByLink = graphql(
  `
    mutation SayComingByLink($input: SayComingByLinkInput!) {
      sayComingByLink(input: $input) {
        __typename
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const SayComing = graphql(
  `
    mutation SayComing($input: SayComingInput!) {
      sayComing(input: $input) {
        __typename
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

/** Whom to ring up before a task. */
export const CallingListQuery = graphql(`
  query CallingList($id: ID!) {
    task(id: $id) {
      id
      startsAt
      endsAt
      need {
        id
        title
        community {
          id
          timeZone
        }
      }
    }
    callingList(task: $id) {
      phone
      hasNotAnswered
      hasNotSeen
      callsInVain
      lastCalledAt
      claim {
        id
        person {
          id
          displayName
        }
      }
    }
  }
`);
export type CallRow = NonNullable<ResultOf<typeof CallingListQuery>['callingList']>[number];

export const RecordCall = graphql(
  `
    mutation RecordCall($input: RecordCallInput!) {
      recordCall(input: $input) {
        __typename
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);
