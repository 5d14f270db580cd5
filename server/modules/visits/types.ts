import type { HomeMagnet, HelperRefusal } from '~/generated/prisma/client';
import { decodeId, encodeId } from '~/server/database/id';
import { batched } from '~/server/graphql/batch';
import { builder } from '~/server/graphql/builder';
import { communitySetting } from '~/server/modules/communities/settings';
import { findIdentityChecks } from '~/server/modules/contact/queries';
import { viewEmergencyContacts } from '~/server/modules/contact/emergency-contacts';
import { EmergencyContactRef, PersonFileRef } from '~/server/modules/contact/refs';
import { viewHelperPhone } from '~/server/modules/contact/view-contacts';
import {
  logRefusedVisit,
  viewVisitBuilding,
  viewVisitHome,
  type VisitHome,
} from '~/server/modules/contact/view-visit';
import { ClaimRef } from '~/server/modules/claims/refs';
import { PersonRef } from '~/server/modules/identity/refs';
import { TaskRef } from '~/server/modules/tasks/refs';
import { findAlertsOfClaims, findOpenAlerts, helperToFind, stands, type AlertRow } from './alerts';
import { findClaimAtMagnet, unsafeMagnetOf } from './issue-magnet';
import { magnetCode } from './magnet-code';
import {
  findHelperFacts,
  findHelpersOfOwn,
  findHomeVisits,
  findVisitsOfClaims,
  findVisitsOfTasks,
  unsafeServedName,
  type HelperFacts,
  type VisitRow,
} from './queries';
import { unsafeRefusalsOf } from './refusals';
import { knowsBuilding, visitStages } from './rules';
import { stopWordOf } from './stop-word';
import './mutation-types';

const VisitStageRef = builder.enumType('VisitStage', {
  description:
    'How much of a private home the caller may read. area: nobody has agreed yet; building: until 24 hours before the start; partner: a first visit waits for a second helper; door: everything; over: nothing any more.',
  values: visitStages,
});

/** Another loader a request: the same ids for claims and for tasks. */
const ofClaims = batched((ids: readonly string[], { deps, actor }) => findVisitsOfClaims(deps, actor, ids));
const ofTasks = batched((ids: readonly string[], { deps, actor }) => findVisitsOfTasks(deps, actor, ids));
const alerts = batched((ids: readonly string[], { deps, actor }) => findAlertsOfClaims(deps, actor, ids));
const helpers = batched((ids: readonly string[], { deps, actor }) => findHelpersOfOwn(deps, actor, ids));
const facts = batched(async (ids: readonly string[], { deps, actor }) => {
  const rows = await findHelperFacts(deps, actor, ids);
  const checks = await findIdentityChecks(
    deps,
    rows.map((row) => row?.personId ?? ''),
  );
  return rows.map((row, at) => row && { ...row, identityCheckedUntil: checks[at] ?? null });
});

const VisitNoteRef = builder.objectRef<VisitHome['careNotes'][number]>('VisitNote').implement({
  description: 'What to mind about the person visited.',
  fields: (t) => ({
    text: t.exposeString('text'),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
  }),
});

const VisitHomeRef = builder.objectRef<VisitHome & { name: string | null }>('VisitHome').implement({
  description: 'Whom a visit is to, their door and phone. Each view is logged for them.',
  fields: (t) => ({
    name: t.exposeString('name', { nullable: true }),
    building: t.exposeString('building', { nullable: true }),
    door: t.exposeString('door', { nullable: true }),
    phone: t.exposeString('phone', { nullable: true }),
    careNotes: t.field({ type: [VisitNoteRef], resolve: (home) => [...home.careNotes] }),
    emergencyContacts: t.field({
      type: [EmergencyContactRef],
      resolve: (home) => [...home.emergencyContacts],
    }),
  }),
});

