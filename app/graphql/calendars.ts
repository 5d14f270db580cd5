import { graphql, type ResultOf } from './graphql';
import { InvalidParts, RefusalParts } from './problems';

export const CalendarFeedQuery = graphql(`
  query CalendarFeed($kind: CalendarKind!) {
    calendarFeed(kind: $kind) {
      id
      kind
      createdAt
      lastReadAt
    }
  }
`);
export type CalendarFeed = NonNullable<ResultOf<typeof CalendarFeedQuery>['calendarFeed']>;
export type CalendarKind = CalendarFeed['kind'];

export const MakeCalendarFeed = graphql(
  `
    mutation MakeCalendarFeed($input: MakeCalendarFeedInput!) {
      makeCalendarFeed(input: $input) {
        __typename
        ... on MadeCalendarFeed {
          address
          subscribeAddress
        }
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const RevokeCalendarFeed = graphql(
  `
    mutation RevokeCalendarFeed($input: IdInput!) {
      revokeCalendarFeed(input: $input) {
        __typename
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);
