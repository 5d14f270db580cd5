import { decodeId, encodeId } from '~/server/database/id';
import { batched } from '~/server/graphql/batch';
import { builder } from '~/server/graphql/builder';
import { connectionOf, pageOf } from '~/server/graphql/connection';
import { addMutation } from '~/server/graphql/mutation';
import type { Context } from '~/server/graphql/context';
import { unsafeHistoryOf } from '~/server/modules/audit/history';
import { HistoryEntryRef } from '~/server/modules/audit/refs';
import { CommunityRef } from '~/server/modules/communities/refs';
import { viewPhones, viewPlacesOfIntakes, type PlaceRow } from '~/server/modules/contact/view-contacts';
import { PersonRef } from '~/server/modules/identity/refs';
import { NeedStatusRef } from '~/server/modules/needs/inputs';
import { CategoryRef, NeedRef } from '~/server/modules/needs/refs';
import { parseInput } from '~/server/policy/parse-input';
import { Refused } from '~/server/policy/refusal';
import {
  unsafeFindReported,
  viewReportedPhones,
  type ReportedRow,
} from '~/server/modules/contact/reported-persons';
import { DoneRef, IdInputRef } from '~/server/graphql/inputs';
import { findCandidates } from './find-candidates';
import { findMyRequests, type MyRequest } from './my-requests';
import { receiveRequest } from './receive-request';
import { reviewRequest } from './review-request';
import { addSource, findSources, renewSource, revokeSource, type SourceRow } from './sources';
import { findWorkers } from './workers';
import { findMissing } from './find-missing';
import { findPeople, type IntakePersonRow } from './find-people';
import { findRepeats } from './find-repeats';
import { followCode, followCodeFor } from './follow-code';
import { followRequest } from './follow-request';
import {
  IntakeRepeatsInput,
  AddSourceInput,
  AskInput,
  NoteCodeToldInput,
  ProceedWithIntakeInput,
  ReviewRequestInput,
  SettleCallBackInput,
  SourceIdInput,
  TakeBackFollowedInput,
  TakeBackRequestInput,
  TakeDownInput,
  type intakeChannels,
} from './input';
import {
  AddSourceInputRef,
  AskInputRef,
  NoteCodeToldInputRef,
  IntakeChannelRef,
  IntakeFilterRef,
  IntakeOutcomeRef,
  IntakeRelationshipRef,
  IntakeRepeatsInputRef,
  IntakeSourceKindRef,
  ReportedPartRef,
  ReviewRequestInputRef,
  ProceedWithIntakeInputRef,
  SettleCallBackInputRef,
  TakeBackFollowedInputRef,
  TakeBackRequestInputRef,
  TakeDownInputRef,
} from './inputs';
import { noteCodeTold } from './note-code-told';
import { proceedWithIntake } from './proceed-with-intake';
import { findIntake, listIntakes, type IntakePage, type IntakeRow } from './queries';
import { FollowedRequestRef, IntakeRef } from './refs';
import { followStates, missingParts, sourceStateOf, sourceStates } from './rules';
import { settleCallBack } from './settle-call-back';
import { takeBackFollowed, takeBackRequest } from './take-back-request';
import { takeDownRequest } from './take-down-request';

const IntakeMissingRef = builder.enumType('IntakeMissing', {
  description: 'What a draft waits for before it can be published.',
  values: missingParts,
});
const FollowStateRef = builder.enumType('FollowState', {
  description: 'How far a request has come, for whoever asked.',
  values: followStates,
});

const SourceStateRef = builder.enumType('IntakeSourceState', {
  description: "How a machine's token stands: one that runs out soon still counts.",
  values: sourceStates,
});

const codeOnlyOneself = 'Null to whoever acts for somebody: a code outlasts what was put into their hands.';

const missing = batched((intakes: readonly IntakeRow[], { deps }) => findMissing(deps, intakes));
const phones = batched((ids: readonly string[], { deps, actor }) => viewPhones(deps, actor, ids));
const places = batched((intakes: readonly IntakeRow[], { deps, actor }) =>
  viewPlacesOfIntakes(deps, actor, intakes),
);
const reported = batched((ids: readonly string[], { deps }) => unsafeFindReported(deps, ids));
const reportedPhones = batched((ids: readonly string[], { deps, actor }) =>
  viewReportedPhones(deps, actor, ids),
);
const histories = batched(async (ids: readonly string[], { deps }) => {
  const rows = await unsafeHistoryOf(deps, 'intake', ids);
  return ids.map((id) => rows.filter((row) => row.subjectId === id));
});

