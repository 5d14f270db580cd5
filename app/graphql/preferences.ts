import { graphql } from './graphql';

/** Keeps language and elder mode with the account, so that they follow the person to another device. */
export const SetPreferences = graphql(`
  mutation SetPreferences($input: PreferencesInput!) {
    setPreferences(input: $input) {
      __typename
    }
  }
`);
