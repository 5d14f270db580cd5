import type { MembershipRole, OrganisationKind, OrganisationStatus } from '~/generated/prisma/enums';
import type { Prisma } from '~/generated/prisma/client';
import type { Deps } from '~/server/deps';
import type { Actor } from '~/server/policy/actor';
import { reaches, scopeFor } from '~/server/policy/permissions';

type Reader = Pick<Deps, 'prisma'>;

/** An organisation as the caller may see it. */
export interface OrganisationRow {
  readonly id: string;
  readonly kind: OrganisationKind;
  readonly name: string;
  readonly status: OrganisationStatus;
  /** Null for anyone but its members and its committee. */
  readonly statusReason: string | null;
  readonly creditCode: string | null;
  readonly description: string | null;
  readonly website: string | null;
  readonly communityId: string;
  readonly committeeOfId: string | null;
  readonly createdAt: Date;
  readonly isDemo: boolean;
}

export interface MembershipRow {
  readonly id: string;
  readonly personId: string;
  readonly organisationId: string;
  readonly role: MembershipRole;
  readonly communityId: string | null;
  readonly createdAt: Date;
  /** Set when the row was read for the viewer, whose session may be newer than the request. */
  readonly active?: boolean;
  readonly organisation?: OrganisationRow;
}

export const organisationSelect = {
  id: true,
  kind: true,
  name: true,
  status: true,
  statusReason: true,
  creditCode: true,
  description: true,
  website: true,
  communityId: true,
  committeeOfId: true,
  createdAt: true,
  isDemo: true,
} as const satisfies Prisma.OrganisationSelect;

const membershipSelect = {
  id: true,
  personId: true,
  organisationId: true,
  role: true,
  communityId: true,
  createdAt: true,
} as const satisfies Prisma.MembershipSelect;

/** Organisations whose inner matters the actor reads: their own, and those of their committee's community. */
function insideOf(actor: Actor): Prisma.OrganisationWhereInput[] {
  const committee = scopeFor(actor, 'organisation.propose').flatMap(({ communityId }) =>
    communityId ? [communityId] : [],
  );
  return [
    ...(actor.personId ? [{ memberships: { some: { personId: actor.personId, endedAt: null } } }] : []),
    ...committee.flatMap((communityId) => [
      { communityId },
      { admissions: { some: { communityId, endedAt: null } } },
    ]),
  ];
}

/** Organisations by id, in the order asked for. Strangers see those that are or were verified; null stands for any other. */
export async function findOrganisations(
  deps: Reader,
  actor: Actor,
  ids: readonly string[],
): Promise<(OrganisationRow | null)[]> {
  const within = { id: { in: [...ids] } };
  const inside = insideOf(actor);
  const [rows, mine] = await Promise.all([
    deps.prisma.organisation.findMany({
      where: { ...within, OR: [{ status: { in: ['verified', 'suspended'] } }, ...inside] },
      select: organisationSelect,
    }),
    deps.prisma.organisation.findMany({ where: { ...within, OR: inside }, select: { id: true } }),
  ]);
  const insiders = new Set(mine.map((row) => row.id));
  const byId = new Map(
    rows.map((row) => [row.id, insiders.has(row.id) ? row : { ...row, statusReason: null }]),
  );
  return ids.map((id) => byId.get(id) ?? null);
}

export interface OrganisationFilter {
  readonly communityId?: string | null;
  readonly status?: OrganisationStatus | null;
  readonly search?: string | null;
  readonly first: number;
  /** The name and id after which the page starts. */
  readonly after?: readonly [name: string, id: string] | null;
}

/** Organisations by name: verified ones for everyone, all of them for their members and the committee. */
export async function listOrganisations(
  deps: Reader,
  actor: Actor,
  filter: OrganisationFilter,
): Promise<{ rows: OrganisationRow[]; hasMore: boolean; totalCount: number }> {
  const { communityId, status, search, after } = filter;
  const conditions: Prisma.OrganisationWhereInput[] = [
    { OR: [{ status: 'verified' }, ...insideOf(actor)] },
    ...(status ? [{ status }] : []),
    ...(communityId
      ? [{ OR: [{ communityId }, { admissions: { some: { communityId, endedAt: null } } }] }]
      : []),
    ...(search?.trim() ? [{ name: { contains: search.trim(), mode: 'insensitive' as const } }] : []),
  ];
  const page = after ? [{ OR: [{ name: { gt: after[0] } }, { name: after[0], id: { gt: after[1] } }] }] : [];
  const [ids, totalCount] = await Promise.all([
    deps.prisma.organisation.findMany({
      where: { AND: [...conditions, ...page] },
      orderBy: [{ name: 'asc' }, { id: 'asc' }],
      take: filter.first + 1,
      select: { id: true },
    }),
    deps.prisma.organisation.count({ where: { AND: conditions } }),
  ]);
  const rows = await findOrganisations(
    deps,
    actor,
    ids.slice(0, filter.first).map((row) => row.id),
  );
  return { rows: rows.filter((row) => row !== null), hasMore: ids.length > filter.first, totalCount };
}

