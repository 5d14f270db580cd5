import { batched } from '~/server/graphql/batch';
import { builder } from '~/server/graphql/builder';
import type { Context } from '~/server/graphql/context';
import { addMutation } from '~/server/graphql/mutation';
import { findClaims, type ClaimRow } from '~/server/modules/claims/queries';
import { ClaimRef } from '~/server/modules/claims/refs';
import { Refused, refuse, type RefusalCode } from '~/server/policy/refusal';
import { addWalkIn } from './add-walk-in';
import { checkIn } from './check-in';
import { checkInMany, checkOutMany, type CheckedMany } from './check-many';
import { checkOut } from './check-out';
import {
  AddWalkInInput,
  CheckInInput,
  CheckInManyInput,
  CheckOutInput,
  CheckOutManyInput,
  MarkNoShowInput,
  NoShowInput,
  NoteClaimInput,
} from './input';
import { markNoShow, undoNoShow } from './mark-no-show';
import { noteClaim } from './note-claim';

const readable = batched((ids: readonly string[], { deps, actor }) => findClaims(deps, actor, ids));
const readClaim = async (context: Context, { id }: { id: string }): Promise<ClaimRow> =>
  (await readable(context, id)) ?? refuse('NOT_FOUND');

const tappedAt = {
  type: 'DateTime',
  description:
    'When it happened, for whoever runs the day: kept on a device without a network, and sent within 72 hours.',
} as const;

const CheckInInputRef = builder.inputType('CheckInInput', {
  description: "By the volunteer with the day's code, or by the coordinator with the claim.",
  fields: (t) => ({
    task: t.id(),
    code: t.string(),
    claim: t.id(),
    byPhone: t.boolean({ description: 'Told on the telephone; with a claim.' }),
    at: t.field(tappedAt),
  }),
});
const CheckOutInputRef = builder.inputType('CheckOutInput', {
  fields: (t) => ({
    task: t.id(),
    code: t.string(),
    claim: t.id(),
    breakMinutes: t.int(),
    byPhone: t.boolean({ description: 'Told on the telephone; with a claim.' }),
    at: t.field(tappedAt),
  }),
});
const CheckInManyInputRef = builder.inputType('CheckInManyInput', {
  fields: (t) => ({ claims: t.idList({ required: true }) }),
});
const CheckOutManyInputRef = builder.inputType('CheckOutManyInput', {
  fields: (t) => ({ claims: t.idList({ required: true }), breakMinutes: t.int() }),
});
const AddWalkInInputRef = builder.inputType('AddWalkInInput', {
  description: 'One of person, memberNumber and name.',
  fields: (t) => ({
    task: t.id({ required: true }),
    person: t.id({ description: 'One of walkInCandidates.' }),
    memberNumber: t.string({ description: 'As the person says it or shows it.' }),
    name: t.string({ description: 'Somebody new: they are taken down by name, without an account.' }),
    birthDate: t.field({
      type: 'Date',
      description: 'Of somebody new, when they give it; some tasks ask for an age.',
    }),
    agreed: t.boolean({ description: 'They agreed to the terms on site; asked of somebody new.' }),
    at: t.field(tappedAt),
  }),
});
const NoShowInputRef = builder.inputType('NoShowInput', {
  fields: (t) => ({ claim: t.id({ required: true }) }),
});
const MarkNoShowInputRef = builder.inputType('MarkNoShowInput', {
  fields: (t) => ({ claim: t.id({ required: true }), at: t.field(tappedAt) }),
});
const NoteClaimInputRef = builder.inputType('NoteClaimInput', {
  fields: (t) => ({ claim: t.id({ required: true }), note: t.string({ required: true }) }),
});

addMutation('checkIn', {
  description: 'Checks a volunteer in, at server time.',
  input: CheckInInputRef,
  schema: CheckInInput,
  type: ClaimRef,
  run: ({ deps, actor }, input) => checkIn(deps, actor, input),
  load: readClaim,
});

addMutation('checkOut', {
  description: 'Checks a volunteer out and proposes the measured time as a service record.',
  input: CheckOutInputRef,
  schema: CheckOutInput,
  type: ClaimRef,
  run: ({ deps, actor }, input) => checkOut(deps, actor, input),
  load: readClaim,
});

interface RefusedClaim {
  readonly claim: string;
  readonly code: RefusalCode;
}

const RefusedClaimRef = builder.objectRef<RefusedClaim>('RefusedClaim').implement({
  description: 'One of several that was refused, and why.',
  fields: (t) => ({
    claim: t.field({
      type: ClaimRef,
      nullable: true,
      description: "Null for an id that is none of the caller's.",
      resolve: ({ claim }, _args, context) => readable(context, claim),
    }),
    // A plain object: GraphQL takes a returned Error for a failed field.
    refusal: t.field({ type: Refused, resolve: ({ code }) => ({ code }) as Refused }),
  }),
});

const CheckedManyRef = builder.objectRef<CheckedMany>('CheckedMany').implement({
  description: 'Who was checked in or out, and why each of the others was not.',
  fields: (t) => ({
    count: t.int({ resolve: (answer) => answer.done.length }),
    claims: t.field({
      type: [ClaimRef],
      resolve: (answer, _args, context) => Promise.all(answer.done.map((id) => readClaim(context, { id }))),
    }),
    refused: t.field({ type: [RefusedClaimRef], resolve: (answer) => answer.refused }),
  }),
});

addMutation('checkInMany', {
  description:
    'Checks several people in at once, 200 at most, for whoever runs the day; each is judged alone.',
  input: CheckInManyInputRef,
  schema: CheckInManyInput,
  type: CheckedManyRef,
  run: ({ deps, actor }, input) => checkInMany(deps, actor, input),
  load: (_context, answer) => answer,
});

addMutation('checkOutMany', {
  description:
    'Checks several people out at once, 200 at most, all with the same break; each is judged alone.',
  input: CheckOutManyInputRef,
  schema: CheckOutManyInput,
  type: CheckedManyRef,
  run: ({ deps, actor }, input) => checkOutMany(deps, actor, input),
  load: (_context, answer) => answer,
});

addMutation('addWalkIn', {
  description:
    'Puts somebody who is present without a claim on the roster and checks them in. The rules of a claim hold.',
  input: AddWalkInInputRef,
  schema: AddWalkInInput,
  type: ClaimRef,
  run: ({ deps, actor }, input) => addWalkIn(deps, actor, input),
  load: readClaim,
});

addMutation('markNoShow', {
  description: 'Marks somebody as not having come; their place is free at once.',
  input: MarkNoShowInputRef,
  schema: MarkNoShowInput,
  type: ClaimRef,
  run: ({ deps, actor }, input) => markNoShow(deps, actor, input),
  load: readClaim,
});

addMutation('undoNoShow', {
  description: "Takes that mark back while the task's day lasts.",
  input: NoShowInputRef,
  schema: NoShowInput,
  type: ClaimRef,
  run: ({ deps, actor }, input) => undoNoShow(deps, actor, input),
  load: readClaim,
});

addMutation('noteClaim', {
  description: 'Writes a note beside a name on the roster; an empty one takes the former away.',
  input: NoteClaimInputRef,
  schema: NoteClaimInput,
  type: ClaimRef,
  run: ({ deps, actor }, input) => noteClaim(deps, actor, input),
  load: readClaim,
});
