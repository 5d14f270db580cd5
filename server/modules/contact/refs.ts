import { builder } from '~/server/graphql/builder';
import type { EmergencyContactRow } from './emergency-contacts';
import type { PersonFileRow } from './view-file';

/** A resident as their committee keeps them; other domains add what they keep. */
export const PersonFileRef = builder.objectRef<PersonFileRow>('PersonFile');

export const EmergencyContactRef = builder.objectRef<EmergencyContactRow>('EmergencyContact');
