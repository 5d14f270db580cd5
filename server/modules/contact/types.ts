import { decodeId, encodeId } from '~/server/database/id';
import { batched } from '~/server/graphql/batch';
import { builder } from '~/server/graphql/builder';
import type { Context } from '~/server/graphql/context';
import { IdInputRef } from '~/server/graphql/inputs';
import { addMutation } from '~/server/graphql/mutation';
import { CommunityRef } from '~/server/modules/communities/refs';
import { PersonRef, ViewerRef } from '~/server/modules/identity/refs';
import { viewerOf } from '~/server/modules/identity/viewer';
import { IntakeRef } from '~/server/modules/intake/refs';
import { intakesOfPerson } from '~/server/modules/intake/queries';
import { refuse } from '~/server/policy/refusal';
import { addCareNote } from './add-care-note';
import type { CareNoteRow } from './care-notes';
import { addEmergencyContact, removeEmergencyContact } from './change-emergency-contacts';
import { ownEmergencyContacts } from './emergency-contacts';
import { endCareNote } from './end-care-note';
import {
  AddCareNoteInput,
  AddEmergencyContactInput,
  EndCareNoteInput,
  RemoveEmergencyContactInput,
  VerifyContactInput,
} from './file-input';
import { viewsOfMyContact, unsafeViewsOf, type ContactPointRow, type ContactViewRow } from './queries';
import { EmergencyContactRef, PersonFileRef } from './refs';
import type { PlaceRow } from './view-contacts';
import { verifyContact } from './verify-contact';
import { viewPersonFile, type PersonFileRow } from './view-file';
import { findViewers } from './viewers';

const CareNoteAudienceRef = builder.enumType('CareNoteAudience', {
  values: ['helper', 'committee'] as const,
});

const CareNoteRef = builder.objectRef<CareNoteRow>('CareNote').implement({
  description: 'What to mind about a person: for those who help them, or for the committee alone.',
  fields: (t) => ({
    id: t.id({ resolve: (note) => encodeId('CareNote', note.id) }),
    audience: t.field({ type: CareNoteAudienceRef, resolve: (note) => note.audience }),
    text: t.exposeString('text'),
    writtenBy: t.field({ type: PersonRef, nullable: true, resolve: (note) => note.writtenBy }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    endedAt: t.expose('endedAt', { type: 'DateTime', nullable: true }),
  }),
});

EmergencyContactRef.implement({
  description: 'Whom to call when something happens to a person.',
  fields: (t) => ({
    id: t.id({ resolve: (contact) => encodeId('EmergencyContact', contact.id) }),
    name: t.exposeString('name'),
    relationship: t.exposeString('relationship', { nullable: true }),
    phone: t.exposeString('phone'),
  }),
});

const FilePlaceRef = builder.objectRef<PlaceRow>('FilePlace').implement({
  description: 'Where a person lives.',
  fields: (t) => ({
    building: t.exposeString('building', { nullable: true }),
    door: t.exposeString('door', { nullable: true }),
  }),
});

const FileContactPointRef = builder.objectRef<ContactPointRow>('FileContactPoint').implement({
  description: 'A phone or an e-mail address in a file.',
  fields: (t) => ({
    id: t.id({ resolve: (point) => encodeId('ContactPoint', point.id) }),
    kind: t.exposeString('kind'),
    value: t.exposeString('value'),
    verified: t.exposeBoolean('verified'),
  }),
});

const viewers = batched((views: readonly ContactViewRow[], { deps }) => findViewers(deps, views));

const ContactViewRef = builder.objectRef<ContactViewRow>('ContactView').implement({
  description: 'One view of contact or care data by somebody else.',
  fields: (t) => ({
    id: t.id({ resolve: (view) => `view_${view.id}` }),
    at: t.expose('at', { type: 'DateTime' }),
    what: t.exposeString('what', { description: 'What was looked at, from a closed list.' }),
    reason: t.exposeString('reason', { nullable: true }),
    refused: t.exposeBoolean('refused', { description: 'It was asked for and not shown.' }),
    viewer: t.field({
      type: PersonRef,
      nullable: true,
      description: 'Where the reader may know the name.',
      resolve: (view) => view.viewerId,
    }),
    unit: t.string({
      nullable: true,
      description: 'The unit that the viewer worked for then.',
      resolve: async (view, _args, context) => (await viewers(context, view)).unit,
    }),
    helper: t.string({
      nullable: true,
      description: 'The name of somebody who was to help the person.',
      resolve: async (view, _args, context) => (await viewers(context, view)).helper,
    }),
  }),
});

PersonFileRef.implement({
  description: 'A resident as their committee keeps them. Opening it is logged.',
  fields: (t) => ({
    id: t.id({
      description: 'Of the Person.',
      resolve: (file) => encodeId('Person', file.personId),
    }),
    person: t.field({ type: PersonRef, resolve: (file) => file.personId }),
    community: t.field({ type: CommunityRef, resolve: (file) => file.communityId }),
    contactPoints: t.field({
      type: [FileContactPointRef],
      resolve: (file) => [...file.contactPoints],
    }),
    home: t.field({ type: FilePlaceRef, nullable: true, resolve: (file) => file.home }),
    careNotes: t.field({
      type: [CareNoteRef],
      description: 'Newest first; those that hold no more at the end.',
      resolve: (file) => [...file.careNotes],
    }),
    healthConsent: t.exposeBoolean('healthConsent', {
      description: 'They agreed to notes for those who help them.',
    }),
    emergencyContacts: t.field({
      type: [EmergencyContactRef],
      resolve: (file) => [...file.emergencyContacts],
    }),
    views: t.field({
      type: [ContactViewRef],
      description: 'Who has seen their contact and care data, latest first.',
      resolve: (file, _args, { deps }) => unsafeViewsOf(deps, file.personId),
    }),
    requests: t.field({
      type: [IntakeRef],
      description: 'What they asked for or was asked for them, newest first; at most twenty.',
      resolve: (file, _args, { deps, actor }) => intakesOfPerson(deps, actor, file.personId),
    }),
  }),
});

builder.queryField('personFile', (t) =>
  t.field({
    type: PersonFileRef,
    nullable: true,
    description: 'The file of a resident of the committee; unknown and foreign ids look alike.',
    authScopes: { action: 'person.file' },
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, { deps, actor }) => viewPersonFile(deps, actor, decodeId('Person', id)),
  }),
);

