import { graphql, type ResultOf } from './graphql';
import { InvalidParts, RefusalParts } from './problems';

export const DemoSignInsQuery = graphql(`
  query DemoSignIns {
    installation {
      demo
      demoSignIns {
        name
        role
        community
        identifier
        password
      }
    }
  }
`);

export type DemoSignIn = ResultOf<typeof DemoSignInsQuery>['installation']['demoSignIns'][number];

export const CommunityChoicesQuery = graphql(`
  query CommunityChoices {
    communities {
      id
      name
      parent {
        id
      }
    }
  }
`);

export const SignIn = graphql(
  `
    mutation SignIn($input: SignInInput!) {
      signIn(input: $input) {
        __typename
        ... on Viewer {
          hasPassword
          activeMembership {
            id
            organisation {
              kind
            }
          }
        }
        ... on ChoosePerson {
          candidates {
            accountId
            name
          }
        }
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const SignOut = graphql(`
  mutation SignOut {
    signOut {
      __typename
    }
  }
`);

export const SignUp = graphql(
  `
    mutation SignUp($input: SignUpInput!) {
      signUp(input: $input) {
        __typename
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const SetUp = graphql(
  `
    mutation SetUp($input: SetUpInput!) {
      setUp(input: $input) {
        __typename
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const RegisterOrganisation = graphql(
  `
    mutation RegisterOrganisation($input: RegisterOrganisationInput!) {
      registerOrganisation(input: $input) {
        __typename
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const AccountQuery = graphql(`
  query Account {
    viewer {
      ownName
      person {
        displayName
      }
      memberNumber
      hasPassword
      contactPoints {
        id
        kind
        value
        verified
      }
      sessions {
        id
        userAgent
        createdAt
        lastSeenAt
        current
      }
      passkeys {
        id
        label
        createdAt
        lastUsedAt
      }
      profile {
        homeCommunity {
          name
          timeZone
        }
      }
    }
  }
`);

export type AccountViewer = NonNullable<ResultOf<typeof AccountQuery>['viewer']>;

/** What the first choice of a password shows and needs. */
export const FirstPasswordQuery = graphql(`
  query FirstPassword {
    viewer {
      person {
        displayName
      }
      memberNumber
      hasPassword
      termsAccepted
      activeMembership {
        organisation {
          kind
        }
      }
    }
  }
`);

export const IdentitiesQuery = graphql(`
  query Identities {
    myPrincipals {
      id
      principalId
      principalName
      kind
      scope
    }
    viewer {
      ownName
      onBehalfOf {
        id
      }
      person {
        displayName
      }
      activeMembership {
        id
      }
      memberships {
        id
        role
        organisation {
          name
          kind
          status
        }
      }
    }
  }
`);

export const SwitchIdentity = graphql(
  `
    mutation SwitchIdentity($input: SwitchIdentityInput!) {
      switchIdentity(input: $input) {
        __typename
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const SetPassword = graphql(
  `
    mutation SetPassword($input: SetPasswordInput!) {
      setPassword(input: $input) {
        __typename
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const AddContactPoint = graphql(
  `
    mutation AddContactPoint($input: AddContactPointInput!) {
      addContactPoint(input: $input) {
        __typename
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const RemoveContactPoint = graphql(
  `
    mutation RemoveContactPoint($input: IdInput!) {
      removeContactPoint(input: $input) {
        __typename
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const RevokeSession = graphql(
  `
    mutation RevokeSession($input: IdInput!) {
      revokeSession(input: $input) {
        __typename
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const RemovePasskey = graphql(
  `
    mutation RemovePasskey($input: IdInput!) {
      removePasskey(input: $input) {
        __typename
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);
