import { graphql, type ResultOf } from '~/app/graphql/graphql';

/** The identity a page of an organisation or committee acts under, and what the permission table grants it. */
export const UnitQuery = graphql(`
  query Unit {
    viewer {
      person {
        id
      }
      may
      waiting {
        kind
        count
        oldest
      }
      activeMembership {
        id
        role
        organisation {
          id
          name
          kind
          status
          statusReason
          community {
            id
            name
            timeZone
          }
        }
      }
    }
  }
`);

type UnitViewer = NonNullable<ResultOf<typeof UnitQuery>['viewer']>;
export type ActiveMembership = NonNullable<UnitViewer['activeMembership']>;
export type Waiting = UnitViewer['waiting'][number];