const IntakePlaceRef = builder.objectRef<PlaceRow>('IntakePlace').implement({
  description: 'The place a request is about. Each view is logged for the person served.',
  fields: (t) => ({
    building: t.exposeString('building', { nullable: true }),
    door: t.exposeString('door', { nullable: true }),
  }),
});

IntakeRef.implement({
  description: 'A request that a committee took down, with what became of it.',
  fields: (t) => ({
    number: t.exposeString('number', {
      description: 'To read out; the need made of it carries the same.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    channel: t.field({
      type: IntakeChannelRef,
      resolve: (intake) => intake.channel as (typeof intakeChannels)[number] | 'api',
    }),
    paperNumber: t.exposeString('paperNumber', { nullable: true }),
    takenInBy: t.field({ type: PersonRef, nullable: true, resolve: (intake) => intake.takenInById }),
    community: t.field({ type: CommunityRef, resolve: (intake) => intake.communityId }),
    requester: t.field({
      type: PersonRef,
      nullable: true,
      description: 'Null where nobody gave a name.',
      resolve: (intake) => intake.requesterId,
    }),
    requesterPhone: t.string({
      nullable: true,
      description: 'The whole number, to call back. Each view is logged for whoever it belongs to.',
      resolve: (intake, _args, context) =>
        intake.requesterId === null ? null : phones(context, intake.requesterId),
    }),
    servedPerson: t.field({
      type: PersonRef,
      nullable: true,
      description: 'The requester, when they ask for themselves.',
      resolve: (intake) => intake.servedPersonId,
    }),
    relationship: t.field({ type: IntakeRelationshipRef, resolve: (intake) => intake.relationship }),
    subject: t.exposeString('subject'),
    category: t.field({ type: CategoryRef, nullable: true, resolve: (intake) => intake.categoryId }),
    place: t.field({
      type: IntakePlaceRef,
      nullable: true,
      resolve: (intake, _args, context) => places(context, intake),
    }),
    wishedTime: t.exposeString('wishedTime', { nullable: true }),
    wishedFrom: t.expose('wishedFrom', { type: 'DateTime', nullable: true }),
    wishedUntil: t.expose('wishedUntil', { type: 'DateTime', nullable: true }),
    outcome: t.field({ type: IntakeOutcomeRef, resolve: (intake) => intake.outcome }),
    outcomeNote: t.exposeString('outcomeNote', { nullable: true }),
    passedOnTo: t.exposeString('passedOnTo', { nullable: true }),
    owner: t.field({
      type: PersonRef,
      nullable: true,
      description: 'Who handles a complaint.',
      resolve: (intake) => intake.ownerId,
    }),
    dueAt: t.expose('dueAt', { type: 'DateTime', nullable: true }),
    respondBy: t.expose('respondBy', {
      type: 'DateTime',
      nullable: true,
      description: 'By when the committee gets back to whoever asked.',
    }),
    respondedAt: t.expose('respondedAt', { type: 'DateTime', nullable: true }),
    codeReplacedAt: t.expose('codeReplacedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Set while the person was not told the code that replaced theirs.',
    }),
    need: t.field({ type: NeedRef, nullable: true, resolve: (intake) => intake.needId }),
    missing: t.field({
      type: [IntakeMissingRef],
      description: 'What the need made of it waits for while it is a draft.',
      resolve: (intake, _args, context) => missing(context, intake),
    }),
    reported: t.field({
      type: [ReportedPersonRef],
      description: 'Who asks and whom it is for, as a stranger or a machine named them.',
      resolve: (intake, _args, context) => reported(context, intake.id),
    }),
    candidates: t.field({
      type: [IntakePersonRef],
      description:
        'Residents who may be meant, of that phone or name, while it waits for review. Each view is logged.',
      args: { part: t.arg({ type: ReportedPartRef, required: true }) },
      resolve: (intake, { part }, { deps, actor }) => findCandidates(deps, actor, intake, part),
    }),
    consentTicked: t.boolean({
      description: 'Whether whoever asked for themselves ticked that they agree, whoever that was.',
      resolve: async (intake, _args, context) =>
        intake.relationship === 'self' &&
        (await histories(context, intake.id)).some(
          ({ action, channel }) => action === 'intake:consented' && channel === 'web',
        ),
    }),
    callBackAt: t.expose('callBackAt', { type: 'DateTime', nullable: true }),
    calledBackAt: t.expose('calledBackAt', { type: 'DateTime', nullable: true }),
    calledBackBy: t.field({ type: PersonRef, nullable: true, resolve: (intake) => intake.calledBackById }),
    followCode: t.string({
      description: 'Six digits; with the number they let whoever asked follow it without an account.',
      resolve: (intake, _args, { deps }) => followCode(deps, intake),
    }),
    followUrl: t.string({
      description: 'Where it is followed: names the number, never the code.',
      resolve: ({ number }, _args, { deps }) =>
        `${deps.settings.publicUrl}/follow/${encodeURIComponent(number)}`,
    }),
    history: t.field({
      type: [HistoryEntryRef],
      resolve: (intake, _args, context) => histories(context, intake.id),
    }),
  }),
});