const VisitRef = builder.objectRef<VisitRow>('Visit').implement({
  description: 'A task at a private home, as far as the caller may read it now.',
  fields: (t) => ({
    stage: t.field({ type: VisitStageRef, resolve: (visit) => visit.stage }),
    opensAt: t.expose('opensAt', {
      type: 'DateTime',
      description: 'When door and phone are released at the earliest.',
    }),
    building: t.string({
      nullable: true,
      description: 'Once the stage is building. Each view is logged.',
      resolve: (visit, _args, { deps, actor }) =>
        knowsBuilding(visit.stage) ? viewVisitBuilding(deps, actor, visit) : null,
    }),
    home: t.field({
      type: VisitHomeRef,
      nullable: true,
      description:
        'Once the stage is door. Each view is logged, and so is each time it is asked for and not given: ask for the stage first.',
      resolve: async (visit, _args, { deps, actor }) => {
        if (visit.stage === 'door')
          return {
            ...(await viewVisitHome(deps, actor, visit)),
            name: await unsafeServedName(deps, visit),
          };
        await logRefusedVisit(deps, actor, visit);
        return null;
      },
    }),
    stopWord: t.string({
      nullable: true,
      description: 'Said on the telephone it means: come.',
      resolve: async (visit, _args, { deps }) =>
        knowsBuilding(visit.stage)
          ? stopWordOf(deps, visit.taskId, await communitySetting(deps, visit.communityId, 'country'))
          : null,
    }),
  }),
});

const VisitAlertKindRef = builder.enumType('VisitAlertKind', {
  values: ['not_arrived', 'overdue', 'stop_word'] as const,
});

const VisitAlertRef = builder.objectRef<AlertRow>('VisitAlert').implement({
  description: 'Something that whoever runs the day must look at now.',
  fields: (t) => ({
    id: t.id({ resolve: (alert) => encodeId('VisitAlert', alert.id) }),
    kind: t.field({ type: VisitAlertKindRef, resolve: (alert) => alert.kind }),
    raisedAt: t.expose('raisedAt', { type: 'DateTime' }),
    open: t.boolean({ description: 'Somebody must still look.', resolve: stands }),
    said: t.exposeString('said', { nullable: true, description: 'With a call for help.' }),
    settledAt: t.expose('settledAt', { type: 'DateTime', nullable: true }),
    settledBy: t.field({ type: PersonRef, nullable: true, resolve: (alert) => alert.settledById }),
    note: t.exposeString('note', { nullable: true, description: 'What was found.' }),
    claim: t.field({ type: ClaimRef, resolve: (alert) => alert.claimId }),
    phone: t.string({
      nullable: true,
      description: "The helper's, while the alert is open. Each view is logged.",
      resolve: (alert, _args, { deps, actor }) => {
        const personId = helperToFind(alert);
        return personId === null ? null : viewHelperPhone(deps, actor, personId);
      },
    }),
    emergencyContacts: t.field({
      type: [EmergencyContactRef],
      description: "The helper's, while the alert is open. Each view is logged.",
      resolve: (alert, _args, { deps, actor }) => {
        const personId = helperToFind(alert);
        return personId === null ? [] : viewEmergencyContacts(deps, actor, personId);
      },
    }),
  }),
});

const HelperFactsRef = builder.objectRef<HelperFacts>('HelperFacts').implement({
  description: 'What decides on a claim at a private home.',
  fields: (t) => ({
    identityCheckedUntil: t.expose('identityCheckedUntil', { type: 'DateTime', nullable: true }),
    visitsBefore: t.exposeInt('visitsBefore', { description: 'Visits at private homes that they made.' }),
    servedBefore: t.exposeBoolean('servedBefore', { description: 'They have been at this person before.' }),
    others: t.exposeInt('others', { description: 'How many others are confirmed for the task.' }),
    refused: t.exposeBoolean('refused', { description: 'The person served does not want them.' }),
  }),
});

interface OwnHelper {
  readonly claimId: string;
  readonly name: string;
}

const OwnHelperRef = builder.objectRef<OwnHelper>('OwnHelper').implement({
  description: 'Somebody who comes to the caller’s own home, or was there: a name, no phone.',
  fields: (t) => ({
    claim: t.id({ resolve: (helper) => encodeId('Claim', helper.claimId) }),
    name: t.exposeString('name'),
  }),
});

