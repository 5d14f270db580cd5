import { graphql, type ResultOf } from '~/app/graphql/graphql';
import { InvalidParts, RefusalParts } from '~/app/graphql/problems';

export const ContactViewParts = graphql(`
  fragment ContactViewParts on ContactView {
    id
    at
    what
    reason
    refused
    unit
    helper
    viewer {
      id
      displayName
    }
  }
`);
export type ContactViewData = ResultOf<typeof ContactViewParts>;

export const EmergencyContactParts = graphql(`
  fragment EmergencyContactParts on EmergencyContact {
    id
    name
    relationship
    phone
  }
`);
export type EmergencyContactData = ResultOf<typeof EmergencyContactParts>;

/** A resident's file. Asking for it is logged. */
export const PersonFileQuery = graphql(
  `
    query PersonFile($id: ID!) {
      consents(person: $id) {
        id
        purpose
        needTitle
        withdrawnAt
        reviewOn
      }
      personFile(id: $id) {
        id
        person {
          id
          displayName
        }
        community {
          id
          name
          timeZone
        }
        contactPoints {
          id
          kind
          value
          verified
        }
        home {
          building
          door
        }
        careNotes {
          id
          audience
          text
          createdAt
          endedAt
          writtenBy {
            id
            displayName
          }
        }
        healthConsent
        emergencyContacts {
          ...EmergencyContactParts
        }
        refusals {
          id
          reason
          createdAt
          helper {
            id
            displayName
          }
        }
        magnet {
          issuedAt
        }
        careEntry
        requests {
          id
          number
          subject
          createdAt
          codeReplacedAt
        }
        views {
          ...ContactViewParts
        }
      }
    }
  `,
  [ContactViewParts, EmergencyContactParts],
);
export type PersonFile = NonNullable<ResultOf<typeof PersonFileQuery>['personFile']>;

/** Whose page it is, where their file is not opened. */
export const PersonNameQuery = graphql(`
  query PersonName($id: ID!) {
    node(id: $id) {
      __typename
      ... on Person {
        id
        displayName
      }
    }
  }
`);

/** What is printed for the home. */
export const MagnetQuery = graphql(`
  query Magnet($id: ID!) {
    personFile(id: $id) {
      id
      magnet {
        code
        url
      }
    }
  }
`);

export const AddCareNote = graphql(
  `
    mutation AddCareNote($input: AddCareNoteInput!) {
      addCareNote(input: $input) {
        __typename
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const EndCareNote = graphql(
  `
    mutation EndCareNote($input: IdInput!) {
      endCareNote(input: $input) {
        __typename
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const AddEmergencyContact = graphql(
  `
    mutation AddEmergencyContact($input: AddEmergencyContactInput!) {
      addEmergencyContact(input: $input) {
        __typename
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const RemoveEmergencyContact = graphql(
  `
    mutation RemoveEmergencyContact($input: IdInput!) {
      removeEmergencyContact(input: $input) {
        __typename
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const EndHelperRefusal = graphql(
  `
    mutation EndHelperRefusal($input: IdInput!) {
      endHelperRefusal(input: $input) {
        __typename
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const IssueMagnet = graphql(
  `
    mutation IssueMagnet($input: IssueMagnetInput!) {
      issueMagnet(input: $input) {
        __typename
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const VerifyContact = graphql(
  `
    mutation VerifyContact($input: IdInput!) {
      verifyContact(input: $input) {
        __typename
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);
