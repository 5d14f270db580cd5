import { graphql, type ResultOf } from '~/app/graphql/graphql';
import { InvalidParts, RefusalParts } from '~/app/graphql/problems';
import { DraftParts } from './needs';

/** The coming dates of a series, for those who run it. */
export const SeriesDates = graphql(
  `
    query SeriesDates($id: ID!) {
      need(id: $id) {
        ...DraftParts
        series {
          dates {
            occurrence
            day
            state
            isMoved
            isKept
            isOtherTime
            held
            tasks {
              id
              title
              startsAt
              endsAt
              maximumPlaces
              takenPlaces
            }
          }
        }
      }
    }
  `,
  [DraftParts],
);
type NeedWithDates = NonNullable<ResultOf<typeof SeriesDates>['need']>;
export type SeriesDate = NonNullable<NeedWithDates['series']>['dates'][number];

export const SetSeries = graphql(
  `
    mutation SetSeries($input: SetSeriesInput!) {
      setSeries(input: $input) {
        __typename
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const LeaveOutDate = graphql(
  `
    mutation LeaveOutDate($input: LeaveOutDateInput!) {
      leaveOutDate(input: $input) {
        __typename
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const HoldDate = graphql(
  `
    mutation HoldDate($input: HoldDateInput!) {
      holdDate(input: $input) {
        __typename
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const MoveDate = graphql(
  `
    mutation MoveDate($input: MoveDateInput!) {
      moveDate(input: $input) {
        __typename
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const EndSeries = graphql(
  `
    mutation EndSeries($input: EndSeriesInput!) {
      endSeries(input: $input) {
        __typename
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const ChangeFollowing = graphql(
  `
    mutation ChangeFollowing($input: ChangeFollowingInput!) {
      changeFollowing(input: $input) {
        __typename
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);
