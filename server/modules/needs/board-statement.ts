import { communityColumns } from '~/server/modules/communities/queries';
import type { NeedStatus } from '~/generated/prisma/enums';
import type { BoardPlace, BoardSort } from './board-cursor';
import type { BoardFilter } from './board-filter';
import { needColumns } from './columns';
import { atRiskHours } from './rules';
import { searchQuestionOf } from './search-words';

/** Whose needs a list holds: the public board's, or those that the caller's role runs. */
export type BoardScope =
  | { readonly kind: 'board' }
  | {
      readonly kind: 'own';
      readonly personId: string | null;
      readonly organisationId: string | null;
      readonly communityIds: readonly string[];
    };

/** What is joined in because the question asks for it. */
export interface BoardParts {
  readonly community: boolean;
  readonly organisation: boolean;
  readonly category: boolean;
  readonly atRisk: boolean;
  readonly next: boolean;
  readonly totalCount: boolean;
}

export interface BoardQuestion {
  readonly filter: BoardFilter;
  readonly scope: BoardScope;
  readonly statuses: readonly NeedStatus[];
  readonly sort: BoardSort;
  readonly first: number;
  readonly after: BoardPlace | null;
  readonly now: Date;
  readonly parts: BoardParts;
}

export interface Statement {
  readonly text: string;
  readonly values: unknown[];
}

/** The total is counted up to this many; beyond it a reader narrows the search rather than counts. */
export const mostCounted = 1_000;

const mostPerPage = 100;

/** How many rows the statement fetches at most; few different limits, so that few statements are prepared. */
const limitFor = (first: number): number => ([10, 25, 50].find((limit) => first <= limit) ?? mostPerPage) + 1;

/**
 * The board as one SQL statement. Its text depends on which questions are asked and never on their values, so that
 * PostgreSQL plans each kind of question once.
 */
export function boardStatement(question: BoardQuestion): Statement {
  const values: unknown[] = [];
  const give = (value: unknown, type: string): string => `$${values.push(value)}::${type}`;
  const { parts } = question;

  const matching = conditionsOf(question, give);
  const order = orderOf(question, give);
  const limit = limitFor(question.first);
  const paging = question.after ? [order.beyond(question.after)] : [];
  const page = `
    SELECT ${needColumns.map((name) => `n."${name}"`).join(', ')}${order.extra}
    FROM "Need" n
    WHERE ${[...matching, ...paging].join('\n      AND ')}
    ORDER BY ${order.inner}
    FETCH FIRST ${limit} ROWS ${order.tied ? 'WITH TIES' : 'ONLY'}`;
  const joined = [
    parts.community && joinOf('community', communityColumns, `"Community" c WHERE c.id = n."communityId"`),
    // What a caller's own lists show of a unit depends on the caller: it is read by id, in their scope.
    parts.organisation &&
      question.scope.kind === 'board' &&
      joinOf(
        'organisation',
        organisationColumns,
        `"Organisation" o WHERE o.id = n."organisationId" AND o.status IN ('verified', 'suspended')`,
      ),
    parts.category && joinOf('category', categoryColumns, `"Category" k WHERE k.id = n."categoryId"`),
    parts.atRisk && `${atRiskOf(question.now, give)} AS "atRisk"`,
    parts.next && joinOf('next', nextColumns, nextSource(give(question.now, 'timestamptz'))),
  ].filter((part) => part !== false);
  const columns = ['n.*', ...joined].join(',\n  ');

  if (!parts.totalCount) {
    return { text: `SELECT ${columns}\nFROM (${page}\n) n\nORDER BY ${order.outer} LIMIT ${limit}`, values };
  }
  const counted = `SELECT count(*)::int AS "totalCount" FROM (
    SELECT FROM "Need" n WHERE ${matching.join('\n      AND ')} LIMIT ${mostCounted}
  ) counted`;
  return {
    text: `SELECT ${columns}, total."totalCount"\nFROM (${counted}) total LEFT JOIN (${page}\n) n ON true\nORDER BY ${order.outer} LIMIT ${limit}`,
    values,
  };
}

/** A row of another table as one JSON column. */
const joinOf = (name: string, columns: string, source: string): string =>
  `(SELECT row_to_json(it) FROM (SELECT ${columns} FROM ${source}) it) AS ${name}`;

type Give = (value: unknown, type: string) => string;

