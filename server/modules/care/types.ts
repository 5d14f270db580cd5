import { decodeId, encodeId } from '~/server/database/id';
import { batched } from '~/server/graphql/batch';
import { builder } from '~/server/graphql/builder';
import type { Context } from '~/server/graphql/context';
import { addMutation } from '~/server/graphql/mutation';
import { unsafeHistoryOf } from '~/server/modules/audit/history';
import { HistoryEntryRef } from '~/server/modules/audit/refs';
import { dayOf } from '~/server/modules/communities/days';
import { CommunityRef } from '~/server/modules/communities/refs';
import { PersonFileRef } from '~/server/modules/contact/refs';
import { viewCarePhones } from '~/server/modules/contact/view-contacts';
import { PersonRef } from '~/server/modules/identity/refs';
import { IntakeRef } from '~/server/modules/intake/refs';
import { NeedRef } from '~/server/modules/needs/refs';
import { TaskRef } from '~/server/modules/tasks/refs';
import { refuse } from '~/server/policy/refusal';
import { addCarePair } from './add-pair';
import { addToCareList } from './add-to-list';
import { changeCareEntry } from './change-entry';
import { endCareEntry } from './end-entry';
import { endCarePair } from './end-pair';
import { followUpVisit } from './follow-up-visit';
import {
  AddCarePairInput,
  AddToCareListInput,
  ChangeCareEntryInput,
  EndCareEntryInput,
  EndCarePairInput,
  FollowUpVisitInput,
  RenewCareConsentInput,
  ReportVisitInput,
  WithdrawCareConsentInput,
  type consentForms,
} from './input';
import {
  AddCarePairInputRef,
  AddToCareListInputRef,
  CareConsentFormRef,
  CareConsentStateRef,
  CareFilterRef,
  CareFollowUpRef,
  CareIntervalRef,
  CareLevelRef,
  CareOutcomeRef,
  ChangeCareEntryInputRef,
  EndCareEntryInputRef,
  EndCarePairInputRef,
  FollowUpVisitInputRef,
  RenewCareConsentInputRef,
  ReportVisitInputRef,
  WithdrawCareConsentInputRef,
} from './inputs';
import {
  countCareToDo,
  type CareToDo,
  findCareEntry,
  findCareEntryOf,
  findMyPairs,
  findMyVisits,
  listCare,
  type CarePairRow,
  type CareRow,
  type CareVisitRow,
  type OwnPairRow,
  type OwnVisitRow,
} from './queries';
import { renewCareConsent } from './renew-consent';
import { reportVisit } from './report-visit';
import { withdrawCareConsent } from './withdraw-consent';

const phones = batched((ids: readonly string[], { deps, actor }) => viewCarePhones(deps, actor, ids));
const histories = batched(async (ids: readonly string[], { deps }) => {
  const rows = await unsafeHistoryOf(deps, 'care_entry', ids);
  return ids.map((id) => rows.filter((row) => row.subjectId === id));
});
const myVisits = batched((taskIds: readonly string[], { deps, actor }) => findMyVisits(deps, actor, taskIds));

const CarePairRef = builder.objectRef<CarePairRow>('CarePair').implement({
  description: 'A volunteer who visits somebody regularly, as the committee sees it.',
  fields: (t) => ({
    id: t.id({ resolve: (pair) => encodeId('CarePair', pair.id) }),
    volunteer: t.field({ type: PersonRef, nullable: true, resolve: (pair) => pair.volunteerId }),
    startedAt: t.expose('startedAt', { type: 'DateTime' }),
    hasVisited: t.exposeBoolean('hasVisited', { description: 'Has been at this home to help before.' }),
  }),
});