const IntakePersonRef = builder.objectRef<IntakePersonRow>('IntakePerson').implement({
  description: 'A resident as an officer recognises them while talking. Each view is logged.',
  fields: (t) => ({
    id: t.id({ description: 'Of the Person.', resolve: (person) => encodeId('Person', person.id) }),
    name: t.exposeString('name'),
    phoneLastFour: t.exposeString('phoneLastFour', { nullable: true }),
    building: t.exposeString('building', { nullable: true }),
    community: t.field({ type: CommunityRef, resolve: (person) => person.communityId }),
  }),
});

const ReportedPersonRef = builder.objectRef<ReportedRow>('ReportedPerson').implement({
  description: 'Somebody as named by a stranger or a machine; nobody of the register.',
  fields: (t) => ({
    part: t.field({ type: ReportedPartRef, resolve: ({ part }) => part }),
    name: t.exposeString('name', { nullable: true }),
    phone: t.string({
      nullable: true,
      description: 'Each view is logged.',
      resolve: async ({ id }, _args, context) => (await reportedPhones(context, id)).phone,
    }),
    unreadablePhone: t.string({
      nullable: true,
      description:
        'What a machine sent as the phone, where no number can be read in it. Each view is logged.',
      resolve: async ({ id }, _args, context) => (await reportedPhones(context, id)).phoneText,
    }),
  }),
});

const ReceivedRef = builder.objectRef<IntakeRow>('ReceivedRequest').implement({
  description: 'A request that was just sent in: what to write down to follow it.',
  fields: (t) => ({
    number: t.exposeString('number'),
    followCode: t.string({
      nullable: true,
      description: codeOnlyOneself,
      resolve: (intake, _args, { deps, actor }) => followCodeFor(deps, actor, intake),
    }),
    followUrl: t.string({
      resolve: ({ number }, _args, { deps }) =>
        `${deps.settings.publicUrl}/follow/${encodeURIComponent(number)}`,
    }),
  }),
});

const MyRequestRef = builder.objectRef<MyRequest>('MyRequest').implement({
  description: 'A request of the caller, as they follow it.',
  fields: (t) => ({
    id: t.id({ resolve: ({ intake }) => encodeId('Intake', intake.id) }),
    number: t.string({ resolve: ({ intake }) => intake.number }),
    followCode: t.string({
      nullable: true,
      description: codeOnlyOneself,
      resolve: ({ intake }, _args, { deps, actor }) => followCodeFor(deps, actor, intake),
    }),
    subject: t.string({ resolve: ({ intake }) => intake.subject }),
    createdAt: t.field({ type: 'DateTime', resolve: ({ intake }) => intake.createdAt }),
    state: t.field({ type: FollowStateRef, resolve: ({ state }) => state }),
    need: t.field({ type: NeedRef, nullable: true, resolve: ({ intake }) => intake.needId }),
    mayTakeBack: t.exposeBoolean('mayTakeBack', { description: 'Nobody has begun to help yet.' }),
  }),
});

const SourceRef = builder.objectRef<SourceRow>('IntakeSource').implement({
  description: 'A machine that may send requests to the committee.',
  fields: (t) => ({
    id: t.id({ resolve: ({ id }) => encodeId('IntakeSource', id) }),
    kind: t.field({ type: IntakeSourceKindRef, resolve: ({ kind }) => kind }),
    name: t.exposeString('name'),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    lastUsedAt: t.expose('lastUsedAt', { type: 'DateTime', nullable: true }),
    revokedAt: t.expose('revokedAt', { type: 'DateTime', nullable: true }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      description: 'What it sends from then on is refused, until it is renewed.',
    }),
    state: t.field({
      type: SourceStateRef,
      resolve: (source, _args, { deps }) => sourceStateOf(source, deps.clock.now()),
    }),
  }),
});

const AddedSourceRef = builder.objectRef<{ token: string }>('AddedSource').implement({
  description: 'A machine that was just added, with its token: shown once.',
  fields: (t) => ({ token: t.exposeString('token') }),
});

