import { HandOverState, HandOverTo } from '~/generated/prisma/enums';
import { encodeId } from '~/server/database/id';
import { batched } from '~/server/graphql/batch';
import { builder } from '~/server/graphql/builder';
import { addMutation } from '~/server/graphql/mutation';
import { TaskRef } from '~/server/modules/tasks/refs';
import { findClaims, type ClaimRow } from './queries';
import { declineHandOver, takeBackHandOver } from './answer-hand-over';
import {
  findHandOverByCode,
  findHandOverPeople,
  findHandOversOfTasks,
  findHandOversToAll,
  findHandOversToMe,
  findOwnHandOvers,
  findSwapTasks,
  type HandOverPerson,
  type HandOverRow,
} from './hand-over-queries';
import { AnswerHandOverInput, OfferHandOverInput, TakeHandOverInput } from './input';
import { offerHandOver } from './offer-hand-over';
import { ClaimRef } from './refs';
import { takeHandOver } from './take-hand-over';
import { refuse } from '~/server/policy/refusal';
import type { Context } from '~/server/graphql/context';

const HandOverToEnum = builder.enumType('HandOverTo', {
  description:
    'To everyone who fits, to whoever has a link, or to one person with a place in another task of the need.',
  values: Object.values(HandOverTo),
});
const HandOverStateEnum = builder.enumType('HandOverState', { values: Object.values(HandOverState) });

