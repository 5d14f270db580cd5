import { ClaimState, WithdrawnAs } from '~/generated/prisma/enums';
import { decodeId } from '~/server/database/id';
import { batched } from '~/server/graphql/batch';
import { builder } from '~/server/graphql/builder';
import { connectionOf, pageOf } from '~/server/graphql/connection';
import type { Context } from '~/server/graphql/context';
import { addMutation } from '~/server/graphql/mutation';
import { PersonRef } from '~/server/modules/identity/refs';
import { findTasksOfClaims } from '~/server/modules/tasks/queries';
import { TaskRef } from '~/server/modules/tasks/refs';
import { personFor } from '~/server/policy/permissions';
import { Refused, refuse } from '~/server/policy/refusal';
import { acceptOffer, declineOffer } from './answer-offer';
import { claimTask } from './claim-task';
import { decideClaim } from './decide-claim';
import { findRefusals } from './find-refusals';
import {
  AcceptOfferInput,
  ClaimTaskInput,
  DecideClaimInput,
  DeclineOfferInput,
  WithdrawClaimInput,
} from './input';
import { joinWaitlist } from './join-waitlist';
import {
  findClaims,
  findMyClaims,
  findMyLiveClaims,
  findRosters,
  unsafeCountWaiting,
  unsafeWaitlistPositions,
  type ClaimRow,
} from './queries';
import { ClaimRef } from './refs';
import { isLive } from './rules';
import { withdrawClaim } from './withdraw-claim';

const ClaimStateEnum = builder.enumType('ClaimState', { values: Object.values(ClaimState) });

const WithdrawnAsEnum = builder.enumType('WithdrawnAs', {
  description: 'After the task’s own deadline; handed over to somebody else; or in exchange for their place.',
  values: Object.values(WithdrawnAs),
});

const ownTasks = batched((claimIds: readonly string[], { deps, actor }) =>
  findTasksOfClaims(deps, actor, claimIds),
);

const positions = batched((claimIds: readonly string[], { deps }) => unsafeWaitlistPositions(deps, claimIds));

ClaimRef.implement({
  description:
    "One person's place in a task, or their wish for one. Seen by them and by whoever runs the day.",
  fields: (t) => ({
    state: t.field({ type: ClaimStateEnum, resolve: (claim) => claim.state }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    stateSince: t.expose('stateSince', { type: 'DateTime' }),
    reason: t.exposeString('reason', {
      nullable: true,
      description: 'Why it was withdrawn, declined or released.',
    }),
    withdrawnAs: t.field({
      type: WithdrawnAsEnum,
      nullable: true,
      description: 'How they left, where that says more than `withdrawn`.',
      resolve: (claim) => claim.withdrawnAs,
    }),
    offerUntil: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'Until when the place is kept for them; null unless it is offered.',
      resolve: (claim) => (claim.state === 'offered' ? claim.expiresAt : null),
    }),
    waitlistPosition: t.int({
      nullable: true,
      description:
        'Their place in the line, from 1; null unless they are on the waitlist, and until lots are drawn.',
      resolve: (claim, _args, context) =>
        claim.state === 'waitlisted' ? positions(context, claim.id) : null,
    }),
    task: t.field({
      type: TaskRef,
      resolve: async (claim, _args, context) =>
        isLive(claim.state) ? claim.taskId : ((await ownTasks(context, claim.id)) ?? claim.taskId),
    }),
    person: t.field({ type: PersonRef, nullable: true, resolve: (claim) => claim.personId }),
  }),
});

const refusals = batched((taskIds: readonly string[], { deps, actor }) =>
  findRefusals(deps, personFor(actor, 'task.claim'), taskIds),
);
const myClaims = batched((taskIds: readonly string[], { deps, actor }) =>
  findMyLiveClaims(deps, actor, taskIds),
);
const waiting = batched((taskIds: readonly string[], { deps }) => unsafeCountWaiting(deps, taskIds));
const rosters = batched((taskIds: readonly string[], { deps, actor }) => findRosters(deps, actor, taskIds));

builder.objectFields(TaskRef, (t) => ({
  myClaim: t.field({
    type: ClaimRef,
    nullable: true,
    description: "The caller's own live claim, if any.",
    resolve: (task, _args, context) => myClaims(context, task.id),
  }),
  refusal: t.field({
    type: Refused,
    nullable: true,
    description: 'Why the caller could not claim now; null when they could.',
    resolve: async (task, _args, context) => {
      const code = await refusals(context, task.id);
      // A plain object: GraphQL takes a returned Error for a failed field.
      return code && ({ code } as Refused);
    },
  }),
  waiting: t.int({
    description: 'How many people are on its waitlist.',
    resolve: (task, _args, context) => waiting(context, task.id),
  }),
  claims: t.field({
    type: [ClaimRef],
    nullable: true,
    description: 'The roster; null unless the caller runs the day.',
    complexity: { field: 5, multiplier: 20 },
    resolve: (task, _args, context) => rosters(context, task.id),
  }),
}));

