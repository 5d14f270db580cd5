import { graphql, type ResultOf } from './graphql';
import { ContactViewParts, EmergencyContactParts } from './committee/people';
import { InvalidParts, RefusalParts } from './problems';

/** A helper's own visit, and how much of the home is released to them. */
export const VisitQuery = graphql(`
  query Visit($id: ID!) {
    viewer {
      person {
        id
      }
    }
    claim(id: $id) {
      id
      state
      attendance {
        checkedInAt
        checkedOutAt
      }
      visit {
        stage
        opensAt
        building
        stopWord
      }
      task {
        id
        title
        startsAt
        endsAt
        regularVisit {
          id
          outcome
        }
        need {
          id
          title
          summary
          bring
          community {
            name
            timeZone
          }
        }
      }
    }
  }
`);
export type VisitClaim = NonNullable<ResultOf<typeof VisitQuery>['claim']>;

/** What is behind the door. Asked once it is released: each time is logged. */
export const VisitHomeQuery = graphql(
  `
    query VisitHome($id: ID!) {
      claim(id: $id) {
        id
        visit {
          home {
            name
            building
            door
            phone
            careNotes {
              text
            }
            emergencyContacts {
              ...EmergencyContactParts
            }
          }
        }
      }
    }
  `,
  [EmergencyContactParts],
);
export type VisitHome = NonNullable<
  NonNullable<NonNullable<ResultOf<typeof VisitHomeQuery>['claim']>['visit']>['home']
>;

/** The viewer's visit at the home where a magnet hangs. */
export const MagnetVisitQuery = graphql(`
  query MagnetVisit($id: ID!) {
    viewer {
      person {
        id
      }
    }
    claimAtMagnet(id: $id) {
      id
    }
  }
`);

export const ArriveAtHome = graphql(
  `
    mutation ArriveAtHome($input: AttendHomeInput!) {
      arriveAtHome(input: $input) {
        __typename
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const LeaveHome = graphql(
  `
    mutation LeaveHome($input: AttendHomeInput!) {
      leaveHome(input: $input) {
        __typename
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const CallForHelp = graphql(
  `
    mutation CallForHelp($input: StopWordInput!) {
      callForHelp(input: $input) {
        __typename
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const RefuseHelper = graphql(
  `
    mutation RefuseHelper($input: RefuseHelperInput!) {
      refuseHelper(input: $input) {
        __typename
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const SettleVisitAlert = graphql(
  `
    mutation SettleVisitAlert($input: SettleAlertInput!) {
      settleVisitAlert(input: $input) {
        __typename
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

/** Who has seen the viewer's own details. */
export const MyViewsQuery = graphql(
  `
    query MyViews {
      viewer {
        profile {
          homeCommunity {
            timeZone
          }
        }
        contactViews {
          ...ContactViewParts
        }
      }
    }
  `,
  [ContactViewParts],
);

const HomeClaimParts = graphql(`
  fragment HomeClaimParts on Claim {
    id
    state
    person {
      id
      displayName
    }
    attendance {
      checkedInAt
      checkedOutAt
    }
  }
`);
export type HomeClaim = ResultOf<typeof HomeClaimParts>;

const OpenAlertParts = graphql(
  `
    fragment OpenAlertParts on VisitAlert {
      id
      kind
      raisedAt
      said
      phone
      emergencyContacts {
        ...EmergencyContactParts
      }
      claim {
        id
        person {
          id
          displayName
        }
        task {
          id
          startsAt
          endsAt
          need {
            id
            title
            community {
              timeZone
            }
          }
        }
      }
    }
  `,
  [EmergencyContactParts],
);
export type OpenAlert = ResultOf<typeof OpenAlertParts>;

/** Today's and coming visits of a committee, and what must be looked at now. */
export const HomeVisitsQuery = graphql(
  `
    query HomeVisits {
      visitAlerts {
        ...OpenAlertParts
      }
      homeVisits {
        id
        startsAt
        endsAt
        minimumPlaces
        takenPlaces
        visit {
          stopWord
        }
        servedPerson {
          id
          displayName
        }
        need {
          id
          title
          number
          community {
            name
            timeZone
          }
        }
        claims {
          ...HomeClaimParts
        }
      }
    }
  `,
  [HomeClaimParts, OpenAlertParts],
);
export type HomeVisit = ResultOf<typeof HomeVisitsQuery>['homeVisits'][number];

/** How many visits at homes a unit runs, and how many must be looked at now. */
export const HomesToWatchQuery = graphql(`
  query HomesToWatch {
    visitAlerts {
      id
    }
    homeVisits {
      id
    }
  }
`);

/** One visit as whoever runs its day decides on it; the address only when it is asked for. */
export const HomeVisitQuery = graphql(
  `
    query HomeVisit($id: ID!, $address: Boolean!) {
      task(id: $id) {
        id
        title
        startsAt
        endsAt
        minimumPlaces
        maximumPlaces
        takenPlaces
        cancelledAt
        visit {
          stage
          opensAt
          stopWord
          home @include(if: $address) {
            name
            building
            door
            phone
            careNotes {
              text
            }
            emergencyContacts {
              ...EmergencyContactParts
            }
          }
        }
        servedPerson {
          id
          displayName
        }
        need {
          id
          title
          number
          placeKind
          community {
            name
            timeZone
          }
        }
        claims {
          ...HomeClaimParts
          reason
          waitlistPosition
          helperFacts {
            identityCheckedUntil
            visitsBefore
            servedBefore
            others
            refused
          }
          alerts {
            open
            ...OpenAlertParts
          }
        }
      }
    }
  `,
  [HomeClaimParts, OpenAlertParts, EmergencyContactParts],
);
export type HomeVisitTask = NonNullable<ResultOf<typeof HomeVisitQuery>['task']>;
export type HomeVisitClaim = NonNullable<HomeVisitTask['claims']>[number];
