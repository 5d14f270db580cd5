import { graphql, type ResultOf } from '~/app/graphql/graphql';
import { JudgementsParts } from '~/app/graphql/judging';
import { InvalidParts, RefusalParts } from '~/app/graphql/problems';
import { RhythmParts } from '~/app/graphql/series';

/** A need as its own unit lists it. */
export const NeedRowParts = graphql(`
  fragment NeedRowParts on Need {
    id
    number
    kind
    title
    status
    statusReason
    urgency
    round
    dueAt
    filled
    atRisk
    startsAt
    endsAt
    places
    placesTaken
    placeName
    community {
      id
      name
      timeZone
    }
  }
`);
export type NeedRow = ResultOf<typeof NeedRowParts>;

/** The unit's needs, filtered by status. */
export const UnitNeeds = graphql(
  `
    query UnitNeeds($unit: ID!, $status: [NeedStatus!], $first: Int, $after: String) {
      organisation(id: $unit) {
        id
        needs(first: $first, after: $after, status: $status) {
          totalCount
          pageInfo {
            hasNextPage
            endCursor
          }
          edges {
            node {
              ...NeedRowParts
              tasks {
                id
                title
                startsAt
                endsAt
                minimumPlaces
                maximumPlaces
                takenPlaces
                cancelledAt
              }
            }
          }
        }
      }
    }
  `,
  [NeedRowParts],
);

/** Who asks to join the unit's running tasks. */
export const UnitRequests = graphql(`
  query UnitRequests($unit: ID!) {
    organisation(id: $unit) {
      id
      needs(first: 100, status: [open, in_progress]) {
        edges {
          node {
            id
            title
            tasks {
              id
              title
              claims {
                id
                state
                createdAt
              }
            }
          }
        }
      }
    }
  }
`);

/** Everything an edit starts from. */
export const DraftParts = graphql(
  `
    fragment DraftParts on Need {
      id
      number
      kind
      status
      statusReason
      version
      title
      summary
      bring
      risks
      urgency
      placeKind
      placeName
      latitude
      longitude
      may
      organisation {
        id
        name
        status
      }
      community {
        id
        name
        timeZone
        latitude
        longitude
      }
      category {
        id
        name
      }
      series {
        ...RhythmParts
      }
      tasks {
        id
        isOfSeries
        title
        startsAt
        endsAt
        minimumPlaces
        maximumPlaces
        allocation
        takenPlaces
        minimumAge
        languages
        needsApproval
        withdrawUntilMinutes
        cancelledAt
        cancelReason
        requiredSkills {
          id
          name
        }
        usefulSkills {
          id
          name
        }
      }
    }
  `,
  [RhythmParts],
);
export type Draft = ResultOf<typeof DraftParts>;
export type DraftTask = Draft['tasks'][number];

export const DraftQuery = graphql(
  `
    query Draft($id: ID!) {
      need(id: $id) {
        ...DraftParts
      }
    }
  `,
  [DraftParts],
);

/** A need with its history, for the unit that runs it. */
export const OwnNeed = graphql(
  `
    query OwnNeed($id: ID!) {
      need(id: $id) {
        ...DraftParts
        ...JudgementsParts
        round
        dueAt
        startsAt
        endsAt
        places
        placesTaken
        filled
        atRisk
        history {
          id
          action
          fromState
          toState
          reason
          at
          actorName
          onBehalfOfName
        }
      }
    }
  `,
  [DraftParts, JudgementsParts],
);

/** What the editing steps offer to choose from. */
export const Choices = graphql(`
  query Choices {
    categories {
      id
      name
      parent {
        id
        name
      }
    }
    communities {
      id
      name
      level
      latitude
      longitude
    }
  }
`);

export const SkillChoices = graphql(`
  query SkillChoices {
    skills(first: 60) {
      id
      name
    }
  }
`);

export const PostNeed = graphql(
  `
    mutation PostNeed($input: PostNeedInput!, $key: String) {
      postNeed(input: $input, idempotencyKey: $key) {
        __typename
        ... on Need {
          id
          version
        }
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const PublishNeed = graphql(
  `
    mutation PublishNeed($input: IdInput!) {
      publishNeed(input: $input) {
        __typename
        ... on Need {
          id
          status
        }
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const CancelTask = graphql(
  `
    mutation CancelTask($input: CancelTaskInput!) {
      cancelTask(input: $input) {
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

export const CancelNeed = graphql(
  `
    mutation CancelNeed($input: CancelNeedInput!) {
      cancelNeed(input: $input) {
        __typename
        ... on Need {
          id
          status
        }
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);
