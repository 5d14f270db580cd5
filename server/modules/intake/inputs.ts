import { IntakeOutcome, IntakeRelationship, IntakeSourceKind, ReportedPart } from '~/generated/prisma/enums';
import { builder } from '~/server/graphql/builder';
import { intakeChannels } from './input';

export const IntakeOutcomeRef = builder.enumType(IntakeOutcome, {
  name: 'IntakeOutcome',
  description: 'What became of a request when it was taken down.',
});
export const IntakeRelationshipRef = builder.enumType(IntakeRelationship, {
  name: 'IntakeRelationship',
  description: 'What whoever asks is to the person served.',
});
export const IntakeChannelRef = builder.enumType('IntakeChannel', {
  description:
    'How a request came: by telephone, at the desk, on a visit, on paper, over the web, from a machine.',
  values: [...intakeChannels, 'api'] as const,
});
export const IntakeSourceKindRef = builder.enumType(IntakeSourceKind, {
  name: 'IntakeSourceKind',
  description:
    'What sends requests by itself: a call button, a hotline system, a form tool, an SMS provider.',
});
export const ReportedPartRef = builder.enumType(ReportedPart, {
  name: 'ReportedPart',
  description: 'Who asks, or whom it is for.',
});

const IntakePersonInputRef = builder.inputType('IntakePersonInput', {
  description: 'Somebody known by id, or somebody new by name. Several people may share a phone.',
  fields: (t) => ({
    person: t.id(),
    name: t.string(),
    phone: t.string({ description: 'Kept for a known person too, beside those they have.' }),
  }),
});

export const TakeDownInputRef = builder.inputType('TakeDownInput', {
  fields: (t) => ({
    channel: t.field({ type: IntakeChannelRef, required: true }),
    paperNumber: t.string({ description: 'What stands on the paper form.' }),
    requester: t.field({
      type: IntakePersonInputRef,
      description: 'Who asks. May be left out where nobody gave a name, except for a need.',
    }),
    servedPerson: t.field({
      type: IntakePersonInputRef,
      description: 'For whom, where that is not whoever asks.',
    }),
    relationship: t.field({
      type: IntakeRelationshipRef,
      description: 'What whoever asks is to the person served; self unless said otherwise.',
    }),
    subject: t.string({ required: true, description: 'What it is about, at most 200 characters.' }),
    category: t.id(),
    community: t.id({ description: "The committee's own unless said otherwise." }),
    building: t.string(),
    door: t.string(),
    wishedTime: t.string({ description: 'In the words it was said in.' }),
    wishedFrom: t.field({ type: 'DateTime' }),
    wishedUntil: t.field({ type: 'DateTime' }),
    outcome: t.field({ type: IntakeOutcomeRef, required: true }),
    outcomeNote: t.string({ description: 'What was answered, or why it was refused; both must say it.' }),
    passedOnTo: t.string({ description: 'To whom it was passed on.' }),
    dueAt: t.field({ type: 'DateTime', description: 'By when a complaint is answered.' }),
    owner: t.id({
      description:
        'Who handles a complaint: a worker of the committee; whoever takes it down unless said otherwise.',
    }),
    callBackAt: t.field({ type: 'DateTime', description: 'When to call whoever asks; they need a phone.' }),
    consent: t.boolean({
      description:
        'The person served, or their guardian, agrees that those who may help see the request. With a wished time it is published at once.',
    }),
  }),
});

export const ReviewRequestInputRef = builder.inputType('ReviewRequestInput', {
  fields: (t) => ({
    intake: t.id({ required: true }),
    request: t.field({ type: TakeDownInputRef, required: true }),
  }),
});

export const AskInputRef = builder.inputType('AskInput', {
  fields: (t) => ({
    community: t.id({ required: true }),
    subject: t.string({ required: true, description: 'What is needed, at most 200 characters.' }),
    category: t.id(),
    name: t.string({ description: 'Of whoever asks; needed of who is not signed in.' }),
    phone: t.string({ description: 'To be called back; needed of who is not signed in.' }),
    forAnother: t.boolean({ required: true }),
    servedName: t.string(),
    servedPhone: t.string(),
    relationship: t.field({ type: IntakeRelationshipRef }),
    building: t.string(),
    door: t.string(),
    wishedTime: t.string(),
    consent: t.boolean({
      description: 'Whoever asks for themselves agrees that those who may help see the request.',
    }),
  }),
});

export const AddSourceInputRef = builder.inputType('AddSourceInput', {
  fields: (t) => ({
    kind: t.field({ type: IntakeSourceKindRef, required: true }),
    name: t.string({ required: true }),
  }),
});

export const NoteCodeToldInputRef = builder.inputType('NoteCodeToldInput', {
  fields: (t) => ({ intake: t.id({ required: true }) }),
});

export const TakeBackRequestInputRef = builder.inputType('TakeBackRequestInput', {
  fields: (t) => ({
    id: t.id({ required: true, description: 'Of the request.' }),
    reason: t.string({ required: true, description: 'Those who were to come read it.' }),
  }),
});

export const TakeBackFollowedInputRef = builder.inputType('TakeBackFollowedInput', {
  fields: (t) => ({
    number: t.string({ required: true }),
    code: t.string({ required: true }),
    reason: t.string({ required: true, description: 'Those who were to come read it.' }),
  }),
});

export const SettleCallBackInputRef = builder.inputType('SettleCallBackInput', {
  fields: (t) => ({ intake: t.id({ required: true }), note: t.string() }),
});

export const ProceedWithIntakeInputRef = builder.inputType('ProceedWithIntakeInput', {
  fields: (t) => ({
    intake: t.id({ required: true }),
    consent: t.boolean({
      description:
        'The person served, or the guardian who asked, agrees by now that those who may help see the request.',
    }),
  }),
});

export const IntakeRepeatsInputRef = builder.inputType('IntakeRepeatsInput', {
  description: 'What is known so far of the request that is being taken down.',
  fields: (t) => ({
    community: t.id({ description: "The committee's own unless said otherwise." }),
    category: t.id(),
    servedPerson: t.id(),
    building: t.string(),
    subject: t.string(),
  }),
});

export const IntakeFilterRef = builder.inputType('IntakeFilter', {
  fields: (t) => ({
    callBack: t.boolean({ description: 'Only those that wait for a call, by the time it is due.' }),
    review: t.boolean({ description: 'Only those that came by themselves and wait for a worker.' }),
    outcome: t.field({ type: IntakeOutcomeRef }),
    text: t.string({ description: 'The beginning of a number, or part of the subject or of a name.' }),
  }),
});
