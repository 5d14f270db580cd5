import type { Deps } from '~/server/deps';
import { zoneSql } from '~/server/modules/hours/zone-sql';
import type { Actor } from '~/server/policy/actor';
import { reaches } from '~/server/policy/permissions';
import {
  beginOf,
  columns,
  isOver,
  largeEnough,
  lastOver,
  monthsOf,
  nextQuarter,
  ratesOf,
  shownIn,
  type Column,
  type CountedRow,
  type Counts,
  type Quarter,
  type Rates,
} from './rules';
import { leastPeople } from './suppression';

/** A row of a table: what it is about by id or month, and its rates. */
export interface FiguresRow extends Rates {
  /** Null: without a category, without a unit. */
  readonly key: string | null;
}

export interface Figures extends Quarter {
  readonly communityId: string;
  /** Nothing is hidden: the reader's own community. */
  readonly whole: boolean;
  readonly total: Rates;
  /** The communities below and itself; empty where there is none below. */
  readonly byCommunity: readonly FiguresRow[];
  /** Empty for everyone but its committee where there are communities below, since those tell the same of themselves. */
  readonly byCategory: readonly FiguresRow[];
  readonly byOrganisation: readonly FiguresRow[];
  readonly byMonth: readonly FiguresRow[];
}

interface Line {
  readonly dimension: 'total' | 'itself' | 'category' | 'organisation' | 'month';
  readonly key: string | null;
  readonly asked: number;
  readonly askedPeople: number;
  readonly askedFew: readonly string[] | null;
  readonly inTime: number;
  readonly judged: number;
  readonly judgedPeople: number;
  readonly judgedFew: readonly string[] | null;
  readonly solved: number;
  readonly partly: number;
  readonly notSolved: number;
  readonly answered: number;
  readonly answeredPeople: number;
  readonly answeredFew: readonly string[] | null;
  readonly satisfied: number;
  readonly silent: number;
  readonly silentPeople: number;
  readonly silentFew: readonly string[] | null;
}

/** The cases for which something holds: how many, of how many people, and who where they are too few to be told. */
const countOf = (name: string, condition: string): string => `
  count(*) FILTER (WHERE ${condition})::int AS "${name}",
  count(DISTINCT person) FILTER (WHERE ${condition})::int AS "${name}People",
  CASE WHEN count(DISTINCT person) FILTER (WHERE ${condition}) < ${leastPeople}
    THEN array_agg(DISTINCT person::text) FILTER (WHERE ${condition}) END AS "${name}Few"`;

const counted = `
  ${countOf('asked', 'said IS NULL')},
  count(*) FILTER (WHERE said IS NULL AND "inTime")::int AS "inTime",
  ${countOf('judged', `said IN ('solved', 'partly', 'not_solved')`)},
  count(*) FILTER (WHERE said = 'solved')::int AS solved,
  count(*) FILTER (WHERE said = 'partly')::int AS partly,
  count(*) FILTER (WHERE said = 'not_solved')::int AS "notSolved",
  ${countOf('answered', 'satisfaction IS NOT NULL')},
  count(*) FILTER (WHERE satisfaction = 'satisfied')::int AS satisfied,
  ${countOf('silent', `said = 'not_judged'`)}`;

/**
 * One statement: what was asked and said in the months below the highest ancestor, as totals of every community with those below
 * it, of each by itself with its grids, and of the one asked about by category, unit and month. Parameters: 1 community, 2 and 3 a wide stretch
 * of time, 4 its months in the community's own zone, 5 now.
 */
const statement = `
  WITH top AS (
    SELECT "ancestorId" AS id FROM "CommunityAncestor" WHERE "communityId" = $1::uuid ORDER BY depth DESC LIMIT 1
  ), places AS (
    SELECT below."communityId" AS id, ${zoneSql('below."communityId"')} AS zone, (
             SELECT up."ancestorId" FROM "CommunityAncestor" up JOIN "Community" c ON c.id = up."ancestorId"
              WHERE up."communityId" = below."communityId" AND c.level <> 'grid' ORDER BY up.depth LIMIT 1) AS home
      FROM "CommunityAncestor" below JOIN top ON top.id = below."ancestorId"
  ), facts AS (
    SELECT n."communityId", places.home, coalesce(k."parentId", k.id) AS category, n."organisationId" AS unit,
           to_char(j.at AT TIME ZONE places.zone, 'YYYY-MM') AS month,
           coalesce(n."servedPersonId", n."requestedById", n.id) AS person,
           j.judgement::text AS said, j.satisfaction::text AS satisfaction, NULL::boolean AS "inTime"
      FROM "NeedJudgement" j JOIN "Need" n ON n.id = j."needId" JOIN places ON places.id = n."communityId"
      LEFT JOIN "Category" k ON k.id = n."categoryId"
     WHERE j.at >= $2::timestamptz AND j.at < $3::timestamptz
    UNION ALL
    SELECT i."communityId", places.home, coalesce(k."parentId", k.id), i."organisationId",
           to_char(i."respondBy" AT TIME ZONE places.zone, 'YYYY-MM'),
           coalesce(i."servedPersonId", i."requesterId", i.id), NULL, NULL,
           coalesce(i."respondedAt" <= i."respondBy", false)
      FROM "Intake" i JOIN places ON places.id = i."communityId"
      LEFT JOIN "Category" k ON k.id = i."categoryId"
     WHERE i."respondBy" >= $2::timestamptz AND i."respondBy" < $3::timestamptz AND i."respondBy" <= $5::timestamptz
  ), counted AS (SELECT * FROM facts WHERE month = ANY($4::text[])),
  asked AS (
    SELECT counted.* FROM counted JOIN "CommunityAncestor" below
      ON below."communityId" = counted."communityId" AND below."ancestorId" = $1::uuid
  )
  SELECT 'total' AS dimension, above."ancestorId"::text AS key, ${counted}
    FROM counted JOIN "CommunityAncestor" above ON above."communityId" = counted."communityId"
    JOIN places ON places.id = above."ancestorId" GROUP BY above."ancestorId"
  UNION ALL
  SELECT 'itself', home::text, ${counted} FROM counted GROUP BY home
  UNION ALL
  SELECT CASE WHEN grouping(category) = 0 THEN 'category' WHEN grouping(unit) = 0 THEN 'organisation' ELSE 'month' END,
         coalesce(category::text, unit::text, month), ${counted}
    FROM asked GROUP BY GROUPING SETS ((category), (unit), (month))`;

