import { DeskParts } from '~/app/graphql/committee/intake';
import { graphql, type ResultOf } from '~/app/graphql/graphql';
import { InvalidParts, RefusalParts } from '~/app/graphql/problems';

const PersonFound = graphql(`
  fragment PersonFound on IntakePerson {
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

/** What came by itself and waits, the most pressing first. */
export const ToReviewQuery = graphql(`
  query ToReview($after: String) {
    intakes(filter: { review: true }, first: 25, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          number
          subject
          channel
          createdAt
          respondBy
          reported {
            part
            name
          }
          requester {
            id
            displayName
          }
          community {
            id
            timeZone
          }
        }
      }
    }
  }
`);
export type ToReview = ResultOf<typeof ToReviewQuery>['intakes']['edges'][number]['node'];

/** One of them: what was typed beside who may be meant, and what the form of the desk offers. */
export const ReviewQuery = graphql(
  `
    query Review($id: ID!, $community: ID!) {
      ...DeskParts
      communities(parent: $community) {
        id
        name
      }
      intake(id: $id) {
        id
        number
        outcome
        channel
        createdAt
        respondBy
        subject
        relationship
        wishedTime
        consentTicked
        category {
          id
          name
        }
        community {
          id
          name
          timeZone
        }
        place {
          building
          door
        }
        requester {
          id
          displayName
        }
        servedPerson {
          id
          displayName
        }
        reported {
          part
          name
          phone
          unreadablePhone
        }
        requesters: candidates(part: requester) {
          ...PersonFound
        }
        served: candidates(part: served) {
          ...PersonFound
        }
      }
    }
  `,
  [DeskParts, PersonFound],
);
export type ReviewIntake = NonNullable<ResultOf<typeof ReviewQuery>['intake']>;

export const ReviewRequest = graphql(
  `
    mutation ReviewRequest($input: ReviewRequestInput!, $key: String) {
      reviewRequest(input: $input, idempotencyKey: $key) {
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

export const SourcesQuery = graphql(`
  query Sources {
    intakeSources {
      id
      kind
      name
      createdAt
      lastUsedAt
      revokedAt
      expiresAt
      state
    }
  }
`);
export type Source = ResultOf<typeof SourcesQuery>['intakeSources'][number];

export const AddSource = graphql(
  `
    mutation AddSource($input: AddSourceInput!) {
      addIntakeSource(input: $input) {
        __typename
        ... on AddedSource {
          token
        }
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const RenewSource = graphql(
  `
    mutation RenewSource($input: IdInput!) {
      renewIntakeSource(input: $input) {
        __typename
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const RevokeSource = graphql(
  `
    mutation RevokeSource($input: IdInput!) {
      revokeIntakeSource(input: $input) {
        __typename
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);
