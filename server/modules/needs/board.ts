import type { NeedStatus } from '~/generated/prisma/enums';
import type { Deps } from '~/server/deps';
import type { Actor } from '~/server/policy/actor';
import { personFor, reachesOf } from '~/server/policy/permissions';
import { decodeCursor, encodeCursor, type BoardSort } from './board-cursor';
import type { BoardFilter } from './board-filter';
import { boardStatement, type BoardParts, type BoardScope, type Statement } from './board-statement';
import type { NeedRow } from './columns';
import { distanceMetres, pointOf } from './distance';

export interface BoardPage {
  readonly rows: NeedRow[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  /** Counted up to `mostCounted`, and only when asked for. */
  readonly totalCount: number | null;
  cursorOf(row: NeedRow): string;
}

export interface BoardPaging {
  readonly first: number;
  readonly after: string | null;
}

/** All parts: what a caller that knows no better asks for. */
export const everyPart: BoardParts = {
  community: true,
  organisation: true,
  category: true,
  atRisk: true,
  next: true,
  totalCount: true,
};

const recruiting: readonly NeedStatus[] = ['open', 'in_progress'];
const running: readonly NeedStatus[] = ['draft', 'in_review', 'open', 'in_progress'];

/**
 * A page of needs in one SQL statement. The public board by default: what is published, without private homes and drafts,
 * the same for everyone. With `mine`, or when drafts or needs in review are asked for, what the caller's role runs:
 * their unit's, their committee's, their own requests.
 */
export async function findBoard(
  deps: Pick<Deps, 'pool' | 'clock'>,
  actor: Actor,
  filter: BoardFilter,
  paging: BoardPaging,
  parts: BoardParts = everyPart,
): Promise<BoardPage> {
  const own =
    filter.mine === true ||
    (filter.status ?? []).some((status) => status === 'draft' || status === 'in_review');
  const sort = sortOf(filter);
  const first = Math.min(Math.max(paging.first, 1), 100);
  const after = paging.after === null ? null : decodeCursor(paging.after, sort);
  const statement = boardStatement({
    filter,
    scope: own ? ownScope(actor) : { kind: 'board' },
    statuses: filter.status ?? (own ? running : recruiting),
    sort,
    first,
    after,
    now: deps.clock.now(),
    parts,
  });
  const { rows } = await deps.pool.query<Found>({ name: nameOf(statement), ...statement });
  const found = rows.filter((row) => row.id !== null);
  return {
    rows: found.slice(0, first).map((row) => rowOf(row, filter)),
    hasNextPage: found.length > first,
    hasPreviousPage: after !== null,
    totalCount: rows[0]?.totalCount ?? null,
    cursorOf: (row) =>
      encodeCursor({
        sort,
        startsAt: (row.startsAt ?? farAway).getTime(),
        urgency: row.urgency,
        distance: (row as Found).mapDistance ?? 0,
        id: row.id,
      }),
  };
}

type Found = NeedRow & { readonly mapDistance?: number; readonly totalCount?: number };

const farAway = new Date('9999-01-01T00:00:00Z');

/** Nearest needs a point to be near to. */
const sortOf = ({ sort, latitude, longitude }: BoardFilter): BoardSort =>
  sort === null || (sort === 'nearest' && (latitude === null || longitude === null)) ? 'soonest' : sort;

function ownScope(actor: Actor): BoardScope {
  const reach = reachesOf(actor, 'need.post');
  const posts = reach.has('organisation') || reach.has('community');
  return {
    kind: 'own',
    personId: personFor(actor, 'need.ask'),
    organisationId: posts ? (actor.membership?.organisationId ?? null) : null,
    communityIds: reach.has('community') ? (actor.membership?.communityIds ?? []) : [],
  };
}

function rowOf(row: Found, { latitude, longitude }: BoardFilter): Found {
  const { organisation, next } = row;
  // Joined as JSON, where an instant is text.
  const joined = {
    ...(organisation && { organisation: { ...organisation, createdAt: new Date(organisation.createdAt) } }),
    ...(next && { next: { ...next, startsAt: new Date(next.startsAt), endsAt: new Date(next.endsAt) } }),
  };
  if (latitude === null || longitude === null) return { ...row, ...joined };
  const there = pointOf(row);
  return { ...row, ...joined, distance: there && Math.round(distanceMetres({ latitude, longitude }, there)) };
}

const names = new Map<string, string>();
const mostNames = 100;

/** Prepares the kinds of question that are asked first, and no more than so many: each costs every connection memory. */
function nameOf({ text }: Statement): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= mostNames) return known;
  const name = `board-${names.size + 1}`;
  names.set(text, name);
  return name;
}
