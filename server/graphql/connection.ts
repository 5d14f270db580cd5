import { decodeId, encodeId, type EntityType } from '~/server/database/id';

const largestPage = 100;

/** The page a Relay connection's arguments ask for: 20 rows unless told, 100 at most; `after` is the last row's id. */
export const pageOf = (
  type: EntityType,
  args: { first?: number | null | undefined; after?: string | null | undefined },
): { first: number; after: string | null } => ({
  first: Math.min(Math.max(args.first ?? 20, 1), largestPage),
  after: args.after ? decodeId(type, args.after) : null,
});

/** A page of rows as a Relay connection whose cursors are the rows' API ids. */
export function connectionOf<Row extends { id: string }>(
  type: EntityType,
  rows: readonly Row[],
  more: { hasNext: boolean; hasPrevious: boolean },
) {
  const edges = rows.map((node) => ({ cursor: encodeId(type, node.id), node }));
  return {
    edges,
    pageInfo: {
      hasNextPage: more.hasNext,
      hasPreviousPage: more.hasPrevious,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}
