import { graphql } from './graphql';

/** How a mutation says no: a reason of the closed list with its sentence. */
export const RefusalParts = graphql(`
  fragment RefusalParts on Refusal {
    code
    message
  }
`);

/** How a mutation says which fields cannot be taken. */
export const InvalidParts = graphql(`
  fragment InvalidParts on InvalidInput {
    message
    issues {
      path
      message
    }
  }
`);
