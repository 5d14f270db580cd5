import { graphql, type ResultOf } from './graphql';
import { InvalidParts, RefusalParts } from './problems';

/** What the form for asking offers, and what is known of whoever asks. */
export const AskQuery = graphql(`
  query Ask {
    communities {
      id
      name
      parent {
        id
      }
    }
    categories {
      id
      name
      parent {
        id
      }
    }
    viewer {
      person {
        displayName
      }
      onBehalfOf {
        displayName
      }
      may
      contactPoints {
        kind
      }
      profile {
        homeCommunity {
          id
        }
      }
    }
  }
`);

const ReceivedParts = graphql(`
  fragment ReceivedParts on ReceivedRequest {
    number
    followCode
    followUrl
  }
`);
export type ReceivedRequest = ResultOf<typeof ReceivedParts>;

export const AskForHelp = graphql(
  `
    mutation AskForHelp($input: AskInput!, $key: String) {
      askForHelp(input: $input, idempotencyKey: $key) {
        __typename
        ...ReceivedParts
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [ReceivedParts, RefusalParts, InvalidParts],
);

/** What the viewer asked for, and what was asked for them. */
export const MyRequestsQuery = graphql(`
  query MyRequests {
    viewer {
      person {
        displayName
      }
    }
    myRequests {
      id
      number
      followCode
      subject
      createdAt
      state
      mayTakeBack
    }
  }
`);
export type MyRequest = ResultOf<typeof MyRequestsQuery>['myRequests'][number];

export const TakeBackRequest = graphql(
  `
    mutation TakeBackRequest($input: TakeBackRequestInput!) {
      takeBackRequest(input: $input) {
        __typename
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);
