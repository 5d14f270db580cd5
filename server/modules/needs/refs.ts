import { builder } from '~/server/graphql/builder';
import { findCategories } from './categories';
import type { CategoryRow, NeedRow } from './columns';
import { findNeeds } from './queries';

// A row that is not there, or not the caller's to see, is null: the field that asked decides whether it may be.

/** A need; a field may answer its row or its id, and ids are read together. */
export const NeedRef = builder.loadableNodeRef<NeedRow, string>('Need', {
  id: { resolve: (need) => need.id },
  load: async (ids, { deps, actor }) => (await findNeeds(deps, actor, ids)) as NeedRow[],
});

/** A category of needs; a field may answer its row or its id. */
export const CategoryRef = builder.loadableNodeRef<CategoryRow, string>('Category', {
  id: { resolve: (category) => category.id },
  load: async (ids, { deps }) => (await findCategories(deps, ids)) as CategoryRow[],
});
