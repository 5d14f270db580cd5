import type { Dispute, LedgerEntry } from '~/generated/prisma/client';
import { encodeId } from '~/server/database/id';
import { batched } from '~/server/graphql/batch';
import { builder } from '~/server/graphql/builder';
import type { Context } from '~/server/graphql/context';
import { HistoryEntryRef } from '~/server/modules/audit/refs';
import { unsafeFindClaims } from '~/server/modules/claims/queries';
import { ClaimRef } from '~/server/modules/claims/refs';
import { CommunityRef } from '~/server/modules/communities/refs';
import { unsafeFindPersons } from '~/server/modules/identity/persons';
import { PersonRef } from '~/server/modules/identity/refs';
import { NeedRef } from '~/server/modules/needs/refs';
import { OrganisationRef } from '~/server/modules/organisations/refs';
import { RecordOriginEnum, RecordStateEnum } from './enum-types';
import { unsafeFindRemarks } from './find-remarks';
import { unsafeHistoryOfRecords } from './history';
import {
  findRecordActions,
  unsafeDisputesOf,
  unsafeLedgerOf,
  unsafeRecordsOfClaims,
  type RecordRow,
} from './queries';
import { ServiceRecordRef } from './refs';
import { remarkSentence, type RemarkCode } from './remarks';
import './mutation-types';
import './query-types';

const RecordRemarkRef = builder.objectRef<{ code: RemarkCode }>('RecordRemark').implement({
  description: 'What a verifier should look at first. Accuses nobody.',
  fields: (t) => ({
    code: t.exposeString('code'),
    text: t.string({ resolve: ({ code }, _args, { locale }) => remarkSentence(code, locale) }),
  }),
});

const DisputeRef = builder.objectRef<Dispute>('Dispute').implement({
  fields: (t) => ({
    id: t.id({ resolve: (dispute) => encodeId('Dispute', dispute.id) }),
    reason: t.exposeString('reason'),
    openedAt: t.expose('openedAt', { type: 'DateTime' }),
    resolvedAt: t.expose('resolvedAt', { type: 'DateTime', nullable: true }),
    resolution: t.exposeString('resolution', { nullable: true }),
    outcome: t.exposeString('outcome', { nullable: true, description: 'upheld or dismissed.' }),
  }),
});

const LedgerEntryRef = builder.objectRef<LedgerEntry>('LedgerEntry').implement({
  description: "A line of the community's append-only, hash-chained ledger.",
  fields: (t) => ({
    id: t.exposeID('id'),
    index: t.exposeInt('index'),
    kind: t.exposeString('kind', { description: 'credit or counter.' }),
    minutes: t.exposeInt('minutes'),
    hash: t.string({ resolve: (entry) => Buffer.from(entry.hash).toString('hex') }),
    at: t.expose('at', { type: 'DateTime' }),
  }),
});

const remarks = batched((ids: readonly string[], { deps }) => unsafeFindRemarks(deps, ids));
const disputes = batched((ids: readonly string[], { deps }) => unsafeDisputesOf(deps, ids));
const ledger = batched((ids: readonly string[], { deps }) => unsafeLedgerOf(deps, ids));
const openPersons = batched((ids: readonly string[], { deps }) => unsafeFindPersons(deps, ids));
const openClaims = batched((ids: readonly string[], { deps }) => unsafeFindClaims(deps, ids));

/** Somebody named in a record: by the caller's own reach, or with the record when it was opened for a reason. */
const nameIn = (record: RecordRow, personId: string | null, context: Context) =>
  record.opened && personId ? openPersons(context, personId) : personId;

const history = batched((ids: readonly string[], { deps, actor }) =>
  unsafeHistoryOfRecords(deps, actor, ids),
);
const actions = batched((rows: readonly RecordRow[], { deps, actor }) =>
  findRecordActions(deps, actor, rows),
);
const recordsOfClaims = batched((ids: readonly string[], { deps }) => unsafeRecordsOfClaims(deps, ids));

ServiceRecordRef.implement({
  description: 'The minutes of service by one person for one task.',
  fields: (t) => ({
    state: t.field({ type: RecordStateEnum, resolve: (record) => record.state }),
    origin: t.field({ type: RecordOriginEnum, resolve: (record) => record.origin }),
    evidenceLevel: t.exposeInt('evidenceLevel', {
      description:
        '0 word of staff, 1 one end witnessed, 2 one independent trace, 3 two, 4 confirmed by the person served.',
    }),
    minutes: t.exposeInt('minutes'),
    startsAt: t.expose('startsAt', { type: 'DateTime' }),
    endsAt: t.expose('endsAt', { type: 'DateTime' }),
    activityName: t.exposeString('activityName'),
    place: t.exposeString('place', { nullable: true }),
    content: t.exposeString('content', { nullable: true }),
    reason: t.exposeString('reason', {
      nullable: true,
      description: 'Why it was lowered, rejected or corrected.',
    }),
    person: t.field({
      type: PersonRef,
      nullable: true,
      resolve: (record, _args, context) => nameIn(record, record.personId, context),
    }),
    organisation: t.field({ type: OrganisationRef, resolve: (record) => record.organisationId }),
    community: t.field({ type: CommunityRef, resolve: (record) => record.communityId }),
    need: t.field({ type: NeedRef, nullable: true, resolve: (record) => record.needId }),
    claim: t.field({
      type: ClaimRef,
      nullable: true,
      resolve: (record, _args, context) =>
        record.opened && record.claimId ? openClaims(context, record.claimId) : record.claimId,
    }),
    recordedAt: t.expose('recordedAt', { type: 'DateTime' }),
    confirmedAt: t.expose('confirmedAt', { type: 'DateTime', nullable: true }),
    verifiedAt: t.expose('verifiedAt', { type: 'DateTime', nullable: true }),
    recorder: t.field({
      type: PersonRef,
      nullable: true,
      resolve: (record, _args, context) => nameIn(record, record.recorderId, context),
    }),
    confirmer: t.field({
      type: PersonRef,
      nullable: true,
      resolve: (record, _args, context) => nameIn(record, record.confirmerId, context),
    }),
    verifier: t.field({
      type: PersonRef,
      nullable: true,
      resolve: (record, _args, context) => nameIn(record, record.verifierId, context),
    }),
    disputes: t.field({
      type: [DisputeRef],
      resolve: (record, _args, context) => disputes(context, record.id),
    }),
    remarks: t.field({
      type: [RecordRemarkRef],
      description: 'For those who confirm and verify; empty for the volunteer.',
      resolve: async (record, _args, context) => {
        const staff = context.actor.membership !== null && record.personId !== context.actor.personId;
        return staff ? (await remarks(context, record.id)).map((code) => ({ code })) : [];
      },
    }),
    ledger: t.field({
      type: [LedgerEntryRef],
      resolve: (record, _args, context) => ledger(context, record.id),
    }),
    history: t.field({
      type: [HistoryEntryRef],
      resolve: (record, _args, context) => history(context, record.id),
    }),
    may: t.stringList({
      description: 'What the caller may do with it: confirm, verify, reject, dispute, resolve.',
      resolve: (record, _args, context) => actions(context, record),
    }),
  }),
});

builder.objectField(ClaimRef, 'record', (t) =>
  t.field({
    type: ServiceRecordRef,
    nullable: true,
    resolve: (claim, _args, context) => recordsOfClaims(context, claim.id),
  }),
);