const CareVisitRef = builder.objectRef<CareVisitRow>('CareVisit').implement({
  description: 'One visit of the care list, as the committee sees it.',
  fields: (t) => ({
    id: t.id({ resolve: (visit) => encodeId('CareVisit', visit.id) }),
    dueOn: t.field({ type: 'Date', resolve: (visit) => dayOf(visit.dueOn) }),
    startsAt: t.field({ type: 'DateTime', resolve: (visit) => visit.window.startsAt }),
    endsAt: t.field({ type: 'DateTime', resolve: (visit) => visit.window.endsAt }),
    cancelled: t.exposeBoolean('cancelled'),
    task: t.field({ type: TaskRef, nullable: true, resolve: (visit) => visit.taskId }),
    helpers: t.field({
      type: [PersonRef],
      nullable: { list: false, items: true },
      description: 'Who has a place in it.',
      resolve: (visit) => [...visit.helperIds],
    }),
    arrived: t.exposeBoolean('arrived', { description: 'Somebody was checked in.' }),
    outcome: t.field({ type: CareOutcomeRef, nullable: true, resolve: (visit) => visit.outcome }),
    visitedAt: t.expose('visitedAt', { type: 'DateTime', nullable: true }),
    recordedBy: t.field({ type: PersonRef, nullable: true, resolve: (visit) => visit.recordedById }),
    intake: t.field({
      type: IntakeRef,
      nullable: true,
      description: 'The request that was opened of it.',
      resolve: (visit) => visit.intakeId,
    }),
    followUp: t.field({ type: CareFollowUpRef, nullable: true, resolve: (visit) => visit.followUp }),
    followUpNote: t.exposeString('followUpNote', { nullable: true }),
    followedUpAt: t.expose('followedUpAt', { type: 'DateTime', nullable: true }),
    followedUpBy: t.field({ type: PersonRef, nullable: true, resolve: (visit) => visit.followedUpById }),
  }),
});

const CareEntryRef = builder.objectRef<CareRow>('CareEntry').implement({
  description:
    'Somebody who is visited regularly. For the committee of their community alone; each view is logged for the person.',
  fields: (t) => ({
    id: t.id({ resolve: (entry) => encodeId('CareEntry', entry.id) }),
    person: t.field({ type: PersonRef, nullable: true, resolve: (entry) => entry.personId }),
    phone: t.string({
      nullable: true,
      description: 'The whole number, to call. Each view is logged for whoever it belongs to.',
      resolve: (entry, _args, context) => phones(context, entry.personId),
    }),
    community: t.field({ type: CommunityRef, resolve: (entry) => entry.communityId }),
    level: t.field({ type: CareLevelRef, resolve: (entry) => entry.level }),
    interval: t.field({ type: CareIntervalRef, resolve: (entry) => entry.interval }),
    startsOn: t.field({ type: 'Date', resolve: (entry) => dayOf(entry.startsOn) }),
    startMinute: t.exposeInt('startMinute'),
    durationMinutes: t.exposeInt('durationMinutes'),
    consentState: t.field({ type: CareConsentStateRef, resolve: (entry) => entry.consentState }),
    consentForm: t.field({
      type: CareConsentFormRef,
      nullable: true,
      resolve: (entry) => (entry.consent?.form ?? null) as (typeof consentForms)[number] | null,
    }),
    consentGivenAt: t.field({
      type: 'DateTime',
      nullable: true,
      resolve: (entry) => entry.consent?.givenAt ?? null,
    }),
    consentReviewOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'When it is asked for again; no visit is planned beyond it.',
      resolve: (entry) => (entry.consent?.reviewOn ? dayOf(entry.consent.reviewOn) : null),
    }),
    pairs: t.field({ type: [CarePairRef], resolve: (entry) => [...entry.pairs] }),
    comesAlone: t.exposeBoolean('comesAlone', {
      description: 'First visits go in pairs, and the only one paired has never been there.',
    }),
    lastVisit: t.field({ type: CareVisitRef, nullable: true, resolve: (entry) => entry.lastVisit }),
    notReached: t.field({
      type: CareVisitRef,
      nullable: true,
      description: 'A visit at which nobody was reached and about which nothing was done yet.',
      resolve: (entry) => entry.notReached,
    }),
    nextDueOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'Null while nobody may come.',
      resolve: (entry) => entry.nextDueOn,
    }),
    daysLate: t.exposeInt('daysLate', {
      description: 'Since the first visit nobody told of; 0 when none is late, and while nobody may come.',
    }),
    visits: t.field({
      type: [CareVisitRef],
      description: 'Of the last 100 days and those planned, by day.',
      resolve: (entry) => [...entry.visits],
    }),
    need: t.field({
      type: NeedRef,
      nullable: true,
      description: 'Whose tasks the visits are.',
      resolve: (entry) => entry.needId,
    }),
    endedAt: t.expose('endedAt', { type: 'DateTime', nullable: true }),
    endReason: t.exposeString('endReason', { nullable: true }),
    history: t.field({
      type: [HistoryEntryRef],
      resolve: (entry, _args, context) => histories(context, entry.id),
    }),
  }),
});

