import { graphql, type ResultOf } from './graphql';
import { EmergencyContactParts } from './committee/people';
import { InvalidParts, RefusalParts } from './problems';

/** What a volunteer offers, and what the form can offer them to choose from. */
export const ProfileQuery = graphql(
  `
    query Profile {
      viewer {
        person {
          displayName
          identityCheckedUntil
        }
        onBehalfOf {
          id
        }
        birthDate
        emergencyContacts {
          ...EmergencyContactParts
        }
        profile {
          about
          languages
          travelRadiusMetres
          homeCommunity {
            id
            timeZone
          }
          skills {
            id
            name
          }
          availability {
            weekday
            startMinute
            endMinute
          }
        }
      }
      skills(first: 60) {
        id
        name
      }
      communities {
        id
        name
        parent {
          id
        }
      }
    }
  `,
  [EmergencyContactParts],
);

export type Profile = NonNullable<ResultOf<typeof ProfileQuery>['viewer']>['profile'];

export const UpdateProfile = graphql(
  `
    mutation UpdateProfile($input: UpdateProfileInput!) {
      updateProfile(input: $input) {
        __typename
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);
