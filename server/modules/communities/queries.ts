import type { CommunityLevel } from '~/generated/prisma/enums';
import type { Deps } from '~/server/deps';

/** A community as everyone may see it. */
export interface CommunityRow {
  readonly id: string;
  readonly parentId: string | null;
  readonly slug: string;
  readonly name: string;
  readonly nameEn: string | null;
  readonly level: CommunityLevel;
  /** Its own or the nearest ancestor's. */
  readonly timeZone: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly isDemo: boolean;
}

/** A community's time zone, its own or the nearest ancestor's, as SQL. The argument is SQL written in code, never input. */
export const timeZoneSql = (communityId: string): string => `coalesce((
    SELECT up."timeZone" FROM "CommunityAncestor" above JOIN "Community" up ON up.id = above."ancestorId"
    WHERE above."communityId" = ${communityId} AND up."timeZone" IS NOT NULL ORDER BY above.depth LIMIT 1
  ), 'UTC')`;

/** The columns of a `CommunityRow` over the alias c, for statements that join communities in. */
export const communityColumns = `
  c.id, c."parentId", c.slug, c.name, c."nameEn", c.level, c.latitude, c.longitude, c."isDemo",
  ${timeZoneSql('c.id')} AS "timeZone"`;

type Reader = Pick<Deps, 'pool'>;

/** Communities by id, in any order; unknown ids are left out. */
export async function findCommunities(deps: Reader, ids: readonly string[]): Promise<CommunityRow[]> {
  const { rows } = await deps.pool.query<CommunityRow>({
    name: 'communities-by-id',
    text: `SELECT ${communityColumns} FROM "Community" c WHERE c.id = ANY($1::uuid[])`,
    values: [ids],
  });
  return rows;
}

/** Communities in force now, of one level or below one parent or both, by level and name. */
export async function listCommunities(
  deps: Pick<Deps, 'pool' | 'clock'>,
  filter: { level?: CommunityLevel | null; parentId?: string | null },
): Promise<CommunityRow[]> {
  const { rows } = await deps.pool.query<CommunityRow>({
    name: 'communities',
    text: `
      SELECT ${communityColumns} FROM "Community" c
      WHERE ($1::"CommunityLevel" IS NULL OR c.level = $1) AND ($2::uuid IS NULL OR c."parentId" = $2)
        AND c."validFrom" <= $3 AND (c."validUntil" IS NULL OR c."validUntil" > $3)
      ORDER BY c.level, c.name, c.id LIMIT 2000`,
    values: [filter.level ?? null, filter.parentId ?? null, deps.clock.now()],
  });
  return rows;
}

/** The communities directly below each of some, in force now. */
export async function findChildren(
  deps: Pick<Deps, 'pool' | 'clock'>,
  parentIds: readonly string[],
): Promise<CommunityRow[]> {
  const { rows } = await deps.pool.query<CommunityRow>({
    name: 'communities-below',
    text: `
      SELECT ${communityColumns} FROM "Community" c
      WHERE c."parentId" = ANY($1::uuid[]) AND c."validFrom" <= $2 AND (c."validUntil" IS NULL OR c."validUntil" > $2)
      ORDER BY c.level, c.name, c.id`,
    values: [parentIds, deps.clock.now()],
  });
  return rows;
}

/** The community that a web address or a command line names, or null. */
export async function findCommunityBySlug(deps: Reader, slug: string): Promise<CommunityRow | null> {
  const { rows } = await deps.pool.query<CommunityRow>({
    name: 'community-by-slug',
    text: `SELECT ${communityColumns} FROM "Community" c WHERE c.slug = $1`,
    values: [slug],
  });
  return rows[0] ?? null;
}

/**
 * The communities in force that have a name, in either language and however it is spaced and capitalised, by level and name. One
 * whose slug it is comes alone.
 */
export async function findCommunitiesNamed(
  deps: Pick<Deps, 'pool' | 'clock'>,
  name: string,
): Promise<CommunityRow[]> {
  const bySlug = await findCommunityBySlug(deps, name.trim());
  if (bySlug) return [bySlug];
  const { rows } = await deps.pool.query<CommunityRow>({
    name: 'communities-named',
    text: `
      SELECT ${communityColumns} FROM "Community" c
      WHERE ${spelling('$1')} IN (${spelling('c.name')}, ${spelling('c."nameEn"')})
        AND c."validFrom" <= $2 AND (c."validUntil" IS NULL OR c."validUntil" > $2)
      ORDER BY c.level, c.slug`,
    values: [name, deps.clock.now()],
  });
  return rows;
}

/** A name as it is compared: full-width letters, capitals and spaces do not count. */
const spelling = (name: string): string =>
  `lower(regexp_replace(normalize(${name}::text, NFKC), '\\s+', '', 'g'))`;

/** The outlines of some communities, GeoJSON; large, so read only when asked for. */
export async function findBoundaries(deps: Reader, ids: readonly string[]): Promise<Map<string, unknown>> {
  const { rows } = await deps.pool.query<{ id: string; boundary: unknown }>({
    name: 'community-boundaries',
    text: 'SELECT id, boundary FROM "Community" WHERE id = ANY($1::uuid[]) AND boundary IS NOT NULL',
    values: [ids],
  });
  return new Map(rows.map((row) => [row.id, row.boundary]));
}

/** The committees of some communities, by community; those without one are left out. */
export async function findCommittees(deps: Reader, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await deps.pool.query<{ id: string; committeeOfId: string }>({
    name: 'committees-of-communities',
    text: 'SELECT id, "committeeOfId" FROM "Organisation" WHERE "committeeOfId" = ANY($1::uuid[])',
    values: [ids],
  });
  return new Map(rows.map((row) => [row.committeeOfId, row.id]));
}

/** The time zone in which a community's dates are read and written. */
export async function timeZoneOf(deps: Reader, communityId: string): Promise<string> {
  const [community] = await findCommunities(deps, [communityId]);
  return community?.timeZone ?? 'UTC';
}
