import { CareFollowUp, CareInterval, CareLevel, CareOutcome } from '~/generated/prisma/enums';
import { builder } from '~/server/graphql/builder';
import { consentForms, outcomeChannels } from './input';
import { consentStates } from './rules';

export const CareLevelRef = builder.enumType(CareLevel, {
  name: 'CareLevel',
  description: 'How closely somebody is looked after.',
});
export const CareIntervalRef = builder.enumType(CareInterval, { name: 'CareInterval' });
export const CareOutcomeRef = builder.enumType(CareOutcome, {
  name: 'CareOutcome',
  description: 'What came of a visit.',
});
export const CareFollowUpRef = builder.enumType(CareFollowUp, {
  name: 'CareFollowUp',
  description: 'What was done about somebody who was not reached.',
});
export const CareConsentStateRef = builder.enumType('CareConsentState', { values: consentStates });
export const CareConsentFormRef = builder.enumType('CareConsentForm', {
  description: 'To the words read out, on a signed paper, on the screen at the desk.',
  values: consentForms,
});
const CareOutcomeChannelRef = builder.enumType('CareOutcomeChannel', {
  description: 'How an officer heard what came of a visit.',
  values: outcomeChannels,
});

const CareConsentInputRef = builder.inputType('CareConsentInput', {
  description: 'That somebody agrees to be visited regularly.',
  fields: (t) => ({
    form: t.field({ type: CareConsentFormRef, required: true }),
    reviewOn: t.field({
      type: 'Date',
      required: true,
      description: 'When it is asked for again, at most a year ahead.',
    }),
  }),
});

export const AddToCareListInputRef = builder.inputType('AddToCareListInput', {
  fields: (t) => ({
    person: t.id({ required: true }),
    level: t.field({ type: CareLevelRef, required: true }),
    interval: t.field({ type: CareIntervalRef, required: true }),
    startsOn: t.field({
      type: 'Date',
      required: true,
      description: 'The first visit; the others are counted from it.',
    }),
    startMinute: t.int({
      required: true,
      description: 'Minutes after midnight, in the zone of the community.',
    }),
    durationMinutes: t.int({ required: true }),
    consent: t.field({ type: CareConsentInputRef, required: true }),
  }),
});

export const ChangeCareEntryInputRef = builder.inputType('ChangeCareEntryInput', {
  fields: (t) => ({
    entry: t.id({ required: true }),
    level: t.field({ type: CareLevelRef, required: true }),
    interval: t.field({ type: CareIntervalRef, required: true }),
    startsOn: t.field({ type: 'Date', required: true }),
    startMinute: t.int({ required: true }),
    durationMinutes: t.int({ required: true }),
  }),
});

export const EndCareEntryInputRef = builder.inputType('EndCareEntryInput', {
  fields: (t) => ({ entry: t.id({ required: true }), reason: t.string({ required: true }) }),
});

export const RenewCareConsentInputRef = builder.inputType('RenewCareConsentInput', {
  fields: (t) => ({
    entry: t.id({ required: true }),
    form: t.field({ type: CareConsentFormRef, required: true }),
    reviewOn: t.field({ type: 'Date', required: true }),
  }),
});

export const WithdrawCareConsentInputRef = builder.inputType('WithdrawCareConsentInput', {
  fields: (t) => ({ entry: t.id({ required: true }), note: t.string() }),
});

export const AddCarePairInputRef = builder.inputType('AddCarePairInput', {
  fields: (t) => ({ entry: t.id({ required: true }), volunteer: t.id({ required: true }) }),
});

export const EndCarePairInputRef = builder.inputType('EndCarePairInput', {
  fields: (t) => ({ pair: t.id({ required: true }), reason: t.string() }),
});

export const ReportVisitInputRef = builder.inputType('ReportVisitInput', {
  fields: (t) => ({
    visit: t.id({ required: true }),
    outcome: t.field({ type: CareOutcomeRef, required: true }),
    needs: t.string({ description: 'What the person needs; becomes a request of the committee.' }),
    channel: t.field({ type: CareOutcomeChannelRef, description: 'For an officer: how they heard of it.' }),
  }),
});

export const FollowUpVisitInputRef = builder.inputType('FollowUpVisitInput', {
  fields: (t) => ({
    visit: t.id({ required: true }),
    followUp: t.field({ type: CareFollowUpRef, required: true }),
    note: t.string(),
  }),
});

export const CareFilterRef = builder.inputType('CareFilter', {
  fields: (t) => ({
    level: t.field({ type: CareLevelRef }),
    late: t.boolean({ description: 'Only those late, and those not reached.' }),
    pairMissing: t.boolean({
      description: 'Only those without a pair, or whose first visit would be by one alone.',
    }),
    consentToReview: t.boolean({
      description: 'Only those whose consent ends soon, ended, or was withdrawn.',
    }),
  }),
});
