import type { HelperRefusal } from '~/generated/prisma/client';
import type { Deps } from '~/server/deps';

/** The helpers whom a person refused, of a file that the caller was already let open: those that hold now, newest first. */
export const unsafeRefusalsOf = (deps: Pick<Deps, 'prisma'>, personId: string): Promise<HelperRefusal[]> =>
  deps.prisma.helperRefusal.findMany({
    where: { servedPersonId: personId, endedAt: null },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  });
