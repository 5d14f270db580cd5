import type { Category } from '~/generated/prisma/client';
import type { Deps } from '~/server/deps';

/** Every category, in the order the vocabulary gives them. */
export const listCategories = (deps: Pick<Deps, 'prisma'>): Promise<Category[]> =>
  deps.prisma.category.findMany({ orderBy: [{ sort: 'asc' }, { key: 'asc' }] });

/** Categories by id, in the order asked for; null where there is none. */
export async function findCategories(
  deps: Pick<Deps, 'prisma'>,
  ids: readonly string[],
): Promise<(Category | null)[]> {
  const rows = await deps.prisma.category.findMany({ where: { id: { in: [...ids] } } });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id) ?? null);
}
