import { MembershipRole, OrganisationKind, OrganisationStatus } from '~/generated/prisma/enums';
import { decodeId } from '~/server/database/id';
import { builder } from '~/server/graphql/builder';
import { DoneRef, IdInputRef } from '~/server/graphql/inputs';
import { addMutation } from '~/server/graphql/mutation';
import { CommunityRef } from '~/server/modules/communities/refs';
import { PersonRef, ViewerRef } from '~/server/modules/identity/refs';
import { SwitchIdentityInput } from '~/server/modules/identity/input';
import { viewerAfterChange } from '~/server/modules/identity/viewer';
import { addMember } from './add-member';
import { decideOrganisation } from './decide-organisation';
import { endMembership } from './end-membership';
import {
  AddMemberInput,
  DecideOrganisationInput,
  MembershipIdInput,
  RegisterOrganisationInput,
} from './input';
import { nameAfter, nameCursor } from './name-cursor';
import {
  actionsOnOrganisation,
  findMembershipsOf,
  findOrganisations,
  findProposals,
  listOrganisations,
  type OrganisationRow,
  type ProposalRow,
} from './queries';
import { MembershipRef, OrganisationRef } from './refs';
import { registerOrganisation } from './register-organisation';
import { switchIdentity } from './switch-identity';

const OrganisationKindRef = builder.enumType(OrganisationKind, { name: 'OrganisationKind' });
const OrganisationStatusRef = builder.enumType(OrganisationStatus, { name: 'OrganisationStatus' });
const MembershipRoleRef = builder.enumType(MembershipRole, {
  name: 'MembershipRole',
  description: '成员, 活动负责人, 社区工作者, 主任, 网格员, 楼栋长.',
});

const ProposalRef = builder.objectRef<ProposalRow>('OrganisationProposal').implement({
  description: "An officer's proposal that waits for the chair.",
  fields: (t) => ({
    decision: t.field({ type: OrganisationStatusRef, resolve: (proposal) => proposal.decision }),
    reason: t.exposeString('reason', { nullable: true }),
    at: t.expose('at', { type: 'DateTime' }),
    proposedBy: t.field({ type: PersonRef, nullable: true, resolve: (proposal) => proposal.proposedById }),
  }),
});

