import { Temporal } from 'temporal-polyfill';
import type { Import } from '~/generated/prisma/client';
import type { Deps } from '~/server/deps';
import { timeZoneOf } from '~/server/modules/communities/queries';
import { communitySetting } from '~/server/modules/communities/settings';
import { listCategories } from '~/server/modules/needs/categories';
import type { Actor } from '~/server/policy/actor';
import { reaches } from '~/server/policy/permissions';
import { CategoryNames } from './category-names';
import type { DateReading, DayOrder } from './dates';
import { normaliseHeading } from './headings';
import { contains, toArea, type Area } from './locate';

/** What the rows of one import are read against; loaded once. */
export interface ImportContext {
  readonly importId: string;
  /** Where the import belongs; rows that name no place in it stay here. */
  readonly communityId: string;
  readonly sourceSystem: string;
  readonly trustOrganisations: boolean;
  /** Posts the rows that name no organisation. */
  readonly committee: { id: string; name: string } | null;
  readonly isDemo: boolean;
  readonly timeZone: string;
  readonly now: Date;
  readonly dates: DateReading;
  readonly categories: CategoryNames;
  /** The community at a point; the deepest one that holds it. */
  locate(latitude: number, longitude: number): string | null;
  /** The community of a name, code or slug. */
  communityNamed(name: string): string | null;
  /** The names under which a need of that category and community is found. */
  searchNames(categoryId: string | null, communityId: string): (string | null)[];
}

interface Below {
  readonly id: string;
  readonly depth: number;
  readonly slug: string;
  readonly name: string;
  readonly nameEn: string | null;
  readonly code: string | null;
  readonly boundary: unknown;
}

/** Whether an actor may import into a community: its committee, or Linli itself. */
export const mayImport = (actor: Actor, communityId: string): boolean =>
  actor.capacity === 'system' || reaches(actor, 'need.import', { communityId });

/** `order`: how the sheet's dates write day and month, where its rows prove it. */
export async function loadImportContext(
  deps: Deps,
  actor: Actor,
  row: Import,
  order: DayOrder | null,
): Promise<ImportContext> {
  const [timeZone, country, categories, committee, community, below] = await Promise.all([
    timeZoneOf(deps, row.communityId),
    communitySetting(deps, row.communityId, 'country'),
    listCategories(deps),
    deps.prisma.organisation.findUnique({
      where: { committeeOfId: row.communityId },
      select: { id: true, name: true },
    }),
    deps.prisma.community.findUniqueOrThrow({ where: { id: row.communityId }, select: { isDemo: true } }),
    communitiesBelow(deps, row.communityId),
  ]);
  const open = below.filter(({ id }) => mayImport(actor, id));
  const areas = open
    .map(({ id, boundary }) => toArea(id, boundary))
    .filter((area): area is Area => area !== null);
  const names = new Map<string, string>();
  for (const { id, slug, name, nameEn, code } of [...open].reverse()) {
    for (const word of [name, nameEn, code, slug]) if (word) names.set(normaliseHeading(word), id);
  }
  return {
    importId: row.id,
    communityId: row.communityId,
    sourceSystem: row.sourceSystem,
    trustOrganisations: row.trustOrganisations,
    committee,
    isDemo: community.isDemo,
    timeZone,
    now: deps.clock.now(),
    dates: {
      today: Temporal.Instant.fromEpochMilliseconds(deps.clock.now().getTime())
        .toZonedDateTimeISO(timeZone)
        .toPlainDate()
        .toString(),
      order: order ?? (country === 'US' ? 'month_first' : null),
    },
    categories: new CategoryNames(categories),
    locate: (latitude, longitude) => areas.find((area) => contains(area, latitude, longitude))?.id ?? null,
    communityNamed: (name) => names.get(normaliseHeading(name)) ?? null,
    searchNames: (categoryId, communityId) => {
      const category = categories.find(({ id }) => id === categoryId);
      const place = below.find(({ id }) => id === communityId);
      return [category?.nameEn, category?.nameZh, place?.name, place?.nameEn].map((name) => name ?? null);
    },
  };
}

/** A community and everything below it, deepest first. */
async function communitiesBelow(deps: Deps, communityId: string): Promise<Below[]> {
  const { rows } = await deps.pool.query<Below>(
    `SELECT c.id, below.depth, c.slug, c.name, c."nameEn", c.code, c.boundary
     FROM "CommunityAncestor" below JOIN "Community" c ON c.id = below."communityId"
     WHERE below."ancestorId" = $1 ORDER BY below.depth DESC, c.id`,
    [communityId],
  );
  return rows;
}