/** A unit as strangers see it; see `findOrganisations`. */
const organisationColumns = `
  o.id, o.kind, o.name, o.status, NULL AS "statusReason", o."creditCode", o.description, o.website, o."communityId",
  o."committeeOfId", o."createdAt", o."isDemo"`;
/** The task that comes next or is under way, and how many are not over yet. */
export const nextColumns = 't."startsAt", t."endsAt", (count(*) OVER ())::int AS coming';
export const nextSource = (now: string): string => `"Task" t
    WHERE t."needId" = n.id AND t."cancelledAt" IS NULL AND t."endsAt" > ${now} ORDER BY t."startsAt", t.id LIMIT 1`;
const categoryColumns = 'k.id, k.key, k."nameEn", k."nameZh", k.mark, k."parentId"';

function conditionsOf({ filter, scope, statuses, now, sort }: BoardQuestion, give: Give): string[] {
  const all = [
    `n.status IN (${statuses.map((status) => `'${status}'`).join(', ') || 'NULL'})`,
    scopeOf(scope, give),
  ];
  if (filter.text?.trim()) all.push(wordsOf(filter.text, give));
  if (filter.category !== null) all.push(`n."categoryId" = ANY(${branchOf(give(filter.category, 'uuid'))})`);
  if (filter.community !== null) {
    all.push(
      `n."communityId" = ANY(ARRAY(SELECT below."communityId" FROM "CommunityAncestor" below
        WHERE below."ancestorId" = ${give(filter.community, 'uuid')}))`,
    );
  }
  if (filter.organisation !== null) all.push(`n."organisationId" = ${give(filter.organisation, 'uuid')}`);
  if (filter.from !== null || filter.until !== null) all.push(...datesOf(filter, give));
  if (filter.within !== null) all.push(boxOf(filter.within, give));
  if (filter.skill !== null) {
    all.push(
      `EXISTS (SELECT FROM "Task" t JOIN "TaskSkill" asked ON asked."taskId" = t.id
        WHERE t."needId" = n.id AND t."cancelledAt" IS NULL AND asked."skillId" = ${give(filter.skill, 'uuid')})`,
    );
  }
  if (filter.language !== null) {
    all.push(
      `EXISTS (SELECT FROM "Task" t
        WHERE t."needId" = n.id AND t."cancelledAt" IS NULL AND ${give(filter.language, 'text')} = ANY(t.languages))`,
    );
  }
  if (filter.withFreePlaces) {
    all.push(
      `n."placesTaken" < n.places AND EXISTS (SELECT FROM "Task" t
        WHERE t."needId" = n.id AND t."isOpen" AND t."takenPlaces" < t."maximumPlaces" AND t."startsAt" > ${give(now, 'timestamptz')})`,
    );
  }
  if (sort === 'nearest') all.push('n.latitude IS NOT NULL AND n.longitude IS NOT NULL');
  return all;
}

/** Needs that hold the words; a word that no need holds stands for the known ones it looks most like (`mended_search`). */
function wordsOf(text: string, give: Give): string {
  const asked = searchQuestionOf(text);
  if (asked === null) return 'false';
  const found = `to_tsvector('simple', n."searchWords") @@ `;
  const exact = found + give(asked.query, 'tsquery');
  if (asked.words.length === 0) return exact;
  const mended = `${found}(SELECT mended_search(${give(asked.rest, 'text')}, ${give(asked.words, 'text[]')}))`;
  return `(${exact} OR ${mended})`;
}

function scopeOf(scope: BoardScope, give: Give): string {
  // Help in private homes stays off the board (foundation 8), and so does what was opened again until its next visit is planned.
  if (scope.kind === 'board') return `n."placeKind" <> 'private_home' AND n."startsAt" IS NOT NULL`;
  const ways: string[] = [];
  const unit = scope.organisationId === null ? null : give(scope.organisationId, 'uuid');
  // What stands for regular visits is on the care list, and only there.
  const once = `NOT EXISTS (SELECT FROM "CareEntry" care WHERE care."needId" = n.id)`;
  if (unit !== null) ways.push(`(n."organisationId" = ${unit} AND ${once})`);
  if (scope.communityIds.length > 0) {
    ways.push(
      `(n."communityId" = ANY(${give(scope.communityIds, 'uuid[]')}) AND (n.status <> 'draft' OR n."takenInById" IS NOT NULL) AND ${once})`,
    );
  }
  if (scope.personId !== null) {
    const person = give(scope.personId, 'uuid');
    ways.push(`n."requestedById" = ${person}`, `n."servedPersonId" = ${person}`);
  }
  return ways.length > 0 ? `(${ways.join(' OR ')})` : 'false';
}