const HandOverRef = builder.objectRef<HandOverRow>('HandOver').implement({
  description: 'A place that its holder offers to somebody else, as long as the offer stands.',
  fields: (t) => ({
    id: t.id({ resolve: ({ id }) => encodeId('HandOver', id) }),
    to: t.field({ type: HandOverToEnum, resolve: ({ to }) => to }),
    state: t.field({ type: HandOverStateEnum, resolve: ({ state }) => state }),
    code: t.exposeString('code', {
      nullable: true,
      description: "What the link ends with; the giver's alone.",
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    askedUntil: t.expose('askedUntil', {
      type: 'DateTime',
      nullable: true,
      description: 'Until when somebody on the waitlist is asked before everyone else.',
    }),
    giverName: t.exposeString('giverName', {
      nullable: true,
      description: 'Who offers it, where they chose the caller, who has a place in another task of the need.',
    }),
    task: t.field({ type: TaskRef, nullable: true, resolve: ({ taskId }) => taskId }),
    swapTask: t.field({
      type: TaskRef,
      nullable: true,
      description: 'The task whose place is asked for in return; null where none is.',
      resolve: ({ swapTaskId }) => swapTaskId,
    }),
  }),
});

const HandOverPersonRef = builder.objectRef<HandOverPerson>('HandOverPerson').implement({
  description: 'Somebody accepted for another task of the same need.',
  fields: (t) => ({
    claim: t.id({ resolve: ({ claimId }) => encodeId('Claim', claimId) }),
    name: t.exposeString('name'),
    task: t.field({ type: TaskRef, resolve: ({ taskId }) => taskId }),
  }),
});

const ownHandOvers = batched((claimIds: readonly string[], { deps, actor }) =>
  findOwnHandOvers(deps, actor, claimIds),
);
const ofTasks = batched((taskIds: readonly string[], { deps, actor }) =>
  findHandOversOfTasks(deps, actor, taskIds),
);

builder.objectFields(ClaimRef, (t) => ({
  handOver: t.field({
    type: HandOverRef,
    nullable: true,
    description: "The caller's own offer of this place; null while there is none.",
    resolve: (claim, _args, context) =>
      claim.state === 'confirmed' ? ownHandOvers(context, claim.id) : null,
  }),
  handOverPeople: t.field({
    type: [HandOverPersonRef],
    description: 'Whom the caller may offer this place of theirs to by name.',
    resolve: (claim, _args, { deps, actor }) => findHandOverPeople(deps, actor, claim.id),
  }),
  swapTasks: t.field({
    type: [TaskRef],
    description: 'Tasks whose place the caller may ask for in return for this one.',
    resolve: (claim, _args, { deps, actor }) => findSwapTasks(deps, actor, claim.id),
  }),
}));

builder.objectFields(TaskRef, (t) => ({
  handOver: t.field({
    type: HandOverRef,
    nullable: true,
    description: 'A place that its holder offers to all and that is the caller’s to take now.',
    resolve: (task, _args, context) => ofTasks(context, task.id),
  }),
}));

builder.queryFields((t) => ({
  handOver: t.field({
    type: HandOverRef,
    nullable: true,
    description: 'The offer that a link leads to, as long as it stands.',
    authScopes: { signedIn: true },
    args: { code: t.arg.string({ required: true }) },
    resolve: (_root, { code }, { deps, actor }) => findHandOverByCode(deps, actor, code),
  }),
  handOversToMe: t.field({
    type: [HandOverRef],
    description: 'Places that the caller was chosen for, or is next in line for.',
    authScopes: { signedIn: true },
    resolve: (_root, _args, { deps, actor }) => findHandOversToMe(deps, actor),
  }),
  handOversToAll: t.field({
    type: [HandOverRef],
    description: 'Places of full tasks that somebody hands over and the caller fits, soonest first.',
    authScopes: { signedIn: true },
    args: { first: t.arg.int() },
    resolve: (_root, { first }, { deps, actor }) => findHandOversToAll(deps, actor, first ?? 10),
  }),
}));

const OfferHandOverInputRef = builder.inputType('OfferHandOverInput', {
  fields: (t) => ({
    claim: t.id({ required: true }),
    to: t.field({ type: HandOverToEnum, required: true }),
    toClaim: t.id({ description: 'Of an offer to one person: their claim, as `handOverPeople` says it.' }),
    swapTask: t.id({ description: 'Of a swap: the task whose place is asked for in return.' }),
  }),
});
const TakeHandOverInputRef = builder.inputType('TakeHandOverInput', {
  fields: (t) => ({
    handOver: t.id({ required: true }),
    code: t.string({ description: 'Of a link: what it ends with.' }),
  }),
});
const AnswerHandOverInputRef = builder.inputType('AnswerHandOverInput', {
  fields: (t) => ({ handOver: t.id({ required: true }) }),
});

const readClaim = async ({ deps, actor }: Context, { id }: { id: string }): Promise<ClaimRow> =>
  (await findClaims(deps, actor, [id]))[0] ?? refuse('NOT_FOUND');

/** What an answer leaves behind for whoever gave it: that it was heard. */
const AnsweredHandOverRef = builder.objectRef<{ id: string }>('AnsweredHandOver').implement({
  fields: (t) => ({ handOver: t.id({ resolve: ({ id }) => encodeId('HandOver', id) }) }),
});

addMutation('offerHandOver', {
  description: 'Offers the caller’s place to others; it stays theirs until somebody takes it.',
  input: OfferHandOverInputRef,
  schema: OfferHandOverInput,
  type: ClaimRef,
  run: ({ deps, actor }, input) => offerHandOver(deps, actor, input),
  load: readClaim,
});

addMutation('takeBackHandOver', {
  description: 'Ends the offer; the caller keeps their place.',
  input: AnswerHandOverInputRef,
  schema: AnswerHandOverInput,
  type: ClaimRef,
  run: ({ deps, actor }, input) => takeBackHandOver(deps, actor, input),
  load: readClaim,
});

addMutation('takeHandOver', {
  description:
    'Takes a place that somebody hands over; of a swap both places change hands. Requested where a worker decides.',
  input: TakeHandOverInputRef,
  schema: TakeHandOverInput,
  type: ClaimRef,
  run: ({ deps, actor }, input) => takeHandOver(deps, actor, input),
  load: readClaim,
});

addMutation('declineHandOver', {
  description: 'Says no to a place that the caller was chosen for, or is next in line for.',
  input: AnswerHandOverInputRef,
  schema: AnswerHandOverInput,
  type: AnsweredHandOverRef,
  run: ({ deps, actor }, input) => declineHandOver(deps, actor, input),
  load: (_context, answer) => answer,
});
