import { encodeId } from '~/server/database/id';
import type { Deps } from '~/server/deps';
import type { Actor } from '~/server/policy/actor';
import { assertMay, reachesOf } from '~/server/policy/permissions';
import { zoneSql } from './zone-sql';

export type HoursDimension = 'organisation' | 'volunteer' | 'category' | 'month' | 'community';

export interface HoursWish {
  readonly community?: string | null | undefined;
  readonly organisation?: string | null | undefined;
  readonly from?: Date | null | undefined;
  readonly until?: Date | null | undefined;
}

export interface HoursGroup {
  readonly key: string;
  readonly label: string;
  readonly minutes: number;
  readonly records: number;
  readonly people: number;
}

/**
 * Verified records within the actor's reach, as SQL over the alias r. Parameters: 1 own organisation, 2 own communities, 3 to 6 the wish.
 * A coordinator sees the own organisation's, a committee its community's; of communities below it counts, never by volunteer.
 */
const hoursScope = `r.state = 'verified'
  AND (r."organisationId" = $1::uuid OR r."communityId" = ANY($2::uuid[]))
  AND ($3::uuid IS NULL OR r."communityId" IN (SELECT "communityId" FROM "CommunityAncestor" WHERE "ancestorId" = $3::uuid))
  AND ($4::uuid IS NULL OR r."organisationId" = $4::uuid)
  AND ($5::timestamptz IS NULL OR r."startsAt" >= $5) AND ($6::timestamptz IS NULL OR r."startsAt" < $6)`;

function hoursParameters(actor: Actor, wish: HoursWish, communityIds: readonly string[]): unknown[] {
  const reach = reachesOf(actor, 'hours.read');
  return [
    reach.has('organisation') ? (actor.membership?.organisationId ?? null) : null,
    reach.has('community') ? [...communityIds] : [],
    wish.community ?? null,
    wish.organisation ?? null,
    wish.from ?? null,
    wish.until ?? null,
  ];
}

const month = `to_char(r."startsAt" AT TIME ZONE ${zoneSql('r."communityId"')}, 'YYYY-MM')`;

/** What to group by, and what stands beside the bar. */
const dimensions: Record<HoursDimension, { key: string; label: string; join: string; order: string }> = {
  organisation: {
    key: 'o.id::text',
    label: 'o.name',
    join: 'JOIN "Organisation" o ON o.id = r."organisationId"',
    order: 'minutes DESC, label',
  },
  volunteer: {
    key: 'coalesce(living.id, p.id)::text',
    label: 'coalesce(living."displayName", p."displayName")',
    join: 'JOIN "Person" p ON p.id = r."personId" LEFT JOIN "Person" living ON living.id = p."mergedIntoId"',
    order: 'minutes DESC, label',
  },
  category: {
    key: `coalesce(c.id::text, '')`,
    label: `coalesce(CASE WHEN $7 = 'en' THEN c."nameEn" ELSE c."nameZh" END, '')`,
    join: 'LEFT JOIN "Need" n ON n.id = r."needId" LEFT JOIN "Category" c ON c.id = n."categoryId"',
    order: 'minutes DESC, label',
  },
  month: { key: month, label: month, join: '', order: 'key' },
  community: {
    key: 'place.id::text',
    label: `CASE WHEN $7 = 'en' THEN coalesce(place."nameEn", place.name) ELSE place.name END`,
    join: 'JOIN "Community" place ON place.id = r."communityId"',
    order: 'minutes DESC, label',
  },
};

const entities = {
  organisation: 'Organisation',
  volunteer: 'Person',
  category: 'Category',
  community: 'Community',
} as const;

/** The committee's communities, with all below them where only counts are asked for. */
async function communitiesCounted(
  deps: Pick<Deps, 'pool'>,
  actor: Actor,
  by: HoursDimension,
): Promise<readonly string[]> {
  const own = actor.membership?.communityIds ?? [];
  if (by === 'volunteer' || own.length === 0) return own;
  const { rows } = await deps.pool.query<{ id: string }>({
    name: 'communities-counted',
    text: `SELECT DISTINCT "communityId" AS id FROM "CommunityAncestor" WHERE "ancestorId" = ANY($1::uuid[])`,
    values: [own],
  });
  return rows.map(({ id }) => id);
}

/**
 * Verified minutes by organisation, volunteer, category, community or month (of the community's own calendar); the largest first, months
 * in order. A record without a category stands under an empty key.
 */
export async function hoursBy(
  deps: Pick<Deps, 'pool'>,
  actor: Actor,
  by: HoursDimension,
  wish: HoursWish,
  locale: 'en' | 'zh-CN',
): Promise<HoursGroup[]> {
  assertMay(actor, 'hours.read');
  const { key, label, join, order } = dimensions[by];
  const { rows } = await deps.pool.query<HoursGroup>({
    text: `SELECT ${key} AS key, ${label} AS label, sum(r.minutes)::int AS minutes, count(*)::int AS records,
             count(DISTINCT r."personId")::int AS people
           FROM "ServiceRecord" r ${join}
           WHERE ${hoursScope} AND $7::text IS NOT NULL
           GROUP BY 1, 2 ORDER BY ${order} LIMIT 1000`,
    values: [...hoursParameters(actor, wish, await communitiesCounted(deps, actor, by)), locale],
  });
  if (by === 'month') return rows;
  return rows.map((row) => ({ ...row, key: row.key && encodeId(entities[by], row.key) }));
}
