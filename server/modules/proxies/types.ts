import { ProxyKind } from '~/generated/prisma/enums';
import { decodeId, encodeId } from '~/server/database/id';
import { builder } from '~/server/graphql/builder';
import { DoneRef, IdInputRef } from '~/server/graphql/inputs';
import { addMutation } from '~/server/graphql/mutation';
import type { Context } from '~/server/graphql/context';
import { HistoryEntryRef } from '~/server/modules/audit/refs';
import { ViewerRef } from '~/server/modules/identity/refs';
import { viewerAfterChange } from '~/server/modules/identity/viewer';
import { isProxyScope, proxyScopes } from '~/server/policy/proxy-scope';
import { actFor } from './act-for';
import { arrangeProxy } from './arrange-proxy';
import { confirmProxy } from './confirm-proxy';
import { endProxy, mayEnd } from './end-proxy';
import { ActForInput, ArrangeProxyInput, NameProxyInput, ProxyIdInput, proxyWords } from './input';
import { nameProxy } from './name-proxy';
import {
  findActsFor,
  findMyPrincipals,
  findMyProxies,
  findProxiesOf,
  findProxiesToConfirm,
  findProxy,
  stateOf,
  type ProxyRow,
} from './queries';
import { proxyStates } from './rules';

const ProxyKindRef = builder.enumType(ProxyKind, { name: 'ProxyKind' });
const ProxyScopeRef = builder.enumType('ProxyScope', {
  description:
    'What somebody may do for another: ask for help and follow it; judge help; agree to what is shown; read contact data and who saw it; sign up and attend; read and dispute hours, and have certificates issued.',
  values: proxyScopes,
});
const ProxyStateRef = builder.enumType('ProxyState', {
  description: 'Vouched for by one officer of two; given and not taken up; taken up; over.',
  values: proxyStates,
});
const ProxyWordRef = builder.enumType('ProxyWord', {
  description: 'How somebody told an officer who is to act for them.',
  values: proxyWords,
});