const FollowedNextRef = builder.objectRef<{ startsAt: Date; endsAt: Date }>('FollowedTime').implement({
  description: 'When somebody comes, as planned.',
  fields: (t) => ({
    startsAt: t.expose('startsAt', { type: 'DateTime' }),
    endsAt: t.expose('endsAt', { type: 'DateTime' }),
  }),
});

FollowedRequestRef.implement({
  description: 'How far a request has come: no name, no address, no phone.',
  fields: (t) => ({
    number: t.exposeString('number'),
    takenDownAt: t.expose('takenDownAt', { type: 'DateTime' }),
    timeZone: t.exposeString('timeZone', { description: 'In which its moments are told.' }),
    state: t.field({ type: FollowStateRef, resolve: (request) => request.state }),
    waitingFor: t.field({
      type: [IntakeMissingRef],
      description: 'While the state is waiting; empty when it waits for the committee.',
      resolve: (request) => [...request.waitingFor],
    }),
    note: t.exposeString('note', {
      nullable: true,
      description: 'What was answered, why it was refused, or why it was called off.',
    }),
    passedOnTo: t.exposeString('passedOnTo', { nullable: true }),
    dueAt: t.expose('dueAt', {
      type: 'DateTime',
      nullable: true,
      description: 'By when a complaint is answered, or help is done; null once that has passed.',
    }),
    needStatus: t.field({
      type: NeedStatusRef,
      nullable: true,
      description: 'Of the need made of it.',
      resolve: (request) => request.needStatus,
    }),
    round: t.exposeInt('round', { description: 'A judgement names the one it is about.' }),
    outcome: t.string({
      nullable: true,
      description: 'What was said in the end: solved, partly, or not_judged where nobody said anything.',
      resolve: (request) => request.judgement,
    }),
    mayTakeBack: t.exposeBoolean('mayTakeBack', { description: 'Nobody has begun to help yet.' }),
    next: t.field({
      type: FollowedNextRef,
      nullable: true,
      resolve: (request) => request.next,
    }),
  }),
});

builder.queryFields((t) => ({
  intake: t.field({
    type: IntakeRef,
    nullable: true,
    description: 'For the committee that took it in; unknown and foreign ids look alike.',
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, { deps, actor }) => findIntake(deps, actor, decodeId('Intake', id)),
  }),
  intakes: t.connection(
    {
      type: IntakeRef,
      description: 'What the committee took down, newest first.',
      authScopes: { action: 'intake.read' },
      args: { filter: t.arg({ type: IntakeFilterRef }) },
      edgesNullable: false,
      nodeNullable: false,
      resolve: async (_root, args, { deps, actor }) => {
        const page = pageOf('Intake', args);
        const list = await listIntakes(deps, actor, args.filter ?? {}, page);
        const more = { hasNext: list.hasNext, hasPrevious: page.after !== null };
        return { ...list, ...connectionOf('Intake', list.rows, more) };
      },
    },
    {
      name: 'IntakeConnection',
      fields: (f) => ({
        totalCount: f.int({ resolve: (list) => (list as unknown as IntakePage).totalCount() }),
      }),
    },
    { name: 'IntakeEdge' },
  ),
  intakePeople: t.field({
    type: [IntakePersonRef],
    description:
      "Residents of the committee's communities by the last four digits of a phone, a whole number, part of the name, or the building; at most ten, none for fewer than two characters.",
    authScopes: { action: 'intake.take_down' },
    args: { text: t.arg.string({ required: true }) },
    resolve: (_root, { text }, { deps, actor }) => findPeople(deps, actor, text),
  }),
  intakeSources: t.field({
    type: [SourceRef],
    authScopes: { action: 'intake.sources' },
    resolve: (_root, _args, { deps, actor }) => findSources(deps, actor),
  }),
  intakeWorkers: t.field({
    type: [PersonRef],
    description: 'Who works for the committee, to choose who handles a complaint.',
    authScopes: { action: 'intake.take_down' },
    resolve: (_root, _args, { deps, actor }) => findWorkers(deps, actor),
  }),
  myRequests: t.field({
    type: [MyRequestRef],
    description: 'What the caller asked for, and what was asked for them.',
    authScopes: { action: 'intake.read_own' },
    resolve: (_root, _args, { deps, actor }) => findMyRequests(deps, actor),
  }),
  intakeRepeats: t.field({
    type: [IntakeRef],
    description: 'Requests of the last 14 days that are probably the same one; at most five, newest first.',
    authScopes: { action: 'intake.read' },
    args: { input: t.arg({ type: IntakeRepeatsInputRef, required: true }) },
    resolve: (_root, { input }, { deps, actor, locale }) =>
      findRepeats(deps, actor, parseInput(IntakeRepeatsInput, input, locale)),
  }),
  followRequest: t.field({
    type: FollowedRequestRef,
    description:
      'For anyone who has the number and the code of a request; a wrong number and a wrong code look alike.',
    errors: { types: [Refused] },
    args: { number: t.arg.string({ required: true }), code: t.arg.string({ required: true }) },
    resolve: (_root, args, { deps, actor, clientAddress }) => followRequest(deps, actor, args, clientAddress),
  }),
}));