builder.objectFields(ClaimRef, (t) => ({
  visit: t.field({
    type: VisitRef,
    nullable: true,
    description: 'Where the task is at a private home: for its helper, and for whoever runs the day.',
    resolve: (claim, _args, context) => ofClaims(context, claim.id),
  }),
  alerts: t.field({
    type: [VisitAlertRef],
    description: 'Raised about this helper at a private home; for whoever runs the day.',
    resolve: (claim, _args, context) => alerts(context, claim.id),
  }),
  helperFacts: t.field({
    type: HelperFactsRef,
    nullable: true,
    description: 'At a private home, for whoever decides on the claim.',
    resolve: (claim, _args, context) => facts(context, claim.id),
  }),
}));

builder.objectFields(TaskRef, (t) => ({
  visit: t.field({
    type: VisitRef,
    nullable: true,
    description: 'Where the task is at a private home: for whoever runs the day.',
    resolve: (task, _args, context) => ofTasks(context, task.id),
  }),
  servedPerson: t.field({
    type: PersonRef,
    nullable: true,
    description: 'Whose home it is; for an officer of the community.',
    resolve: async (task, _args, context) => {
      const visit = await ofTasks(context, task.id);
      return visit?.reader === 'officer' ? visit.servedPersonId : null;
    },
  }),
  helpers: t.field({
    type: [OwnHelperRef],
    nullable: true,
    description: 'Who comes to the caller’s own home; null for everyone but the person served.',
    resolve: (task, _args, context) => helpers(context, task.id),
  }),
}));

const HomeMagnetRef = builder.objectRef<HomeMagnet>('HomeMagnet').implement({
  description: 'The magnet at a home with which helpers say that they came and went.',
  fields: (t) => ({
    issuedAt: t.expose('issuedAt', { type: 'DateTime' }),
    code: t.string({ resolve: (magnet, _args, { deps }) => magnetCode(deps, magnet) }),
    url: t.string({
      description: 'What its QR says: names nobody.',
      resolve: (magnet, _args, { deps }) =>
        `${deps.settings.publicUrl}/magnet/${encodeId('HomeMagnet', magnet.id)}?code=${magnetCode(deps, magnet)}`,
    }),
  }),
});

const HelperRefusalRef = builder.objectRef<HelperRefusal>('HelperRefusal').implement({
  description: 'A helper whom a person does not want at their home. The helper never learns of it.',
  fields: (t) => ({
    id: t.id({ resolve: (refusal) => encodeId('HelperRefusal', refusal.id) }),
    helper: t.field({ type: PersonRef, nullable: true, resolve: (refusal) => refusal.helperId }),
    reason: t.exposeString('reason', { nullable: true }),
    takenDownBy: t.field({ type: PersonRef, nullable: true, resolve: (refusal) => refusal.takenDownById }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
  }),
});

builder.objectFields(PersonFileRef, (t) => ({
  magnet: t.field({
    type: HomeMagnetRef,
    nullable: true,
    resolve: (file, _args, { deps }) => unsafeMagnetOf(deps, file.personId),
  }),
  refusals: t.field({
    type: [HelperRefusalRef],
    description: 'Helpers whom the person does not want.',
    resolve: (file, _args, { deps }) => unsafeRefusalsOf(deps, file.personId),
  }),
}));

builder.queryFields((t) => ({
  homeVisits: t.field({
    type: [TaskRef],
    description: "Tasks at private homes whose day the caller runs: today's and those of the next two weeks.",
    authScopes: { action: 'visit.watch' },
    resolve: (_root, _args, { deps, actor }) => findHomeVisits(deps, actor),
  }),
  visitAlerts: t.field({
    type: [VisitAlertRef],
    description: 'What is open, calls for help first.',
    authScopes: { action: 'visit.watch' },
    resolve: (_root, _args, { deps, actor }) => findOpenAlerts(deps, actor),
  }),
  claimAtMagnet: t.field({
    type: ClaimRef,
    nullable: true,
    description:
      "The caller's own visit at the home where a magnet hangs, under way or next; a magnet of another home and none look alike.",
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, { deps, actor }) => findClaimAtMagnet(deps, actor, decodeId('HomeMagnet', id)),
  }),
}));