/** A category and everything below it, found once a statement. */
const branchOf = (category: string): string => `ARRAY(
    WITH RECURSIVE branch AS (
      SELECT ${category} AS id UNION SELECT below.id FROM "Category" below JOIN branch ON below."parentId" = branch.id
    ) SELECT id FROM branch)`;

/** Needs with a task in the range. */
function datesOf({ from, until }: BoardFilter, give: Give): string[] {
  const after = from === null ? null : give(from, 'timestamptz');
  const before = until === null ? null : give(until, 'timestamptz');
  const within = (alias: string): string =>
    [after && `${alias}."endsAt" > ${after}`, before && `${alias}."startsAt" < ${before}`]
      .filter(Boolean)
      .join(' AND ');
  return [
    within('n'),
    `EXISTS (SELECT FROM "Task" t WHERE t."needId" = n.id AND t."cancelledAt" IS NULL AND ${within('t')})`,
  ];
}

/** A box of the map; one that crosses the date line is two. */
function boxOf({ west, south, east, north }: NonNullable<BoardFilter['within']>, give: Give): string {
  const [low, high] = [give(south, 'float8'), give(north, 'float8')];
  const between = (left: string, right: string): string =>
    `map_point(n.latitude, n.longitude) <@ box(map_point(${low}, ${left}), map_point(${high}, ${right}))`;
  const [left, right] = [give(west, 'float8'), give(east, 'float8')];
  return west <= east ? between(left, right) : `(${between(left, '180')} OR ${between('-180', right)})`;
}

interface Order {
  /** Columns that only the order needs. */
  readonly extra: string;
  readonly inner: string;
  /** The inner order leaves some rows equal, which the outer one puts in order. */
  readonly tied: boolean;
  readonly outer: string;
  /** What lies beyond a place in this order. */
  beyond(place: BoardPlace): string;
}

/** Drafts may be without a date; they come last. */
const farAway = `'9999-01-01Z'::timestamptz`;

function orderOf({ sort, scope, filter }: BoardQuestion, give: Give): Order {
  const start = (alias: string): string =>
    scope.kind === 'board' ? `${alias}."startsAt"` : `coalesce(${alias}."startsAt", ${farAway})`;
  const beyondStart = ({ startsAt, id }: BoardPlace): string =>
    `(${start('n')}, n.id) > (${give(new Date(startsAt), 'timestamptz')}, ${give(id, 'uuid')})`;
  switch (sort) {
    case 'soonest': {
      const order = `${start('n')}, n.id`;
      return { extra: '', inner: order, tied: false, outer: order, beyond: beyondStart };
    }
    case 'urgent': {
      const order = `n.urgency DESC, ${start('n')}, n.id`;
      return {
        extra: '',
        inner: order,
        tied: false,
        outer: order,
        beyond: (place) => {
          const urgency = give(place.urgency, '"Urgency"');
          return `n.urgency <= ${urgency} AND (n.urgency < ${urgency} OR ${beyondStart(place)})`;
        },
      };
    }
    case 'nearest': {
      const here = `map_point(${give(filter.latitude, 'float8')}, ${give(filter.longitude, 'float8')})`;
      const away = `map_point(n.latitude, n.longitude) <-> ${here}`;
      return {
        extra: `, ${away} AS "mapDistance"`,
        // An index by distance gives no second key, and before PostgreSQL 17 it cannot serve an order that has one.
        inner: away,
        tied: true,
        outer: 'n."mapDistance", n.id',
        beyond: ({ distance, id }) => `(${away}, n.id) > (${give(distance, 'float8')}, ${give(id, 'uuid')})`,
      };
    }
  }
}

/** The same question as `isTaskAtRisk` asks of one task; a test holds the two together. */
function atRiskOf(now: Date, give: Give): string {
  const from = give(now, 'timestamptz');
  const until = give(new Date(now.getTime() + atRiskHours * 3_600_000), 'timestamptz');
  return `(n."startsAt" <= ${until} AND n."endsAt" > ${from} AND EXISTS (SELECT FROM "Task" t
    WHERE t."needId" = n.id AND t."cancelledAt" IS NULL AND t."takenPlaces" < t."minimumPlaces"
      AND t."startsAt" > ${from} AND t."startsAt" <= ${until}))`;
}
