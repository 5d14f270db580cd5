import { ConsentForm, ConsentPurpose } from '~/generated/prisma/enums';
import { decodeId, encodeId } from '~/server/database/id';
import { builder } from '~/server/graphql/builder';
import { IdInputRef } from '~/server/graphql/inputs';
import { addMutation } from '~/server/graphql/mutation';
import { agreeToVisits } from '~/server/modules/care/agree-to-visits';
import { AgreeToVisitsInput } from '~/server/modules/care/input';
import { personFor } from '~/server/policy/permissions';
import { giveConsent } from './give-consent';
import { GiveConsentInput, takenForms, WithdrawConsentInput } from './input';
import { findConsent, findConsents, type ConsentRow } from './queries';
import { generalPurposeNames, isWithdrawable } from './rules';
import { withdrawConsent } from './withdraw-consent';

const ConsentPurposeRef = builder.enumType(ConsentPurpose, { name: 'ConsentPurpose' });
const ConsentFormRef = builder.enumType(ConsentForm, { name: 'ConsentForm' });
const GeneralPurposeRef = builder.enumType('GeneralPurpose', {
  description: 'What a person may agree to in general.',
  values: generalPurposeNames,
});
const TakenFormRef = builder.enumType('TakenForm', {
  description: 'How somebody told an officer that they agree.',
  values: takenForms,
});

const ConsentRef = builder.objectRef<ConsentRow>('Consent').implement({
  description: 'What somebody agreed to: in which words, how, by whom, until when.',
  fields: (t) => ({
    id: t.id({ resolve: ({ id }) => encodeId('Consent', id) }),
    purpose: t.field({ type: ConsentPurposeRef, resolve: ({ purpose }) => purpose }),
    needTitle: t.exposeString('needTitle', {
      nullable: true,
      description: 'The one request it is for; null for all.',
    }),
    textVersion: t.exposeString('textVersion'),
    form: t.field({ type: ConsentFormRef, resolve: ({ form }) => form }),
    givenByName: t.exposeString('givenByName', { nullable: true }),
    takenByName: t.exposeString('takenByName', { nullable: true }),
    givenAt: t.expose('givenAt', { type: 'DateTime' }),
    withdrawnAt: t.expose('withdrawnAt', { type: 'DateTime', nullable: true }),
    reviewOn: t.exposeString('reviewOn', {
      nullable: true,
      description: 'The day it is asked for again; null where it has none, or was given anew since.',
    }),
    mayAgreeAgain: t.boolean({
      description: 'Consent to regular visits that the caller may give for another year.',
      resolve: ({ purpose, reviewOn, personId }, _args, { actor }) =>
        purpose === 'regular_visits' && reviewOn !== null && personFor(actor, 'consent.give') === personId,
    }),
    mayWithdraw: t.boolean({
      resolve: ({ purpose, withdrawnAt }) => withdrawnAt === null && isWithdrawable(purpose),
    }),
  }),
});

builder.queryField('consents', (t) =>
  t.field({
    type: [ConsentRef],
    description: "The caller's consents or, for an officer of their community, a resident's.",
    authScopes: { action: 'consent.give' },
    args: { person: t.arg.id() },
    resolve: (_root, { person }, { deps, actor }) =>
      findConsents(deps, actor, person ? decodeId('Person', person) : null),
  }),
);

addMutation('giveConsent', {
  description: 'Writes down that somebody agrees: on the screen, or as told to an officer.',
  input: builder.inputType('GiveConsentInput', {
    fields: (t) => ({
      person: t.id(),
      purpose: t.field({ type: GeneralPurposeRef, required: true }),
      form: t.field({ type: TakenFormRef }),
    }),
  }),
  schema: GiveConsentInput,
  type: ConsentRef,
  run: ({ deps, actor }, input) => giveConsent(deps, actor, input),
  load: ({ deps, actor }, { consentId }) =>
    findConsent(deps, actor, consentId).then(
      (consent) => consent ?? Promise.reject(new Error('A consent just written cannot be read')),
    ),
});

addMutation('agreeToVisits', {
  description: 'Agrees to regular visits for another year; a guardian does so for whom they act.',
  input: builder.inputType('AgreeToVisitsInput', {
    fields: (t) => ({ consent: t.id({ required: true, description: 'An earlier one to the same visits.' }) }),
  }),
  schema: AgreeToVisitsInput,
  type: ConsentRef,
  run: ({ deps, actor }, input) => agreeToVisits(deps, actor, input),
  load: ({ deps, actor }, { consentId }) =>
    findConsent(deps, actor, consentId).then(
      (consent) => consent ?? Promise.reject(new Error('A consent just written cannot be read')),
    ),
});

addMutation('withdrawConsent', {
  description: 'Takes a consent back, at once: what was shown on its strength is taken off view.',
  input: IdInputRef,
  schema: WithdrawConsentInput,
  type: ConsentRef,
  run: ({ deps, actor }, input) => withdrawConsent(deps, actor, input),
  load: ({ deps, actor }, { consentId }) =>
    findConsent(deps, actor, consentId).then(
      (consent) => consent ?? Promise.reject(new Error('A consent just written cannot be read')),
    ),
});
