import { graphql, type ResultOf } from './graphql';

/** What a list shows of a need. */
export const NeedCardFields = graphql(`
  fragment NeedCardFields on Need {
    id
    title
    kind
    status
    urgency
    placeName
    latitude
    longitude
    distance
    startsAt
    endsAt
    next {
      startsAt
      endsAt
      coming
    }
    places
    placesTaken
    filled
    atRisk
    community {
      name
      timeZone
    }
    organisation {
      name
    }
    category {
      name
      mark
    }
  }
`);

export type NeedCardData = ResultOf<typeof NeedCardFields>;
