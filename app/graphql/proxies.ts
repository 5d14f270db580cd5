import { graphql, type ResultOf } from './graphql';
import { InvalidParts, RefusalParts } from './problems';

const ProxyParts = graphql(`
  fragment ProxyParts on Proxy {
    id
    principalId
    principalName
    proxyName
    kind
    scope
    state
    confirmedByPerson
    firstOfficerName
    secondOfficerName
    createdAt
    endsAt
    mayEnd
  }
`);
export type Proxy = ResultOf<typeof ProxyParts>;

const ActParts = graphql(`
  fragment ActParts on HistoryEntry {
    id
    action
    reason
    at
    actorName
    onBehalfOfName
  }
`);
export type Act = ResultOf<typeof ActParts>;

/** Who acts for the viewer, for whom they act, and what was done for them. */
export const MyProxiesQuery = graphql(
  `
    query MyProxies {
      viewer {
        ownName
        may
        onBehalfOf {
          id
          displayName
        }
        profile {
          homeCommunity {
            timeZone
          }
        }
      }
      myProxies {
        ...ProxyParts
      }
      myPrincipals {
        ...ProxyParts
      }
    }
  `,
  [ProxyParts],
);

export const ActsForMeQuery = graphql(
  `
    query ActsForMe {
      actsFor {
        ...ActParts
      }
    }
  `,
  [ActParts],
);

export const NameProxy = graphql(
  `
    mutation NameProxy($input: NameProxyInput!) {
      nameProxy(input: $input) {
        __typename
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const EndProxy = graphql(
  `
    mutation EndProxy($input: IdInput!) {
      endProxy(input: $input) {
        __typename
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const ActFor = graphql(
  `
    mutation ActFor($input: ActForInput!) {
      actFor(input: $input) {
        __typename
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

/** What the committee has on who acts for a resident, and whom the page may choose. */
export const ProxiesOfQuery = graphql(
  `
    query ProxiesOf($person: ID!, $search: String!, $searching: Boolean!) {
      proxiesOf(person: $person) {
        ...ProxyParts
      }
      actsFor(person: $person) {
        ...ActParts
      }
      intakePeople(text: $search) @include(if: $searching) {
        id
        name
        phoneLastFour
        building
        community {
          id
          name
        }
      }
    }
  `,
  [ProxyParts, ActParts],
);

export const ArrangeProxy = graphql(
  `
    mutation ArrangeProxy($input: ArrangeProxyInput!) {
      arrangeProxy(input: $input) {
        __typename
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const ProxiesToConfirmQuery = graphql(
  `
    query ProxiesToConfirm {
      proxiesToConfirm {
        ...ProxyParts
      }
    }
  `,
  [ProxyParts],
);

export const ConfirmProxy = graphql(
  `
    mutation ConfirmProxy($input: IdInput!) {
      confirmProxy(input: $input) {
        __typename
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

const ConsentParts = graphql(`
  fragment ConsentParts on Consent {
    id
    purpose
    needTitle
    textVersion
    form
    givenByName
    takenByName
    givenAt
    withdrawnAt
    reviewOn
    mayAgreeAgain
    mayWithdraw
  }
`);
export type Consent = ResultOf<typeof ConsentParts>;

export const ConsentsQuery = graphql(
  `
    query Consents($person: ID) {
      viewer {
        profile {
          homeCommunity {
            timeZone
          }
        }
      }
      consents(person: $person) {
        ...ConsentParts
      }
    }
  `,
  [ConsentParts],
);

export const GiveConsent = graphql(
  `
    mutation GiveConsent($input: GiveConsentInput!) {
      giveConsent(input: $input) {
        __typename
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const WithdrawConsent = graphql(
  `
    mutation WithdrawConsent($input: IdInput!) {
      withdrawConsent(input: $input) {
        __typename
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const AgreeToVisits = graphql(
  `
    mutation AgreeToVisits($input: AgreeToVisitsInput!) {
      agreeToVisits(input: $input) {
        __typename
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);
