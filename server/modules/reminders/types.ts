import { z } from 'zod';
import { decodeId, idOf } from '~/server/database/id';
import { batched } from '~/server/graphql/batch';
import { builder } from '~/server/graphql/builder';
import { DoneRef } from '~/server/graphql/inputs';
import { addMutation } from '~/server/graphql/mutation';
import { findClaims } from '~/server/modules/claims/queries';
import { ClaimRef } from '~/server/modules/claims/refs';
import { refuse } from '~/server/policy/refusal';
import { findCallingList, type CallRow } from './calling-list';
import { callOutcomes, recordCall } from './record-call';
import { findComingQuestion, unsafeFindComing, type Coming, type ComingQuestion } from './queries';
import { sayComing, sayComingByLink } from './say-coming';

const ComingEnum = builder.enumType('Coming', {
  description: 'asked: the day before, without an answer yet.',
  values: ['asked', 'coming', 'cannot'] as const satisfies readonly Coming[],
});

const coming = batched((claimIds: readonly string[], { deps }) => unsafeFindComing(deps, claimIds));

builder.objectFields(ClaimRef, (t) => ({
  coming: t.field({
    type: ComingEnum,
    nullable: true,
    description: 'Whether they said that they come; null for who was not asked.',
    resolve: (claim, _args, context) => coming(context, claim.id),
  }),
}));

const CallRef = builder.objectRef<CallRow>('Call').implement({
  description: 'Somebody to ring up before a task.',
  fields: (t) => ({
    claim: t.field({ type: ClaimRef, resolve: ({ claimId }) => claimId }),
    phone: t.exposeString('phone', {
      nullable: true,
      description: 'Each look is written down for them to read.',
    }),
    hasNotAnswered: t.exposeBoolean('hasNotAnswered'),
    hasNotSeen: t.exposeBoolean('hasNotSeen', {
      description: 'They have not opened what they were told of a change.',
    }),
    callsInVain: t.exposeInt('callsInVain'),
    lastCalledAt: t.expose('lastCalledAt', { type: 'DateTime', nullable: true }),
  }),
});

builder.queryField('callingList', (t) =>
  t.field({
    type: [CallRef],
    nullable: true,
    description: 'Whom to ring up about a task that begins within a day; null unless the caller runs it.',
    args: { task: t.arg.id({ required: true }) },
    resolve: (_root, { task }, { deps, actor }) => findCallingList(deps, actor, decodeId('Task', task)),
  }),
);

addMutation('recordCall', {
  description: 'What came of ringing somebody up. Who cannot come gives the place back.',
  input: builder.inputType('RecordCallInput', {
    fields: (t) => ({
      claim: t.id({ required: true }),
      outcome: t.field({
        required: true,
        type: builder.enumType('CallOutcome', { values: callOutcomes }),
      }),
    }),
  }),
  schema: z.object({ claim: idOf('Claim'), outcome: z.enum(callOutcomes) }),
  type: DoneRef,
  run: async ({ deps, actor }, input) => {
    await recordCall(deps, actor, input);
    return { done: true };
  },
  load: (_context, done) => done,
});

const QuestionRef = builder.objectRef<ComingQuestion>('ComingQuestion').implement({
  description: 'The task that the link of a message asks about.',
  fields: (t) => ({
    title: t.exposeString('title', {
      nullable: true,
      description: 'Null for help and private homes: the message may be read by others.',
    }),
    placeName: t.exposeString('placeName', { nullable: true }),
    startsAt: t.expose('startsAt', { type: 'DateTime' }),
    endsAt: t.expose('endsAt', { type: 'DateTime' }),
    timeZone: t.exposeString('timeZone'),
    isConfirmed: t.exposeBoolean('isConfirmed', { description: 'Whether the place is still theirs.' }),
    coming: t.field({ type: ComingEnum, nullable: true, resolve: (question) => question.coming }),
  }),
});

builder.queryField('comingQuestion', (t) =>
  t.field({
    type: QuestionRef,
    nullable: true,
    description: 'By the link of a message; null when it is not good any more.',
    args: { token: t.arg.string({ required: true }) },
    resolve: (_root, { token }, { deps }) => findComingQuestion(deps, token),
  }),
);

addMutation('sayComing', {
  description: 'Says whether the caller comes to a task of theirs; who cannot gives the place back.',
  input: builder.inputType('SayComingInput', {
    fields: (t) => ({ claim: t.id({ required: true }), coming: t.boolean({ required: true }) }),
  }),
  schema: z.object({ claim: idOf('Claim'), coming: z.boolean() }),
  type: ClaimRef,
  run: ({ deps, actor }, input) => sayComing(deps, actor, input),
  load: async ({ deps, actor }, { id }) => (await findClaims(deps, actor, [id]))[0] ?? refuse('NOT_FOUND'),
});

addMutation('sayComingByLink', {
  description: 'The same by the link of a message, without signing in.',
  input: builder.inputType('SayComingByLinkInput', {
    fields: (t) => ({ token: t.string({ required: true }), coming: t.boolean({ required: true }) }),
  }),
  schema: z.object({ token: z.string().max(100), coming: z.boolean() }),
  type: QuestionRef,
  run: async ({ deps, actor }, input) => {
    await sayComingByLink(deps, actor, input);
    return { token: input.token };
  },
  load: async ({ deps }, { token }) => (await findComingQuestion(deps, token)) ?? refuse('NOT_FOUND'),
});
