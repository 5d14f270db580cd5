import { ContactKind } from '~/generated/prisma/enums';
import { encodeId } from '~/server/database/id';
import { builder } from '~/server/graphql/builder';
import { ownBirthDate, type ContactPointRow } from '~/server/modules/contact/queries';
import { findOwnMemberships } from '~/server/modules/organisations/queries';
import { MembershipRef } from '~/server/modules/organisations/refs';
import { countUnreadNotices } from '~/server/modules/notifications/queries';
import { hasAcceptedTerms } from './accept-terms';
import { findCheckable, identityChecksOf } from './check-identity';
import { readInstallation, type InstallationRow } from './installation';
import { findPersons, searchPeople } from './persons';
import { PersonRef, ViewerRef } from './refs';
import {
  viewerContactPoints,
  viewerFeeds,
  viewerMay,
  viewerOf,
  viewerPasskeys,
  viewerSessions,
  type PasskeyRow,
  type SessionRow,
} from './viewer';
import { findWaiting, type WaitingItem } from './waiting';

PersonRef.implement({
  description: 'A person whose name the caller may read; where they may not, there is no person.',
  fields: (t) => ({
    displayName: t.exposeString('displayName', { nullable: true }),
    isDemo: t.exposeBoolean('isDemo'),
    mayBeChecked: t.loadable({
      type: 'Boolean',
      description: 'Whether the caller may write down that this person showed an identity document.',
      load: async (ids: string[], { deps, actor }) => {
        const checkable = new Set((await findCheckable(deps.prisma, actor, ids)).map(({ id }) => id));
        return ids.map((id) => checkable.has(id) && id !== actor.personId);
      },
      resolve: (person) => person.id,
    }),
    identityCheckedUntil: t.loadable({
      type: 'DateTime',
      nullable: true,
      description:
        'Until when the last check of their identity document counts; seen by themselves and by those who may check it.',
      load: (ids: string[], { deps, actor }) => identityChecksOf(deps, actor, ids),
      resolve: (person) => person.id,
    }),
  }),
});

