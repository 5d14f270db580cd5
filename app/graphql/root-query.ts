import { graphql, type ResultOf } from './graphql';

/** What every page's frame shows: whose session it is, and what installation this is. */
export const RootQuery = graphql(`
  query Root {
    installation {
      demo
      demoWeeksMoved
      needsSetup
    }
    viewer {
      person {
        id
        displayName
      }
      onBehalfOf {
        id
        displayName
      }
      proxyEnded
      ownName
      isOperator
      hasPassword
      may
      unreadNotices
      feeds
      memberships {
        id
      }
      activeMembership {
        id
        role
        organisation {
          id
          name
          kind
        }
      }
    }
  }
`);

export type RootViewer = NonNullable<ResultOf<typeof RootQuery>['viewer']>;
export type RootInstallation = ResultOf<typeof RootQuery>['installation'];