builder.objectFields(ViewerRef, (t) => ({
  contactViews: t.field({
    type: [ContactViewRef],
    description: "Who has seen the viewer's contact and care data, latest first.",
    resolve: (viewer, _args, { deps }) => viewsOfMyContact(deps, viewer.actor),
  }),
  emergencyContacts: t.field({
    type: [EmergencyContactRef],
    description: 'Whom to call when something happens to the viewer.',
    resolve: (viewer, _args, { deps }) => ownEmergencyContacts(deps, viewer.actor),
  }),
}));

const loadFile = async (
  { deps, actor }: Context,
  { personId }: { personId: string },
): Promise<PersonFileRow> => (await viewPersonFile(deps, actor, personId)) ?? refuse('NOT_FOUND');
const loadViewer = async ({ deps, actor }: Context) =>
  (await viewerOf(deps, actor)) ?? refuse('NOT_SIGNED_IN');

const AddCareNoteInputRef = builder.inputType('AddCareNoteInput', {
  fields: (t) => ({
    person: t.id({ required: true }),
    audience: t.field({ type: CareNoteAudienceRef, required: true }),
    text: t.string({ required: true }),
    consent: t.boolean({ description: 'The script was read and the person agreed.' }),
    channel: t.string({ description: 'How they agreed: phone, desk or paper.' }),
  }),
});
const AddEmergencyContactInputRef = builder.inputType('AddEmergencyContactInput', {
  fields: (t) => ({
    person: t.id({ description: "Another resident, for an officer; the caller's own person without." }),
    name: t.string({ required: true }),
    relationship: t.string(),
    phone: t.string({ required: true }),
  }),
});

addMutation('verifyContact', {
  description: 'An officer has reached the person on that phone or e-mail address.',
  input: IdInputRef,
  schema: VerifyContactInput,
  type: PersonFileRef,
  run: ({ deps, actor }, input) => verifyContact(deps, actor, input),
  load: loadFile,
});

addMutation('addCareNote', {
  description: "Writes a note into a resident's file; one for helpers needs the person's consent.",
  input: AddCareNoteInputRef,
  schema: AddCareNoteInput,
  type: PersonFileRef,
  run: ({ deps, actor }, input) => addCareNote(deps, actor, input),
  load: loadFile,
});

addMutation('endCareNote', {
  description: 'Takes a note out of use; nothing is deleted.',
  input: IdInputRef,
  schema: EndCareNoteInput,
  type: PersonFileRef,
  run: ({ deps, actor }, input) => endCareNote(deps, actor, input),
  load: loadFile,
});

addMutation('addEmergencyContact', {
  description: "Writes down whom to call: for the caller's own person, or for a resident of the committee's.",
  input: AddEmergencyContactInputRef,
  schema: AddEmergencyContactInput,
  type: ViewerRef,
  run: ({ deps, actor }, input) => addEmergencyContact(deps, actor, input),
  load: loadViewer,
});

addMutation('removeEmergencyContact', {
  description: 'Takes one of them away.',
  input: IdInputRef,
  schema: RemoveEmergencyContactInput,
  type: ViewerRef,
  run: ({ deps, actor }, input) => removeEmergencyContact(deps, actor, input),
  load: loadViewer,
});
