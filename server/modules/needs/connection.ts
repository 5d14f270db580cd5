import { builder } from '~/server/graphql/builder';
import type { BoardPage } from './board';
import type { NeedRow } from './columns';
import { NeedRef } from './refs';

interface Edge {
  readonly page: BoardPage;
  readonly row: NeedRow;
}

const NeedEdgeRef = builder.objectRef<Edge>('NeedEdge').implement({
  fields: (t) => ({
    cursor: t.string({ resolve: ({ page, row }) => page.cursorOf(row) }),
    node: t.field({ type: NeedRef, resolve: ({ row }) => row }),
  }),
});

/** A page of needs. */
export const NeedConnectionRef = builder.objectRef<BoardPage>('NeedConnection').implement({
  fields: (t) => ({
    edges: t.field({ type: [NeedEdgeRef], resolve: (page) => page.rows.map((row) => ({ page, row })) }),
    pageInfo: t.field({
      type: builder.pageInfoRef(),
      resolve: (page) => {
        const [first, last] = [page.rows[0], page.rows.at(-1)];
        return {
          hasNextPage: page.hasNextPage,
          hasPreviousPage: page.hasPreviousPage,
          startCursor: first ? page.cursorOf(first) : null,
          endCursor: last ? page.cursorOf(last) : null,
        };
      },
    }),
    totalCount: t.int({
      description: 'Counted up to 1,000: beyond that a reader narrows the search.',
      resolve: (page) => page.totalCount ?? 0,
    }),
  }),
});
