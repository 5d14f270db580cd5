import type { Need, Prisma, PrismaClient } from '~/generated/prisma/client';
import { newId } from '~/server/database/id';
import { searchWordsOf } from '~/server/modules/needs/search-words';

let count = 0;

/** A need in a community, open and without tasks unless told otherwise; `createTask` adds them and keeps its sums. */
export function createNeed(
  prisma: PrismaClient,
  overrides: Partial<Prisma.NeedUncheckedCreateInput> & { communityId: string },
): Promise<Need> {
  count += 1;
  const title = overrides.title ?? `Serve lunch ${count}`;
  const summary = overrides.summary ?? 'Serve warm meals to neighbours and talk with them.';
  return prisma.need.create({
    data: {
      id: newId(),
      number: `test-${newId()}`,
      kind: 'activity',
      status: 'open',
      title,
      summary,
      publishedAt: overrides.status === 'draft' ? null : new Date(),
      searchWords: searchWordsOf(title, summary, overrides.placeName),
      ...overrides,
    },
  });
}
