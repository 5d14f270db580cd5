import { builder } from '~/server/graphql/builder';
import { DoneRef, EmptyInputRef, IdInputRef } from '~/server/graphql/inputs';
import { addMutation } from '~/server/graphql/mutation';
import { addOwnContact } from './add-own-contact';
import { checkIdentity } from './check-identity';
import {
  AddContactPointInput,
  CheckIdentityInput,
  ContactPointIdInput,
  EmptyInput,
  IssueSlipInput,
  PasskeyIdInput,
  PasskeyResponseInput,
  PreferencesInput,
  SessionIdInput,
  SetPasswordInput,
} from './input';
import { issueSlip, readSlip, type SlipRow } from './issue-slip';
import { PasskeyOptionsRef, PasskeyResponseInputRef, PersonRef, ViewerRef } from './refs';
import { beginPasskeyRegistration, finishPasskeyRegistration } from './register-passkey';
import { removeOwnContact } from './remove-own-contact';
import { removePasskey } from './remove-passkey';
import { revokeSession } from './revoke-session';
import { documentKinds } from './rules';
import { clearedSessionCookie } from './session-cookie';
import { setPassword } from './set-password';
import { setPreferences } from './set-preferences';
import { signOut } from './sign-out';
import { viewerAfterChange } from './viewer';

const SlipRef = builder.objectRef<SlipRow>('Slip').implement({
  description: 'What is printed on a sign-in slip; shown once.',
  fields: (t) => ({
    memberNumber: t.exposeString('memberNumber'),
    code: t.exposeString('code', { description: 'Eight digits, for one sign-in.' }),
    personName: t.exposeString('personName'),
    expiresAt: t.expose('expiresAt', { type: 'DateTime' }),
    url: t.exposeString('url'),
  }),
});

addMutation('signOut', {
  evenIfProxyEnded: true,
  description: 'Ends this session.',
  input: EmptyInputRef,
  inputRequired: false,
  schema: EmptyInput,
  type: DoneRef,
  async run(context) {
    const answer = await signOut(context.deps, context.actor);
    context.cookies.append(clearedSessionCookie(context.deps.settings));
    return answer;
  },
  load: (_context, answer) => answer,
});

addMutation('revokeSession', {
  description: 'Signs out another browser of the own account.',
  input: IdInputRef,
  schema: SessionIdInput,
  type: ViewerRef,
  run: ({ deps, actor }, input) => revokeSession(deps, actor, input),
  load: (context) => viewerAfterChange(context.deps, context.actor),
});

addMutation('setPassword', {
  description:
    'A new password or PIN; signs out the other sessions. The current one is not asked for where there is none.',
  input: builder.inputType('SetPasswordInput', {
    fields: (t) => ({
      currentPassword: t.string(),
      newPassword: t.string({ required: true }),
      acceptTerms: t.boolean({
        description: 'Needed with the first password of a viewer whose termsAccepted is false.',
      }),
    }),
  }),
  schema: SetPasswordInput,
  type: ViewerRef,
  run: ({ deps, actor }, input) => setPassword(deps, actor, input),
  load: (context) => viewerAfterChange(context.deps, context.actor),
});

addMutation('setPreferences', {
  description: 'The language and elder mode of the next browser.',
  input: builder.inputType('PreferencesInput', {
    fields: (t) => ({ locale: t.string(), elderMode: t.boolean() }),
  }),
  schema: PreferencesInput,
  type: ViewerRef,
  run: ({ deps, actor }, input) => setPreferences(deps, actor, input),
  load: (context) => viewerAfterChange(context.deps, context.actor),
});

addMutation('beginPasskeyRegistration', {
  description: 'Options for navigator.credentials.create.',
  input: EmptyInputRef,
  inputRequired: false,
  schema: EmptyInput,
  type: PasskeyOptionsRef,
  run: ({ deps, actor }) => beginPasskeyRegistration(deps, actor),
  load: (_context, options) => options,
});

addMutation('finishPasskeyRegistration', {
  description: 'Keeps the passkey that the browser made.',
  input: PasskeyResponseInputRef,
  schema: PasskeyResponseInput,
  type: ViewerRef,
  run: ({ deps, actor }, input) => finishPasskeyRegistration(deps, actor, input),
  load: (context) => viewerAfterChange(context.deps, context.actor),
});

addMutation('removePasskey', {
  description: 'Forgets a passkey of the own account.',
  input: IdInputRef,
  schema: PasskeyIdInput,
  type: ViewerRef,
  run: ({ deps, actor }, input) => removePasskey(deps, actor, input),
  load: (context) => viewerAfterChange(context.deps, context.actor),
});

addMutation('addContactPoint', {
  description: 'Another phone or e-mail address of the caller; it signs them in and is unverified.',
  input: builder.inputType('AddContactPointInput', {
    fields: (t) => ({
      value: t.string({
        required: true,
        description: 'A telephone number in any usual spelling, or an e-mail address.',
      }),
    }),
  }),
  schema: AddContactPointInput,
  type: ViewerRef,
  run: ({ deps, actor }, input) => addOwnContact(deps, actor, input),
  load: (context) => viewerAfterChange(context.deps, context.actor),
});

addMutation('removeContactPoint', {
  description: 'Forgets a phone or e-mail address of the caller, unless it is their last way to sign in.',
  input: IdInputRef,
  schema: ContactPointIdInput,
  type: ViewerRef,
  run: ({ deps, actor }, input) => removeOwnContact(deps, actor, input),
  load: (context) => viewerAfterChange(context.deps, context.actor),
});

addMutation('issueSlip', {
  description:
    'Makes a one-time sign-in code for a resident, or for a new person of whom only the name is known.',
  input: builder.inputType('IssueSlipInput', {
    fields: (t) => ({
      person: t.id(),
      newPersonName: t.string(),
      birthDate: t.field({
        type: 'Date',
        description: 'Of the new person, when they give it; some tasks ask for an age.',
      }),
    }),
  }),
  schema: IssueSlipInput,
  type: SlipRef,
  run: ({ deps, actor }, input) => issueSlip(deps, actor, input),
  load: (context, answer) => readSlip(context.deps, context.actor, answer.slipId),
});

const DocumentKindRef = builder.enumType('DocumentKind', {
  description: 'The paper that somebody showed to have their identity checked.',
  values: documentKinds,
});

addMutation('checkIdentity', {
  description:
    'Writes down that a resident of the community, or a member of the unit, showed their identity document in person. It counts for a year.',
  input: builder.inputType('CheckIdentityInput', {
    fields: (t) => ({
      person: t.id({ required: true }),
      documentKind: t.field({ type: DocumentKindRef, required: true }),
      lastFour: t.string({ required: true, description: 'The last four characters of its number.' }),
    }),
  }),
  schema: CheckIdentityInput,
  type: PersonRef,
  run: ({ deps, actor }, input) => checkIdentity(deps, actor, input),
  load: (_context, answer) => answer.personId,
});