const CareToDoRef = builder.objectRef<CareToDo>('CareToDo').implement({
  description: 'How many on the care list wait for an officer.',
  fields: (t) => ({
    notReached: t.exposeInt('notReached'),
    late: t.exposeInt('late'),
    consentPast: t.exposeInt('consentPast', { description: 'Whose consent is to be asked for again.' }),
  }),
});

const OwnVisitRef = builder.objectRef<OwnVisitRow>('RegularVisit').implement({
  description: 'A regular visit, as whoever goes sees it.',
  fields: (t) => ({
    id: t.id({ resolve: (visit) => encodeId('CareVisit', visit.id) }),
    outcome: t.field({ type: CareOutcomeRef, nullable: true, resolve: (visit) => visit.outcome }),
  }),
});

const OwnPairRef = builder.objectRef<OwnPairRow>('RegularVisits').implement({
  description: 'Whom the caller visits regularly, without saying whom: where, how often, and when next.',
  fields: (t) => ({
    id: t.id({ resolve: (pair) => encodeId('CarePair', pair.id) }),
    community: t.field({ type: CommunityRef, resolve: (pair) => pair.communityId }),
    interval: t.field({ type: CareIntervalRef, resolve: (pair) => pair.interval }),
    startMinute: t.exposeInt('startMinute'),
    durationMinutes: t.exposeInt('durationMinutes'),
    nextDueOn: t.field({ type: 'Date', nullable: true, resolve: (pair) => pair.nextDueOn }),
    daysLate: t.exposeInt('daysLate'),
  }),
});

builder.objectField(TaskRef, 'regularVisit', (t) =>
  t.field({
    type: OwnVisitRef,
    nullable: true,
    description: 'The regular visit that this task is, for whoever has a place in it.',
    resolve: (task, _args, context) => myVisits(context, task.id),
  }),
);

builder.objectField(PersonFileRef, 'careEntry', (t) =>
  t.id({
    nullable: true,
    description: 'Of their live CareEntry, where they are on the care list.',
    resolve: async (file, _args, { deps, actor }) => {
      const entry = await findCareEntryOf(deps, actor, file.personId);
      return entry && encodeId('CareEntry', entry.id);
    },
  }),
);

builder.queryFields((t) => ({
  careList: t.field({
    type: [CareEntryRef],
    description: 'Who is visited regularly: not reached first, then late, then by the day they are due.',
    authScopes: { action: 'care.manage' },
    args: { filter: t.arg({ type: CareFilterRef }) },
    resolve: (_root, { filter }, { deps, actor }) => listCare(deps, actor, filter ?? {}),
  }),
  careEntry: t.field({
    type: CareEntryRef,
    nullable: true,
    description: 'For the committee of the community; unknown and foreign ids look alike.',
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, { deps, actor }) => findCareEntry(deps, actor, decodeId('CareEntry', id)),
  }),
  careToDo: t.field({
    type: CareToDoRef,
    authScopes: { action: 'care.manage' },
    resolve: (_root, _args, { deps, actor }) => countCareToDo(deps, actor),
  }),
  myRegularVisits: t.field({
    type: [OwnPairRef],
    authScopes: { signedIn: true },
    resolve: (_root, _args, { deps, actor }) => findMyPairs(deps, actor),
  }),
}));

