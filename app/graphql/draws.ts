import { graphql, type ResultOf } from './graphql';
import { InvalidParts, RefusalParts } from './problems';

/** The draw of a task, for everyone who may read the task. */
export const DrawQuery = graphql(`
  query Draw($id: ID!) {
    task(id: $id) {
      id
      title
      startsAt
      endsAt
      need {
        id
        title
        community {
          name
          timeZone
        }
      }
      draw {
        closesAt
        drawnAt
        commitment
        seed
        entered
        entries {
          number
          tickets
          rank
        }
        mine {
          number
          tickets
          loadTickets
          newcomerTickets
          distanceTickets
          skillTickets
          rank
        }
      }
    }
  }
`);

export type DrawData = NonNullable<NonNullable<ResultOf<typeof DrawQuery>['task']>['draw']>;

/** What whoever posts a task needs to know to let its places be drawn. */
export const SettingDrawQuery = graphql(`
  query SettingDraw($id: ID!) {
    task(id: $id) {
      id
      title
      startsAt
      endsAt
      takenPlaces
      waiting
      needsApproval
      allocation
      drawClosesAt
      need {
        id
        title
        may
        placeKind
        community {
          name
          timeZone
        }
      }
    }
  }
`);

export const SetDraw = graphql(
  `
    mutation SetDraw($input: SetDrawInput!) {
      setDraw(input: $input) {
        __typename
        ... on Task {
          id
        }
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const DropDraw = graphql(
  `
    mutation DropDraw($input: DropDrawInput!) {
      dropDraw(input: $input) {
        __typename
        ... on Task {
          id
        }
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);