builder.queryFields((t) => ({
  claim: t.field({
    type: ClaimRef,
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: async (_root, { id }, { deps, actor }) =>
      (await findClaims(deps, actor, [decodeId('Claim', id)]))[0],
  }),
  myClaims: t.connection(
    {
      type: ClaimRef,
      description: 'Claims that still need the caller, soonest first; with `past` the rest, latest first.',
      authScopes: { signedIn: true },
      args: { past: t.arg.boolean() },
      edgesNullable: false,
      nodeNullable: false,
      resolve: async (_root, args, { deps, actor }) => {
        const page = pageOf('Claim', args);
        const { rows, hasNext } = await findMyClaims(deps, actor, { ...page, past: args.past ?? false });
        return connectionOf('Claim', rows, { hasNext, hasPrevious: page.after !== null });
      },
    },
    { name: 'ClaimConnection' },
    { name: 'ClaimEdge' },
  ),
}));

const readClaim = async ({ deps, actor }: Context, { id }: { id: string }): Promise<ClaimRow> =>
  (await findClaims(deps, actor, [id]))[0] ?? refuse('NOT_FOUND');

const ClaimTaskInputRef = builder.inputType('ClaimTaskInput', {
  fields: (t) => ({ task: t.id({ required: true }) }),
});
const JoinWaitlistInputRef = builder.inputType('JoinWaitlistInput', {
  fields: (t) => ({ task: t.id({ required: true }) }),
});
const AcceptOfferInputRef = builder.inputType('AcceptOfferInput', {
  fields: (t) => ({ claim: t.id({ required: true }) }),
});
const DeclineOfferInputRef = builder.inputType('DeclineOfferInput', {
  fields: (t) => ({
    claim: t.id({ required: true }),
    leave: t.boolean({
      required: true,
      description: 'Whether to leave the waitlist; otherwise they wait on at its end.',
    }),
  }),
});
const WithdrawClaimInputRef = builder.inputType('WithdrawClaimInput', {
  fields: (t) => ({ claim: t.id({ required: true }), reason: t.string() }),
});
const DecideClaimInputRef = builder.inputType('DecideClaimInput', {
  fields: (t) => ({
    claim: t.id({ required: true }),
    approve: t.boolean({ required: true }),
    reason: t.string(),
  }),
});

addMutation('claimTask', {
  description: 'Claims a place. Confirmed at once, or requested where a worker decides.',
  input: ClaimTaskInputRef,
  schema: ClaimTaskInput,
  type: ClaimRef,
  run: ({ deps, actor }, input) => claimTask(deps, actor, input),
  // The statement that claims answers the whole row, so nothing is read again.
  load: (_context, answer) => ({
    ...answer,
    expiresAt: null,
    withdrawnAs: null,
    createdAt: new Date(answer.createdAt),
    stateSince: new Date(answer.stateSince),
  }),
});

addMutation('joinWaitlist', {
  description:
    'Waits for a place in a task that is full. A place that has become free in between is offered at once.',
  input: JoinWaitlistInputRef,
  schema: ClaimTaskInput,
  type: ClaimRef,
  run: ({ deps, actor }, input) => joinWaitlist(deps, actor, input),
  load: readClaim,
});

addMutation('acceptOffer', {
  description:
    'Takes the place that was offered. One who waits takes a place that nobody before them could take.',
  input: AcceptOfferInputRef,
  schema: AcceptOfferInput,
  type: ClaimRef,
  run: ({ deps, actor }, input) => acceptOffer(deps, actor, input),
  load: readClaim,
});

addMutation('declineOffer', {
  description: 'Passes on an offer: the place goes to the next in line.',
  input: DeclineOfferInputRef,
  schema: DeclineOfferInput,
  type: ClaimRef,
  run: ({ deps, actor }, input) => declineOffer(deps, actor, input),
  load: readClaim,
});

addMutation('withdrawClaim', {
  description:
    'Gives a place back, after the task’s own deadline with a reason and as late; or leaves the waitlist.',
  input: WithdrawClaimInputRef,
  schema: WithdrawClaimInput,
  type: ClaimRef,
  run: ({ deps, actor }, input) => withdrawClaim(deps, actor, input),
  load: readClaim,
});

addMutation('decideClaim', {
  description:
    'Says yes or no to a request, or releases a confirmed claim with a reason. For whoever runs the task.',
  input: DecideClaimInputRef,
  schema: DecideClaimInput,
  type: ClaimRef,
  run: ({ deps, actor }, input) => decideClaim(deps, actor, input),
  load: readClaim,
});