/** The communities of the tree that a community stands in, each with the one above it. */
async function findTree(deps: Pick<Deps, 'pool'>, communityId: string) {
  const { rows } = await deps.pool.query<{ id: string; parentId: string | null; level: string }>({
    name: 'figures-tree',
    text: `
      SELECT c.id, c."parentId", c.level::text FROM "Community" c
        JOIN "CommunityAncestor" below ON below."communityId" = c.id
       WHERE below."ancestorId" = (
         SELECT "ancestorId" FROM "CommunityAncestor" WHERE "communityId" = $1 ORDER BY depth DESC LIMIT 1)`,
    values: [communityId],
  });
  return rows;
}

/**
 * What became of requests in a community in one quarter, for anyone: rates of groups of five people or more, in such a way that no
 * other can be worked out; see `shownGroups`. A committee reads its own community whole, and a quarter that still runs. Null for
 * an unknown community, and for a quarter that is not the reader's yet.
 */
export async function findFigures(
  deps: Pick<Deps, 'pool' | 'clock'>,
  actor: Actor,
  communityId: string,
  wished: Quarter | null,
): Promise<Figures | null> {
  const now = deps.clock.now();
  const quarter = wished ?? lastOver(now);
  const whole = reaches(actor, 'insights.read', { communityId });
  if (!isOver(quarter, now) && !whole) return null;
  const tree = await findTree(deps, communityId);
  if (!tree.some(({ id }) => id === communityId)) return null;
  const wide = (at: Date, days: number) => new Date(at.getTime() + days * 86_400_000);
  const { rows: lines } = await deps.pool.query<Line>({
    name: 'figures',
    text: statement,
    values: [
      communityId,
      wide(beginOf(quarter), -1),
      wide(beginOf(nextQuarter(quarter)), 1),
      monthsOf(quarter),
      now,
    ],
  });
  const of = (dimension: Line['dimension']) => lines.filter((line) => line.dimension === dimension);
  const total = (id: string): Counts => countsOf(of('total').find((line) => line.key === id));
  const itself = (id: string): Counts => countsOf(of('itself').find((line) => line.key === id));
  const parents = new Map(tree.map(({ id, parentId }) => [id, parentId]));
  // A grid is its community's own: it has no page and no row.
  const childrenOf = (id: string) =>
    tree.filter(({ parentId, level }) => parentId === id && level !== 'grid');
  const communitiesIn = (id: string): CountedRow[] => {
    const below = childrenOf(id);
    if (below.length === 0) return [];
    return [
      ...below.map((child) => ({ key: child.id, counts: total(child.id) })),
      { key: id, counts: itself(id) },
    ];
  };

  /** The columns in which a community's total is told: where the table above it, and those above that, show it. */
  function toldOf(id: string): ReadonlySet<Column> {
    const parentId = parents.get(id);
    if (parentId == null || !parents.has(parentId)) return largeEnough(total(id));
    const shown = shownIn(communitiesIn(parentId), total(parentId), toldOf(parentId));
    return new Set(columns.filter((column) => shown.get(column)?.has(id)));
  }

  const told: ReadonlySet<Column> = whole ? new Set(columns) : toldOf(communityId);
  const sum = total(communityId);
  const table = (rows: readonly CountedRow[]): FiguresRow[] => {
    const shown = whole ? null : shownIn(rows, sum, told);
    return rows.map(({ key, counts }) => ({
      key: key === '' ? null : key,
      ...ratesOf(counts, (column) => shown === null || shown.get(column)?.has(key) === true),
    }));
  };
  const rowsOf = (dimension: Line['dimension']): CountedRow[] =>
    of(dimension).map((line) => ({ key: line.key ?? '', counts: countsOf(line) }));
  // A table by category of a community and of those below it would let what is hidden below be worked out.
  const isFinest = childrenOf(communityId).length === 0;
  const detail = (dimension: Line['dimension']) => (isFinest || whole ? table(rowsOf(dimension)) : []);
  const months = monthsOf(quarter).map((month) => ({
    key: month,
    counts: countsOf(of('month').find((line) => line.key === month)),
  }));
  return {
    ...quarter,
    communityId,
    whole,
    total: ratesOf(sum, (column) => told.has(column)),
    byCommunity: table(communitiesIn(communityId)),
    byCategory: detail('category'),
    byOrganisation: detail('organisation'),
    byMonth: isFinest || whole ? table(months) : [],
  };
}

function countsOf(line: Line | undefined): Counts {
  const count = (column: Column) => ({
    cases: line?.[column] ?? 0,
    people: line?.[`${column}People`] ?? 0,
    few: line?.[`${column}Few`] ?? [],
  });
  return {
    asked: { ...count('asked'), inTime: line?.inTime ?? 0 },
    judged: {
      ...count('judged'),
      solved: line?.solved ?? 0,
      partly: line?.partly ?? 0,
      notSolved: line?.notSolved ?? 0,
    },
    answered: { ...count('answered'), satisfied: line?.satisfied ?? 0 },
    silent: count('silent'),
  };
}