const loadEntry = async ({ deps, actor }: Context, { entryId }: { entryId: string }): Promise<CareRow> =>
  (await findCareEntry(deps, actor, entryId)) ?? refuse('NOT_FOUND');

addMutation('addToCareList', {
  description: 'Puts a resident on the care list, with the consent they gave to be visited.',
  input: AddToCareListInputRef,
  schema: AddToCareListInput,
  type: CareEntryRef,
  run: ({ deps, actor }, input) => addToCareList(deps, actor, input),
  load: loadEntry,
});

addMutation('changeCareEntry', {
  description: 'Changes level, interval, first day and time; coming visits follow.',
  input: ChangeCareEntryInputRef,
  schema: ChangeCareEntryInput,
  type: CareEntryRef,
  run: ({ deps, actor }, input) => changeCareEntry(deps, actor, input),
  load: loadEntry,
});

addMutation('endCareEntry', {
  description: 'Takes somebody off the care list, with a reason.',
  input: EndCareEntryInputRef,
  schema: EndCareEntryInput,
  type: CareEntryRef,
  run: ({ deps, actor }, input) => endCareEntry(deps, actor, input),
  load: loadEntry,
});

addMutation('renewCareConsent', {
  description: 'Writes down that somebody agreed anew to be visited.',
  input: RenewCareConsentInputRef,
  schema: RenewCareConsentInput,
  type: CareEntryRef,
  run: ({ deps, actor }, input) => renewCareConsent(deps, actor, input),
  load: loadEntry,
});

addMutation('withdrawCareConsent', {
  description: 'Writes down that somebody no longer wants to be visited; coming visits are called off.',
  input: WithdrawCareConsentInputRef,
  schema: WithdrawCareConsentInput,
  type: CareEntryRef,
  run: ({ deps, actor }, input) => withdrawCareConsent(deps, actor, input),
  load: loadEntry,
});

addMutation('addCarePair', {
  description: 'Pairs somebody on the list with a volunteer whose identity was checked, once both agreed.',
  input: AddCarePairInputRef,
  schema: AddCarePairInput,
  type: CareEntryRef,
  run: ({ deps, actor }, input) => addCarePair(deps, actor, input),
  load: loadEntry,
});

addMutation('endCarePair', {
  description: 'Ends a pair; the volunteer’s places in coming visits are given back.',
  input: EndCarePairInputRef,
  schema: EndCarePairInput,
  type: CareEntryRef,
  run: ({ deps, actor }, input) => endCarePair(deps, actor, input),
  load: loadEntry,
});

const ReportedVisitRef = builder.objectRef<{ visitId: string }>('ReportedVisit').implement({
  fields: (t) => ({ id: t.id({ resolve: ({ visitId }) => encodeId('CareVisit', visitId) }) }),
});

addMutation('reportVisit', {
  description: 'Says what came of a visit: by whoever went, or by an officer whom they told.',
  input: ReportVisitInputRef,
  schema: ReportVisitInput,
  type: ReportedVisitRef,
  run: ({ deps, actor }, input) => reportVisit(deps, actor, input),
  load: (_context, answer) => answer,
});

addMutation('followUpVisit', {
  description: 'Writes down what was done about somebody who was not reached.',
  input: FollowUpVisitInputRef,
  schema: FollowUpVisitInput,
  type: CareEntryRef,
  run: ({ deps, actor }, input) => followUpVisit(deps, actor, input),
  load: loadEntry,
});