/** Memberships in force by id, in the order asked for: one's own and those one manages. */
export async function findMemberships(
  deps: Reader,
  actor: Actor,
  ids: readonly string[],
): Promise<(MembershipRow | null)[]> {
  const rows = await deps.prisma.membership.findMany({
    where: { id: { in: [...ids] }, OR: readableMemberships(actor) },
    select: membershipSelect,
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id) ?? null);
}

/** The memberships in force of each organisation, as far as the actor reads them. */
export async function findMembershipsOf(
  deps: Reader,
  actor: Actor,
  organisationIds: readonly string[],
): Promise<MembershipRow[]> {
  return deps.prisma.membership.findMany({
    where: { organisationId: { in: [...organisationIds] }, endedAt: null, OR: readableMemberships(actor) },
    orderBy: [{ role: 'desc' }, { createdAt: 'asc' }],
    select: membershipSelect,
  });
}

function readableMemberships(actor: Actor): Prisma.MembershipWhereInput[] {
  const managed = scopeFor(actor, 'organisation.members').flatMap(
    ({ organisationId, communityId }): Prisma.MembershipWhereInput[] => [
      ...(organisationId ? [{ organisationId }] : []),
      ...(communityId ? [{ organisation: { communityId } }] : []),
    ],
  );
  return [...(actor.personId ? [{ personId: actor.personId }] : []), ...managed];
}

/** The identities the actor's person may act under, with their organisations, oldest first. */
export async function findOwnMemberships(deps: Reader, actor: Actor): Promise<MembershipRow[]> {
  if (actor.personId === null) return [];
  const rows = await deps.prisma.membership.findMany({
    where: {
      endedAt: null,
      OR: [{ personId: actor.personId }, { person: { mergedIntoId: actor.personId } }],
    },
    orderBy: { createdAt: 'asc' },
    select: { ...membershipSelect, organisation: { select: organisationSelect } },
  });
  return rows.map((row) => ({ ...row, active: row.id === actor.membership?.id }));
}

/** What the caller may do with an organisation, in the words of the API. */
export function actionsOnOrganisation(actor: Actor, organisation: OrganisationRow): string[] {
  const belonging = { organisationId: organisation.id, communityId: organisation.communityId };
  const isCommittee = organisation.committeeOfId !== null;
  return [
    ...(reaches(actor, 'organisation.propose', belonging) && !isCommittee ? ['propose'] : []),
    ...(reaches(actor, 'organisation.decide', belonging) && !isCommittee ? ['decide'] : []),
    ...(reaches(actor, 'organisation.members', belonging) ? ['members'] : []),
  ];
}

export interface ProposalRow {
  readonly organisationId: string;
  readonly decision: OrganisationStatus;
  readonly reason: string | null;
  readonly at: Date;
  readonly proposedById: string | null;
}

/** What officers proposed for organisations of the actor's community and the chair has not decided yet. */
export async function findProposals(
  deps: Pick<Deps, 'pool'>,
  actor: Actor,
  organisations: readonly OrganisationRow[],
): Promise<(ProposalRow | null)[]> {
  const ids = organisations
    .filter(({ id, communityId }) =>
      reaches(actor, 'organisation.propose', { organisationId: id, communityId }),
    )
    .map(({ id }) => id);
  const { rows } = await deps.pool.query<ProposalRow & { action: string }>({
    name: 'organisation-proposals',
    text: `
      SELECT DISTINCT ON ("subjectId") "subjectId" AS "organisationId", action, "toState" AS decision, reason, at,
        "actorPersonId" AS "proposedById"
      FROM "History" WHERE "subjectType" = 'organisation' AND "subjectId" = ANY($1::uuid[])
      ORDER BY "subjectId", at DESC, id DESC`,
    values: [ids],
  });
  const open = new Map(
    rows.filter((row) => row.action === 'organisation:proposed').map((row) => [row.organisationId, row]),
  );
  return organisations.map(({ id }) => open.get(id) ?? null);
}