OrganisationRef.implement({
  description: 'A unit that posts needs or claims tasks; a committee is one too.',
  fields: (t) => ({
    kind: t.field({ type: OrganisationKindRef, resolve: (organisation) => organisation.kind }),
    name: t.exposeString('name'),
    status: t.field({ type: OrganisationStatusRef, resolve: (organisation) => organisation.status }),
    statusReason: t.exposeString('statusReason', {
      nullable: true,
      description: 'Seen by its own members and the committee.',
    }),
    creditCode: t.exposeString('creditCode', {
      nullable: true,
      description: '统一社会信用代码, GB 32100-2015.',
    }),
    description: t.exposeString('description', { nullable: true }),
    website: t.exposeString('website', { nullable: true }),
    community: t.field({
      type: CommunityRef,
      description: 'Where it is registered; the committee there verifies it.',
      resolve: (organisation) => organisation.communityId,
    }),
    isCommittee: t.boolean({ resolve: (organisation) => organisation.committeeOfId !== null }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    isDemo: t.exposeBoolean('isDemo'),
    memberships: t.loadableGroup({
      type: MembershipRef,
      description: 'Seen by those who manage them; a member sees their own.',
      load: (ids: string[], { deps, actor }) => findMembershipsOf(deps, actor, ids),
      group: (membership) => (typeof membership === 'string' ? membership : membership.organisationId),
      resolve: (organisation) => organisation.id,
    }),
    proposal: t.loadable({
      type: ProposalRef,
      nullable: true,
      description: "An officer's proposal that the chair has not decided yet; seen by the committee.",
      load: (organisations: OrganisationRow[], { deps, actor }) => findProposals(deps, actor, organisations),
      resolve: (organisation) => organisation,
    }),
    may: t.stringList({
      description: 'What the caller may do here: propose, decide, members.',
      resolve: (organisation, _args, { actor }) => actionsOnOrganisation(actor, organisation),
    }),
  }),
});

MembershipRef.implement({
  description: "A person's role in an organisation or a committee.",
  fields: (t) => ({
    role: t.field({ type: MembershipRoleRef, resolve: (membership) => membership.role }),
    organisation: t.field({
      type: OrganisationRef,
      resolve: (membership) => membership.organisation ?? membership.organisationId,
    }),
    community: t.field({
      type: CommunityRef,
      nullable: true,
      description: "A grid worker's or building steward's own grid.",
      resolve: (membership) => membership.communityId,
    }),
    person: t.field({ type: PersonRef, nullable: true, resolve: (membership) => membership.personId }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    active: t.boolean({
      description: 'True for the identity the caller acts under now.',
      resolve: (membership, _args, { actor }) => membership.active ?? actor.membership?.id === membership.id,
    }),
  }),
});

const OrganisationEdgeRef = builder.objectRef<OrganisationRow>('OrganisationEdge').implement({
  fields: (t) => ({
    cursor: t.string({ resolve: (organisation) => nameCursor(organisation) }),
    node: t.field({ type: OrganisationRef, resolve: (organisation) => organisation }),
  }),
});

const OrganisationConnectionRef = builder
  .objectRef<Awaited<ReturnType<typeof listOrganisations>> & { after: string | null }>(
    'OrganisationConnection',
  )
  .implement({
    fields: (t) => ({
      edges: t.field({ type: [OrganisationEdgeRef], resolve: (page) => page.rows }),
      totalCount: t.exposeInt('totalCount'),
      pageInfo: t.field({
        type: builder.pageInfoRef(),
        resolve: ({ rows, hasMore, after }) => {
          const [first, last] = [rows[0], rows.at(-1)];
          return {
            hasNextPage: hasMore,
            hasPreviousPage: after !== null,
            startCursor: first ? nameCursor(first) : null,
            endCursor: last ? nameCursor(last) : null,
          };
        },
      }),
    }),
  });

builder.queryField('organisation', (t) =>
  t.field({
    type: OrganisationRef,
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: async (_root, { id }, { deps, actor }) =>
      (await findOrganisations(deps, actor, [decodeId('Organisation', id)]))[0],
  }),
);

builder.queryField('organisations', (t) =>
  t.field({
    type: OrganisationConnectionRef,
    description:
      'By name. Everyone sees verified ones; members their own and the committee all of its community.',
    args: {
      community: t.arg.id(),
      status: t.arg({ type: OrganisationStatusRef }),
      search: t.arg.string(),
      first: t.arg.int(),
      after: t.arg.string(),
    },
    complexity: ({ first }) => ({ field: 1, multiplier: Math.min(Math.max(first ?? 20, 1), 100) }),
    async resolve(_root, { community, status, search, first, after }, { deps, actor }) {
      const page = await listOrganisations(deps, actor, {
        communityId: community == null ? null : decodeId('Community', community),
        status,
        search: search?.slice(0, 100),
        first: Math.min(Math.max(first ?? 20, 1), 100),
        after: nameAfter(after),
      });
      return { ...page, after: after ?? null };
    },
  }),
);

addMutation('registerOrganisation', {
  description: 'Registers a unit; it waits for the committee and has drafts only until then.',
  input: builder.inputType('RegisterOrganisationInput', {
    fields: (t) => ({
      kind: t.field({ type: OrganisationKindRef, required: true }),
      name: t.string({ required: true }),
      creditCode: t.string({
        description: '统一社会信用代码. An informal team gives its sponsoring committee instead.',
      }),
      sponsorCommunity: t.id(),
      community: t.id({ required: true }),
      description: t.string(),
      website: t.string(),
    }),
  }),
  schema: RegisterOrganisationInput,
  type: OrganisationRef,
  run: ({ deps, actor }, input) => registerOrganisation(deps, actor, input),
  load: (_context, answer) => answer.organisationId,
});

addMutation('decideOrganisation', {
  description:
    'Verifies, refuses or suspends a unit. The chair decides; what an officer says is kept as a proposal.',
  input: builder.inputType('DecideOrganisationInput', {
    fields: (t) => ({
      organisation: t.id({ required: true }),
      decision: t.field({ type: OrganisationStatusRef, required: true }),
      reason: t.string({ description: 'Needed to refuse or suspend.' }),
    }),
  }),
  schema: DecideOrganisationInput,
  type: OrganisationRef,
  run: ({ deps, actor }, input) => decideOrganisation(deps, actor, input),
  load: (_context, answer) => answer.organisationId,
});

addMutation('addMember', {
  description:
    'Gives somebody a role, named by the phone, e-mail address or member number they gave. Their name is read once they act under it.',
  input: builder.inputType('AddMemberInput', {
    fields: (t) => ({
      organisation: t.id({ required: true }),
      identifier: t.string({ required: true }),
      role: t.field({ type: MembershipRoleRef, required: true }),
      community: t.id({ description: 'The grid of a grid worker or building steward.' }),
    }),
  }),
  schema: AddMemberInput,
  type: MembershipRef,
  run: ({ deps, actor }, input) => addMember(deps, actor, input),
  load: (_context, answer) => answer.membershipId,
});

addMutation('endMembership', {
  description: "Ends a membership: one's own, or one that the caller manages.",
  input: IdInputRef,
  schema: MembershipIdInput,
  type: DoneRef,
  run: ({ deps, actor }, input) => endMembership(deps, actor, input),
  load: (_context, answer) => answer,
});

addMutation('switchIdentity', {
  evenIfProxyEnded: true,
  description: 'Acts under another of the own identities from now on; under none when left out.',
  input: builder.inputType('SwitchIdentityInput', { fields: (t) => ({ membership: t.id() }) }),
  schema: SwitchIdentityInput,
  type: ViewerRef,
  run: ({ deps, actor }, input) => switchIdentity(deps, actor, input),
  load: (context) => viewerAfterChange(context.deps, context.actor),
});