const SessionTypeRef = builder.objectRef<SessionRow>('Session').implement({
  description: 'A signed-in browser.',
  fields: (t) => ({
    id: t.id({ resolve: (session) => encodeId('Session', session.id) }),
    userAgent: t.exposeString('userAgent', { nullable: true }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    lastSeenAt: t.expose('lastSeenAt', { type: 'DateTime' }),
    current: t.exposeBoolean('current'),
  }),
});

const PasskeyTypeRef = builder.objectRef<PasskeyRow>('Passkey').implement({
  fields: (t) => ({
    id: t.id({ resolve: (passkey) => encodeId('Passkey', passkey.id) }),
    label: t.exposeString('label'),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    lastUsedAt: t.expose('lastUsedAt', { type: 'DateTime', nullable: true }),
  }),
});

const ContactKindRef = builder.enumType(ContactKind, { name: 'ContactKind' });

const ContactPointTypeRef = builder.objectRef<ContactPointRow>('ContactPoint').implement({
  description: 'A way to reach the viewer; shown to nobody else.',
  fields: (t) => ({
    id: t.id({ resolve: (point) => encodeId('ContactPoint', point.id) }),
    kind: t.field({ type: ContactKindRef, resolve: (point) => point.kind }),
    value: t.exposeString('value'),
    verified: t.exposeBoolean('verified'),
  }),
});

const WaitingItemRef = builder.objectRef<WaitingItem>('WaitingItem').implement({
  fields: (t) => ({
    kind: t.exposeString('kind', {
      description:
        'needs_in_review, organisations_pending, records_to_confirm, records_to_verify or claims_to_decide.',
    }),
    count: t.exposeInt('count'),
    oldest: t.expose('oldest', { type: 'DateTime', nullable: true }),
  }),
});

ViewerRef.implement({
  description: 'The signed-in person.',
  fields: (t) => ({
    person: t.field({ type: PersonRef, resolve: (viewer) => viewer.person }),
    accountId: t.id({ resolve: (viewer) => encodeId('Account', viewer.accountId) }),
    memberNumber: t.exposeString('memberNumber', {
      nullable: true,
      description: 'Nine digits that sign in with a slip or a password.',
    }),
    isOperator: t.exposeBoolean('isOperator'),
    elderMode: t.exposeBoolean('elderMode'),
    hasPassword: t.exposeBoolean('hasPassword', {
      description: 'False after signing in with a slip: the person should choose a password or PIN now.',
    }),
    termsAccepted: t.boolean({
      description: 'Whether the person agreed to the terms of service; without that no task can be claimed.',
      resolve: (viewer, _args, { deps }) => hasAcceptedTerms(deps.prisma, viewer.person.id),
    }),
    locale: t.exposeString('locale', { nullable: true }),
    onBehalfOf: t.field({
      type: PersonRef,
      nullable: true,
      description: 'Whom the viewer acts for now, as their proxy or guardian.',
      resolve: (viewer) => viewer.actor.onBehalfOfId,
    }),
    proxyEnded: t.boolean({
      description:
        'Whether the session acted for somebody for whom the caller may act no longer: nothing is changed until `actFor` settles it.',
      resolve: (viewer) => viewer.actor.proxyEnded === true,
    }),
    ownName: t.string({
      nullable: true,
      description: 'Of whoever is signed in, whomever they act for.',
      resolve: async (viewer, _args, { deps }) =>
        (await findPersons(deps, viewer.actor, [viewer.actor.personId ?? '']))[0]?.displayName,
    }),
    memberships: t.field({
      type: [MembershipRef],
      description: 'The identities the person may act under; the active one is marked.',
      resolve: (viewer, _args, { deps }) => findOwnMemberships(deps, viewer.actor),
    }),
    activeMembership: t.field({
      type: MembershipRef,
      nullable: true,
      resolve: async (viewer, _args, { deps }) =>
        (await findOwnMemberships(deps, viewer.actor)).find((membership) => membership.active),
    }),
    may: t.stringList({
      description: 'Names of the actions that the permission table grants, e.g. need.post, record.verify.',
      resolve: viewerMay,
    }),
    sessions: t.field({
      type: [SessionTypeRef],
      resolve: (viewer, _args, { deps }) => viewerSessions(deps, viewer),
    }),
    passkeys: t.field({
      type: [PasskeyTypeRef],
      resolve: (viewer, _args, { deps }) => viewerPasskeys(deps, viewer),
    }),
    contactPoints: t.field({
      type: [ContactPointTypeRef],
      resolve: (viewer, _args, { deps }) => viewerContactPoints(deps, viewer),
    }),
    birthDate: t.field({
      type: 'Date',
      nullable: true,
      description: 'For the age that some tasks ask for; shown to nobody else.',
      resolve: (viewer, _args, { deps }) => ownBirthDate(deps, viewer.actor),
    }),
    unreadNotices: t.int({ resolve: (viewer, _args, { deps }) => countUnreadNotices(deps, viewer.actor) }),
    feeds: t.stringList({
      description:
        "Feeds that the viewer's pages may follow: their own, and those of the active membership; `below:` is what a committee has below it.",
      resolve: viewerFeeds,
    }),
    waiting: t.field({
      type: [WaitingItemRef],
      description: 'What waits for the active membership.',
      resolve: (viewer, _args, { deps }) => findWaiting(deps, viewer.actor),
    }),
  }),
});

const DemoSignInRef = builder.objectRef<InstallationRow['demoSignIns'][number]>('DemoSignIn').implement({
  fields: (t) => ({
    name: t.exposeString('name'),
    role: t.exposeString('role'),
    community: t.exposeString('community'),
    identifier: t.exposeString('identifier'),
    password: t.exposeString('password'),
  }),
});

const InstallationRef = builder.objectRef<InstallationRow>('Installation').implement({
  fields: (t) => ({
    demo: t.exposeBoolean('demo', { description: 'Demo mode: its own database, demo people, a banner.' }),
    demoWeeksMoved: t.exposeInt('demoWeeksMoved', {
      nullable: true,
      description: "How many whole weeks the demo data's dates were moved forward.",
    }),
    needsSetup: t.exposeBoolean('needsSetup', {
      description: 'True on an empty real installation: only the set-up page answers.',
    }),
    demoSignIns: t.field({ type: [DemoSignInRef], resolve: (installation) => installation.demoSignIns }),
  }),
});

builder.queryField('installation', (t) =>
  t.field({ type: InstallationRef, resolve: (_root, _args, { deps }) => readInstallation(deps) }),
);

builder.queryField('viewer', (t) =>
  t.field({
    type: ViewerRef,
    nullable: true,
    resolve: (_root, _args, { deps, actor }) => viewerOf(deps, actor),
  }),
);

builder.queryField('people', (t) =>
  t.field({
    type: [PersonRef],
    description: "Residents of the caller's community by name or the last four digits of their phone.",
    args: { search: t.arg.string(), first: t.arg.int() },
    authScopes: { action: 'person.search' },
    resolve: (_root, args, { deps, actor }) => searchPeople(deps, actor, args),
  }),
);
