import { builder } from '~/server/graphql/builder';
import type { Context } from '~/server/graphql/context';
import { encodeId } from '~/server/database/id';
import { EmptyInputRef } from '~/server/graphql/inputs';
import { addMutation } from '~/server/graphql/mutation';
import { CommunityLevelRef } from '~/server/modules/communities/refs';
import { ChoosePerson, type SignInCandidate } from './choose-person';
import type { Client } from './client';
import { committeeName } from './committee-name';
import { EmptyInput, PasskeyResponseInput, SetUpInput, SignInInput, SignUpInput } from './input';
import type { OpenedSession } from './open-session';
import { PasskeyOptionsRef, PasskeyResponseInputRef, ViewerRef } from './refs';
import { sessionCookie } from './session-cookie';
import { setUp } from './set-up';
import { signIn } from './sign-in';
import { beginPasskeySignIn, finishPasskeySignIn } from './sign-in-with-passkey';
import { signUp } from './sign-up';
import { viewerAfterSignIn, type ViewerRow } from './viewer';

const clientOf = ({ clientAddress, userAgent }: Context): Client => ({ address: clientAddress, userAgent });

/** Gives the browser the new session and reads its viewer. */
function welcome(context: Context, session: OpenedSession): Promise<ViewerRow> {
  context.cookies.append(sessionCookie(context.deps.settings, session.token));
  return viewerAfterSignIn(context.deps, session, context.actor);
}

const SignInCandidateRef = builder.objectRef<SignInCandidate>('SignInCandidate').implement({
  fields: (t) => ({
    accountId: t.id({ resolve: (candidate) => encodeId('Account', candidate.accountId) }),
    name: t.exposeString('name'),
  }),
});

builder.objectType(ChoosePerson, {
  name: 'ChoosePerson',
  description:
    'Several people share this phone: the caller says who is there and signs in again with the account.',
  fields: (t) => ({
    candidates: t.field({ type: [SignInCandidateRef], resolve: (choice) => [...choice.candidates] }),
  }),
});

addMutation('signUp', {
  description: 'Makes a person with an account and signs them in.',
  input: builder.inputType('SignUpInput', {
    fields: (t) => ({
      displayName: t.string({ required: true }),
      phone: t.string({ description: 'A phone or an e-mail address; one of the two is enough.' }),
      email: t.string(),
      password: t.string({ required: true }),
      community: t.id(),
      acceptTerms: t.boolean({ required: true }),
    }),
  }),
  schema: SignUpInput,
  type: ViewerRef,
  run: (context, input) => signUp(context.deps, context.actor, input, clientOf(context)),
  load: welcome,
});

addMutation('signIn', {
  description: 'Signs in with a password, a PIN, or the one-time code of a slip.',
  input: builder.inputType('SignInInput', {
    fields: (t) => ({
      identifier: t.string({
        required: true,
        description: 'A phone number, an e-mail address or a member number.',
      }),
      secret: t.string({ required: true, description: 'A password, PIN or one-time code.' }),
      accountId: t.id({ description: 'The answer to ChoosePerson.' }),
    }),
  }),
  schema: SignInInput,
  type: ViewerRef,
  alsoThrows: [ChoosePerson],
  run: (context, input) => signIn(context.deps, context.actor, input, clientOf(context)),
  load: welcome,
});

addMutation('beginPasskeySignIn', {
  description: 'Options for navigator.credentials.get; any passkey of this site will do.',
  input: EmptyInputRef,
  inputRequired: false,
  schema: EmptyInput,
  type: PasskeyOptionsRef,
  run: (context) => beginPasskeySignIn(context.deps, clientOf(context)),
  load: (_context, options) => options,
});

addMutation('finishPasskeySignIn', {
  description: 'Signs in with what the browser answered.',
  input: PasskeyResponseInputRef,
  schema: PasskeyResponseInput,
  type: ViewerRef,
  run: (context, input) => finishPasskeySignIn(context.deps, context.actor, input, clientOf(context)),
  load: welcome,
});

addMutation('setUp', {
  description:
    'The first run: makes the root community, its committee and the first person, who is operator and chair.',
  input: builder.inputType('SetUpInput', {
    fields: (t) => ({
      code: t.string({ required: true, description: 'The one-time code from the log.' }),
      communityName: t.string({ required: true }),
      communityLevel: t.field({ type: CommunityLevelRef, required: true }),
      timeZone: t.string({ required: true }),
      displayName: t.string({ required: true }),
      phone: t.string(),
      email: t.string(),
      password: t.string({ required: true }),
    }),
  }),
  schema: SetUpInput,
  type: ViewerRef,
  run: (context, input) =>
    setUp(
      context.deps,
      context.actor,
      { ...input, committeeName: committeeName(input, context.locale) },
      clientOf(context),
    ),
  load: welcome,
});