const loadIntake = ({ deps, actor }: Context, { intakeId }: { intakeId: string }): Promise<IntakeRow> =>
  findIntake(deps, actor, intakeId).then(
    (intake) => intake ?? Promise.reject(new Error('An intake just written cannot be read')),
  );

addMutation('takeDown', {
  description: 'Takes a request down for somebody, with what became of it.',
  input: TakeDownInputRef,
  schema: TakeDownInput,
  type: IntakeRef,
  run: ({ deps, actor }, input) => takeDownRequest(deps, actor, input),
  load: loadIntake,
});

addMutation('reviewRequest', {
  description: 'Says what becomes of a request that came by itself, by the rules of the desk.',
  input: ReviewRequestInputRef,
  schema: ReviewRequestInput,
  type: IntakeRef,
  run: ({ deps, actor }, input) => reviewRequest(deps, actor, input),
  load: loadIntake,
});

addMutation('askForHelp', {
  description:
    'Sends a request in, for oneself or somebody else, signed in or not. A worker looks at it before anyone else does.',
  input: AskInputRef,
  schema: AskInput,
  type: ReceivedRef,
  run: ({ deps, actor, clientAddress }, input) => receiveRequest(deps, actor, input, clientAddress),
  load: ({ deps }, { intakeId }) => deps.prisma.intake.findUniqueOrThrow({ where: { id: intakeId } }),
});

addMutation('addIntakeSource', {
  description: 'Lets a machine send requests to the committee; its token is shown once.',
  input: AddSourceInputRef,
  schema: AddSourceInput,
  type: AddedSourceRef,
  run: ({ deps, actor }, input) => addSource(deps, actor, input),
  load: (_context, answer) => answer,
});

addMutation('renewIntakeSource', {
  description: "Lets a machine's token count for a year from now.",
  input: IdInputRef,
  schema: SourceIdInput,
  type: DoneRef,
  run: ({ deps, actor }, input) => renewSource(deps, actor, input),
  load: () => ({ done: true }),
});

addMutation('revokeIntakeSource', {
  description: "Takes a machine's token back.",
  input: IdInputRef,
  schema: SourceIdInput,
  type: DoneRef,
  run: ({ deps, actor }, input) => revokeSource(deps, actor, input),
  load: () => ({ done: true }),
});

addMutation('proceedWithIntake', {
  description:
    'Goes on with the draft made of a request: writes consent down when told so, then publishes when nothing is missing. `missing` says what still is.',
  input: ProceedWithIntakeInputRef,
  schema: ProceedWithIntakeInput,
  type: IntakeRef,
  run: ({ deps, actor }, input) => proceedWithIntake(deps, actor, input),
  load: loadIntake,
});

addMutation('noteCodeTold', {
  description: 'The person was told the code that replaced theirs.',
  input: NoteCodeToldInputRef,
  schema: NoteCodeToldInput,
  type: IntakeRef,
  run: ({ deps, actor }, input) => noteCodeTold(deps, actor, input),
  load: loadIntake,
});

addMutation('takeBackRequest', {
  description:
    'Takes back a request that is for the caller, or one that they sent in and nobody has looked at. Whoever was to come is told.',
  input: TakeBackRequestInputRef,
  schema: TakeBackRequestInput,
  type: DoneRef,
  run: ({ deps, actor }, input) => takeBackRequest(deps, actor, input),
  load: () => ({ done: true }),
});

addMutation('takeBackFollowed', {
  description: 'Whoever has the number and the code of a request takes it back.',
  input: TakeBackFollowedInputRef,
  schema: TakeBackFollowedInput,
  type: FollowedRequestRef,
  run: ({ deps, actor, clientAddress }, input) => takeBackFollowed(deps, actor, input, clientAddress),
  load: (_context, request) => request,
});

addMutation('settleCallBack', {
  description: 'Takes a request off the call-back list: whoever asked was called.',
  input: SettleCallBackInputRef,
  schema: SettleCallBackInput,
  type: IntakeRef,
  run: ({ deps, actor }, input) => settleCallBack(deps, actor, input),
  load: loadIntake,
});
