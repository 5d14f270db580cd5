import { graphql } from './graphql';
import { InvalidParts, RefusalParts } from './problems';

export const BeginPasskeySignIn = graphql(
  `
    mutation BeginPasskeySignIn {
      beginPasskeySignIn {
        __typename
        ... on PasskeyOptions {
          challengeId
          options
        }
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const FinishPasskeySignIn = graphql(
  `
    mutation FinishPasskeySignIn($input: PasskeyResponseInput!) {
      finishPasskeySignIn(input: $input) {
        __typename
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const BeginPasskeyRegistration = graphql(
  `
    mutation BeginPasskeyRegistration {
      beginPasskeyRegistration {
        __typename
        ... on PasskeyOptions {
          challengeId
          options
        }
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const FinishPasskeyRegistration = graphql(
  `
    mutation FinishPasskeyRegistration($input: PasskeyResponseInput!) {
      finishPasskeyRegistration(input: $input) {
        __typename
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);
