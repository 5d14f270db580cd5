import type { Deps } from '~/server/deps';
import { feedName } from '~/server/modules/audit/feeds';
import type { Feed } from '~/server/modules/audit/record-change';
import { ownContactPoints, type ContactPointRow } from '~/server/modules/contact/queries';
import type { Actor } from '~/server/policy/actor';
import { actionsOf, reaches } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import { findOwnPerson, type PersonRow } from './persons';
import { readActor, readActorAgain } from './read-actor';
import type { OpenedSession } from './open-session';

/** The signed-in person as their own pages show them. */
export interface ViewerRow {
  /** Whom the row was read for; newer than the request's own actor after signing in. */
  readonly actor: Actor;
  readonly person: PersonRow;
  readonly accountId: string;
  readonly memberNumber: string | null;
  readonly isOperator: boolean;
  readonly elderMode: boolean;
  readonly hasPassword: boolean;
  readonly locale: string | null;
}

/** The viewer behind an actor; null for a stranger. */
export async function viewerOf(deps: Pick<Deps, 'prisma' | 'pool'>, actor: Actor): Promise<ViewerRow | null> {
  if (actor.accountId === null || actor.personId === null) return null;
  const [person, account] = await Promise.all([
    findOwnPerson(deps, actor),
    deps.prisma.account.findUnique({
      where: { id: actor.accountId },
      select: {
        memberNumber: true,
        isOperator: true,
        elderMode: true,
        passwordHash: true,
        person: { select: { locale: true } },
      },
    }),
  ]);
  if (!person || !account) return null;
  return {
    actor,
    person,
    accountId: actor.accountId,
    memberNumber: account.memberNumber,
    isOperator: account.isOperator,
    elderMode: account.elderMode,
    hasPassword: account.passwordHash !== null,
    locale: account.person.locale,
  };
}

/** The viewer of a session that this very request opened. */
export const viewerAfterSignIn = async (
  deps: Deps,
  session: Pick<OpenedSession, 'token'>,
  actor: Actor,
): Promise<ViewerRow> =>
  (await viewerOf(deps, await readActor(deps, session.token, actor.channel))) ?? refuse('NOT_SIGNED_IN');

/** The viewer after a change to their account, session or profile. */
export const viewerAfterChange = async (deps: Deps, actor: Actor): Promise<ViewerRow> =>
  (await viewerOf(deps, await readActorAgain(deps, actor))) ?? refuse('NOT_SIGNED_IN');

/** The actions that the permission table grants the viewer, for menus and buttons. */
export const viewerMay = (viewer: ViewerRow): string[] => actionsOf(viewer.actor);

/** The names of the feeds that the viewer's pages may follow: their own, and those of the identity they act under. */
export function viewerFeeds(viewer: ViewerRow): string[] {
  const { membership, onBehalfOfId } = viewer.actor;
  const feeds: Feed[] = [
    `person:${viewer.actor.personId ?? ''}`,
    ...(onBehalfOfId ? [`person:${onBehalfOfId}` as const] : []),
    ...(membership ? [`organisation:${membership.organisationId}` as const] : []),
    ...(membership?.communityIds ?? []).map((id) => `community:${id}` as const),
    ...(membership?.communityId && reaches(viewer.actor, 'need.review', membership)
      ? [`below:${membership.communityId}` as const]
      : []),
  ];
  return feeds.map(feedName);
}

export const viewerContactPoints = (deps: Deps, viewer: ViewerRow): Promise<ContactPointRow[]> =>
  ownContactPoints(deps, viewer.actor);

export interface SessionRow {
  readonly id: string;
  readonly userAgent: string | null;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly current: boolean;
}

/** The browsers signed in to the viewer's account, the latest used first. */
export async function viewerSessions(
  deps: Pick<Deps, 'prisma' | 'clock'>,
  viewer: ViewerRow,
): Promise<SessionRow[]> {
  const rows = await deps.prisma.session.findMany({
    where: { accountId: viewer.accountId, revokedAt: null, expiresAt: { gt: deps.clock.now() } },
    orderBy: { lastSeenAt: 'desc' },
    take: 100,
    select: { id: true, userAgent: true, createdAt: true, lastSeenAt: true },
  });
  return rows.map((row) => ({ ...row, current: row.id === viewer.actor.sessionId }));
}

export interface PasskeyRow {
  readonly id: string;
  readonly label: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}

/** The passkeys of the viewer's account. */
export const viewerPasskeys = (deps: Pick<Deps, 'prisma'>, viewer: ViewerRow): Promise<PasskeyRow[]> =>
  deps.prisma.passkey.findMany({
    where: { accountId: viewer.accountId },
    orderBy: { createdAt: 'asc' },
    select: { id: true, label: true, createdAt: true, lastUsedAt: true },
  });
