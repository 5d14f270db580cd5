import { graphql, type ResultOf } from '~/app/graphql/graphql';
import { InvalidParts, RefusalParts } from '~/app/graphql/problems';

const IntakePersonParts = graphql(`
  fragment IntakePersonParts on IntakePerson {
    id
    name
    phoneLastFour
    building
    community {
      id
      name
    }
  }
`);

/** Residents by the last four digits of their phone, by name or by building. */
export const IntakePeopleQuery = graphql(
  `
    query IntakePeople($text: String!) {
      intakePeople(text: $text) {
        ...IntakePersonParts
      }
    }
  `,
  [IntakePersonParts],
);
export type IntakePerson = ResultOf<typeof IntakePersonParts>;

const RepeatParts = graphql(`
  fragment RepeatParts on Intake {
    id
    number
    subject
    outcome
    createdAt
    place {
      building
    }
    servedPerson {
      id
      displayName
    }
  }
`);
export type Repeat = ResultOf<typeof RepeatParts>;

/** What was taken down lately that may be the same thing. */
export const IntakeRepeatsQuery = graphql(
  `
    query IntakeRepeats($input: IntakeRepeatsInput!) {
      intakeRepeats(input: $input) {
        ...RepeatParts
      }
    }
  `,
  [RepeatParts],
);

/** What the form offers, and what it learns from the requests taken down lately. */
export const DeskParts = graphql(`
  fragment DeskParts on Query {
    categories {
      id
      name
      parent {
        id
        name
      }
    }
    intakeWorkers {
      id
      displayName
    }
    recent: intakes(filter: {}, first: 50) {
      edges {
        node {
          id
          channel
          category {
            id
          }
          takenInBy {
            id
          }
        }
      }
    }
  }
`);

/** The desk's form, and how much waits beside it. */
export const IntakeDeskQuery = graphql(
  `
    query IntakeDesk($community: ID!) {
      ...DeskParts
      communities(parent: $community) {
        id
        name
      }
      due: intakes(filter: { callBack: true }, first: 1) {
        totalCount
      }
      toReview: intakes(filter: { review: true }, first: 1) {
        totalCount
      }
    }
  `,
  [DeskParts],
);
export type IntakeDesk = ResultOf<typeof IntakeDeskQuery>;

export const TakeDown = graphql(
  `
    mutation TakeDown($input: TakeDownInput!, $key: String) {
      takeDown(input: $input, idempotencyKey: $key) {
        __typename
        ... on Intake {
          id
        }
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

const IntakeParts = graphql(`
  fragment IntakeParts on Intake {
    id
    number
    followCode
    followUrl
    channel
    paperNumber
    takenInBy {
      id
      displayName
    }
    requester {
      id
      displayName
    }
    servedPerson {
      id
      displayName
    }
    relationship
    subject
    category {
      id
      name
    }
    community {
      id
      name
      timeZone
    }
    wishedTime
    wishedFrom
    wishedUntil
    outcome
    outcomeNote
    passedOnTo
    owner {
      id
      displayName
    }
    dueAt
    callBackAt
    calledBackAt
    missing
    need {
      id
      status
    }
    createdAt
  }
`);
export type Intake = ResultOf<typeof IntakeParts>;

/** A request as its paper tells it. */
export const IntakeSlipQuery = graphql(
  `
    query IntakeSlip($id: ID!) {
      intake(id: $id) {
        ...IntakeParts
      }
    }
  `,
  [IntakeParts],
);

/** A request with the place it is about and the number to ring; both views are logged. */
export const IntakeQuery = graphql(
  `
    query Intake($id: ID!) {
      intake(id: $id) {
        ...IntakeParts
        codeReplacedAt
        requesterPhone
        place {
          building
          door
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
    }
  `,
  [IntakeParts],
);
export type IntakePage = NonNullable<ResultOf<typeof IntakeQuery>['intake']>;

const IntakeRowParts = graphql(`
  fragment IntakeRowParts on Intake {
    id
    number
    subject
    outcome
    channel
    servedPerson {
      id
      displayName
    }
    community {
      id
      timeZone
    }
    callBackAt
    respondBy
    respondedAt
    need {
      id
      status
      dueAt
    }
    createdAt
  }
`);
export type IntakeRow = ResultOf<typeof IntakeRowParts>;

/** Requests taken down, newest first; by number or words, by what became of them. */
export const IntakesQuery = graphql(
  `
    query Intakes($filter: IntakeFilter!, $after: String) {
      intakes(filter: $filter, first: 25, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          node {
            ...IntakeRowParts
          }
        }
      }
    }
  `,
  [IntakeRowParts],
);

/** Whom to ring back, the most overdue first, with the number to ring. */
export const CallBacksQuery = graphql(
  `
    query CallBacks($after: String) {
      intakes(filter: { callBack: true }, first: 25, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          node {
            ...IntakeRowParts
            requesterPhone
            requester {
              id
              displayName
            }
          }
        }
      }
    }
  `,
  [IntakeRowParts],
);
export type CallBack = ResultOf<typeof CallBacksQuery>['intakes']['edges'][number]['node'];

export const SettleCallBack = graphql(
  `
    mutation SettleCallBack($input: SettleCallBackInput!) {
      settleCallBack(input: $input) {
        __typename
        ... on Intake {
          id
        }
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

/** Notes consent that was given since, and publishes once nothing is missing. */
export const ProceedWithIntake = graphql(
  `
    mutation ProceedWithIntake($input: ProceedWithIntakeInput!) {
      proceedWithIntake(input: $input) {
        __typename
        ... on Intake {
          id
        }
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const NoteCodeTold = graphql(
  `
    mutation NoteCodeTold($input: NoteCodeToldInput!) {
      noteCodeTold(input: $input) {
        __typename
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);
