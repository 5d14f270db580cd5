import { graphql, type ResultOf } from '~/app/graphql/graphql';

/** What a poster says of a task. */
export const PosterQuery = graphql(`
  query Poster($id: ID!) {
    task(id: $id) {
      id
      title
      startsAt
      endsAt
      maximumPlaces
      minimumAge
      languages
      cancelledAt
      requiredSkills {
        id
        name
      }
      need {
        id
        number
        shortUrl
        status
        title
        summary
        placeKind
        placeName
        bring
        may
        organisation {
          id
          name
        }
        community {
          id
          name
          timeZone
        }
      }
    }
  }
`);
export type PosterTask = NonNullable<ResultOf<typeof PosterQuery>['task']>;
