import type { Category, Prisma, PrismaClient } from '~/generated/prisma/client';
import { newId } from '~/server/database/id';

/** A category of needs. */
export function createCategory(
  prisma: PrismaClient,
  overrides: Partial<Prisma.CategoryUncheckedCreateInput> = {},
): Promise<Category> {
  const id = newId();
  return prisma.category.create({
    data: {
      id,
      key: `category-${id}`,
      nameEn: 'Food',
      nameZh: '助餐',
      mark: 'food',
      source: 'test',
      ...overrides,
    },
  });
}
