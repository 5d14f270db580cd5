import { builder } from '~/server/graphql/builder';
import type { Context } from '~/server/graphql/context';
import { addMutation } from '~/server/graphql/mutation';
import { Refused, refuse, type RefusalCode } from '~/server/policy/refusal';
import { confirmServiceRecord, confirmServiceRecords, type ConfirmedMany } from './confirm-service-record';
import { disputeServiceRecord } from './dispute-service-record';
import {
  ConfirmServiceRecordInput,
  ConfirmServiceRecordsInput,
  DisputeServiceRecordInput,
  OpenServiceRecordInput,
  ResolveDisputeInput,
  VerifyServiceRecordInput,
  VerifyServiceRecordsInput,
} from './input';
import { openServiceRecord } from './open-record';
import { findRecords, type RecordRow } from './queries';
import { ServiceRecordRef } from './refs';
import { resolveDispute } from './resolve-dispute';
import { verifyServiceRecord, verifyServiceRecords } from './verify-service-record';

const readRecord = async ({ deps, actor }: Context, { id }: { id: string }): Promise<RecordRow> =>
  (await findRecords(deps, actor, [id]))[0] ?? refuse('NOT_FOUND');

const ConfirmServiceRecordInputRef = builder.inputType('ConfirmServiceRecordInput', {
  fields: (t) => ({ record: t.id({ required: true }), minutes: t.int(), reason: t.string() }),
});
const ConfirmServiceRecordsInputRef = builder.inputType('ConfirmServiceRecordsInput', {
  fields: (t) => ({ records: t.idList({ required: true }) }),
});
const VerifyServiceRecordInputRef = builder.inputType('VerifyServiceRecordInput', {
  fields: (t) => ({
    record: t.id({ required: true }),
    approve: t.boolean({ description: 'False rejects, with a reason.' }),
    reason: t.string(),
  }),
});
const VerifyServiceRecordsInputRef = builder.inputType('VerifyServiceRecordsInput', {
  fields: (t) => ({ records: t.idList({ required: true }) }),
});
const DisputeServiceRecordInputRef = builder.inputType('DisputeServiceRecordInput', {
  fields: (t) => ({ record: t.id({ required: true }), reason: t.string({ required: true }) }),
});
const ResolveDisputeInputRef = builder.inputType('ResolveDisputeInput', {
  fields: (t) => ({
    record: t.id({ required: true }),
    uphold: t.boolean({ required: true }),
    minutes: t.int({
      description: 'The right minutes, when the dispute is upheld; at most what the service lasted.',
    }),
    resolution: t.string({ required: true }),
  }),
});

addMutation('confirmServiceRecord', {
  description: 'Confirms hours for the recording unit; minutes may be lowered with a reason.',
  input: ConfirmServiceRecordInputRef,
  schema: ConfirmServiceRecordInput,
  type: ServiceRecordRef,
  run: ({ deps, actor }, input) => confirmServiceRecord(deps, actor, input),
  load: readRecord,
});

interface RefusedRecord {
  readonly record: string;
  readonly code: RefusalCode;
}

const RefusedRecordRef = builder.objectRef<RefusedRecord>('RefusedRecord').implement({
  description: 'One of several that was refused, and why.',
  fields: (t) => ({
    record: t.field({
      type: ServiceRecordRef,
      nullable: true,
      description: "Null for an id that is none of the caller's.",
      resolve: ({ record }) => record,
    }),
    // A plain object: GraphQL takes a returned Error for a failed field.
    refusal: t.field({ type: Refused, resolve: ({ code }) => ({ code }) as Refused }),
  }),
});

const BulkConfirmedRef = builder.objectRef<ConfirmedMany>('BulkConfirmed').implement({
  description: 'What was confirmed, and why the others were not.',
  fields: (t) => ({
    count: t.int({ resolve: (answer) => answer.confirmed.length }),
    records: t.field({ type: [ServiceRecordRef], resolve: (answer) => [...answer.confirmed] }),
    refused: t.field({ type: [RefusedRecordRef], resolve: (answer) => answer.refused }),
  }),
});

addMutation('confirmServiceRecords', {
  description: 'Confirms many records as they were measured, 500 at most; each is judged alone.',
  input: ConfirmServiceRecordsInputRef,
  schema: ConfirmServiceRecordsInput,
  type: BulkConfirmedRef,
  run: ({ deps, actor }, input) => confirmServiceRecords(deps, actor, input),
  load: (_context, answer) => answer,
});

addMutation('verifyServiceRecord', {
  description: 'Verifies hours, which appends them to the ledger; or rejects them with a reason.',
  input: VerifyServiceRecordInputRef,
  schema: VerifyServiceRecordInput,
  type: ServiceRecordRef,
  run: ({ deps, actor }, input) => verifyServiceRecord(deps, actor, input),
  load: readRecord,
});

interface Verified {
  readonly refused: readonly RefusalCode[];
  readonly records: readonly string[];
}

const BulkVerifiedRef = builder.objectRef<Verified>('BulkVerified').implement({
  description: 'What was verified, and why the others were not.',
  fields: (t) => ({
    verified: t.int({ resolve: (answer) => answer.records.length }),
    // Plain objects: GraphQL takes a returned Error for a failed field.
    refused: t.field({
      type: [Refused],
      resolve: (answer) => answer.refused.map((code) => ({ code }) as Refused),
    }),
    records: t.field({ type: [ServiceRecordRef], resolve: (answer) => [...answer.records] }),
  }),
});

addMutation('verifyServiceRecords', {
  description: 'Verifies many records at once, 500 at most; each is judged by itself.',
  input: VerifyServiceRecordsInputRef,
  schema: VerifyServiceRecordsInput,
  type: BulkVerifiedRef,
  run: ({ deps, actor }, input) => verifyServiceRecords(deps, actor, input),
  load: (_context, { verified, refused }): Verified => ({ refused, records: verified }),
});

addMutation('disputeServiceRecord', {
  description: "Says that one's own record is wrong.",
  input: DisputeServiceRecordInputRef,
  schema: DisputeServiceRecordInput,
  type: ServiceRecordRef,
  run: ({ deps, actor }, input) => disputeServiceRecord(deps, actor, input),
  load: readRecord,
});

addMutation('resolveDispute', {
  description:
    'Decides a dispute; upheld, a corrected record takes the place of the old one and waits for another officer to verify it.',
  input: ResolveDisputeInputRef,
  schema: ResolveDisputeInput,
  type: ServiceRecordRef,
  run: ({ deps, actor }, input) => resolveDispute(deps, actor, input),
  load: readRecord,
});

addMutation('openServiceRecord', {
  description: 'Opens one record of a community below, with the reason, which stands in its history.',
  input: builder.inputType('OpenServiceRecordInput', {
    fields: (t) => ({ record: t.id({ required: true }), reason: t.string({ required: true }) }),
  }),
  schema: OpenServiceRecordInput,
  type: ServiceRecordRef,
  run: ({ deps, actor }, input) => openServiceRecord(deps, actor, input),
  load: (_context, answer) => answer.record,
});