const ProxyRef = builder.objectRef<ProxyRow>('Proxy').implement({
  description: 'Who may act for whom, for what, until when.',
  fields: (t) => ({
    id: t.id({ resolve: ({ id }) => encodeId('Proxy', id) }),
    principalId: t.id({ resolve: ({ principalId }) => encodeId('Person', principalId) }),
    principalName: t.exposeString('principalName', { nullable: true }),
    proxyName: t.exposeString('proxyName', {
      nullable: true,
      description: 'Null to who named them by a number, until they have taken it up.',
    }),
    kind: t.field({ type: ProxyKindRef, resolve: ({ kind }) => kind }),
    scope: t.field({ type: [ProxyScopeRef], resolve: ({ scope }) => scope.filter(isProxyScope) }),
    state: t.field({ type: ProxyStateRef, resolve: (proxy, _args, { deps }) => stateOf(deps, proxy) }),
    confirmedByPerson: t.exposeBoolean('confirmedByPerson'),
    firstOfficerName: t.exposeString('firstOfficerName', { nullable: true }),
    secondOfficerName: t.exposeString('secondOfficerName', { nullable: true }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    endsAt: t.expose('endsAt', { type: 'DateTime', nullable: true }),
    mayEnd: t.boolean({ resolve: (proxy, _args, { actor }) => mayEnd(actor, proxy) }),
  }),
});

builder.queryFields((t) => ({
  myProxies: t.field({
    type: [ProxyRef],
    description: 'Who may act for the caller.',
    resolve: (_root, _args, { deps, actor }) => findMyProxies(deps, actor),
  }),
  myPrincipals: t.field({
    type: [ProxyRef],
    description: 'For whom the caller may act.',
    resolve: (_root, _args, { deps, actor }) => findMyPrincipals(deps, actor),
  }),
  proxiesOf: t.field({
    type: [ProxyRef],
    description: 'All there was and is for a resident, for an officer of their community.',
    authScopes: { action: 'proxy.arrange' },
    args: { person: t.arg.id({ required: true }) },
    resolve: (_root, { person }, { deps, actor }) => findProxiesOf(deps, actor, decodeId('Person', person)),
  }),
  proxiesToConfirm: t.field({
    type: [ProxyRef],
    description: 'What another officer vouched for and the caller may confirm.',
    authScopes: { action: 'proxy.arrange' },
    resolve: (_root, _args, { deps, actor }) => findProxiesToConfirm(deps, actor),
  }),
  actsFor: t.field({
    type: [HistoryEntryRef],
    description: 'What others did for the caller or, for an officer of their community, for a resident.',
    authScopes: { signedIn: true },
    args: { person: t.arg.id() },
    resolve: (_root, { person }, { deps, actor }) =>
      findActsFor(deps, actor, person ? decodeId('Person', person) : null),
  }),
}));

const loadProxy = (
  { deps, actor }: Context,
  { proxyRelationshipId }: { proxyRelationshipId: string },
): Promise<ProxyRow> =>
  findProxy(deps, actor, proxyRelationshipId).then(
    (proxy) => proxy ?? Promise.reject(new Error('A proxy just written cannot be read')),
  );

addMutation('nameProxy', {
  description:
    "Names somebody to act for the caller, by their phone, e-mail address or member number. Answered alike whether it is anybody's.",
  input: builder.inputType('NameProxyInput', {
    fields: (t) => ({
      identifier: t.string({ required: true }),
      kind: t.field({ type: ProxyKindRef, required: true }),
      scope: t.field({ type: [ProxyScopeRef], required: true }),
      until: t.field({ type: 'DateTime', required: true, description: 'At most a year ahead.' }),
    }),
  }),
  schema: NameProxyInput,
  type: ProxyRef,
  run: ({ deps, actor }, input) => nameProxy(deps, actor, input),
  load: loadProxy,
});

addMutation('arrangeProxy', {
  description:
    'Writes down who may act for a resident: on their own word, or vouched for until a second officer confirms.',
  input: builder.inputType('ArrangeProxyInput', {
    fields: (t) => ({
      person: t.id({ required: true, description: 'For whom.' }),
      proxy: t.id({ description: 'A resident who is to act.' }),
      identifier: t.string({
        description: 'Or the phone, e-mail address or member number of who is to act.',
      }),
      kind: t.field({ type: ProxyKindRef, required: true }),
      word: t.field({
        type: ProxyWordRef,
        description: 'How the resident said so; left out to vouch for it.',
      }),
      scope: t.field({ type: [ProxyScopeRef], required: true }),
      until: t.field({ type: 'DateTime', required: true, description: 'At most a year ahead.' }),
    }),
  }),
  schema: ArrangeProxyInput,
  type: ProxyRef,
  run: ({ deps, actor }, input) => arrangeProxy(deps, actor, input),
  load: loadProxy,
});

addMutation('confirmProxy', {
  description: 'Vouches as the second officer for what another one wrote down.',
  input: IdInputRef,
  schema: ProxyIdInput,
  type: ProxyRef,
  run: ({ deps, actor }, input) => confirmProxy(deps, actor, input),
  load: loadProxy,
});

addMutation('endProxy', {
  description: 'Ends a proxy at once: by either side, or by an officer.',
  evenIfProxyEnded: true,
  input: IdInputRef,
  schema: ProxyIdInput,
  type: DoneRef,
  run: ({ deps, actor }, input) => endProxy(deps, actor, input),
  load: () => ({ done: true }),
});

addMutation('actFor', {
  description: 'Lets this session act for somebody, or, without a person, for the caller alone again.',
  evenIfProxyEnded: true,
  input: builder.inputType('ActForInput', { fields: (t) => ({ person: t.id() }) }),
  schema: ActForInput,
  type: ViewerRef,
  run: ({ deps, actor }, input) => actFor(deps, actor, input),
  load: (context) => viewerAfterChange(context.deps, context.actor),
});
