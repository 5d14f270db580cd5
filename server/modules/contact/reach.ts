import type { ContactKind } from '~/generated/prisma/enums';
import type { Deps } from '~/server/deps';

/** Whether somebody is known to be reached by phone, or by e-mail, as SQL. `personId` is SQL written in code, never input. */
export const isReachedSql = (kind: ContactKind, personId: string): string => `EXISTS (
  SELECT FROM "ContactPoint" reach
  WHERE reach."personId" = ${personId} AND reach.kind = '${kind}' AND reach."verifiedAt" IS NOT NULL)`;

/**
 * Where to write to a person: the first phone or e-mail address that is known to be theirs; null where there is none. For
 * senders alone, who keep it no longer than it takes to send.
 */
export async function findVerifiedContact(
  deps: Pick<Deps, 'prisma'>,
  personId: string,
  kind: ContactKind,
): Promise<string | null> {
  const point = await deps.prisma.contactPoint.findFirst({
    where: { personId, kind, verifiedAt: { not: null } },
    orderBy: [{ verifiedAt: 'asc' }, { id: 'asc' }],
    select: { value: true },
  });
  return point?.value ?? null;
}

/** By what a person is known to be reached. */
export async function findReachedKinds(
  deps: Pick<Deps, 'prisma'>,
  personId: string,
): Promise<ReadonlySet<ContactKind>> {
  const points = await deps.prisma.contactPoint.findMany({
    where: { personId, verifiedAt: { not: null } },
    distinct: ['kind'],
    select: { kind: true },
  });
  return new Set(points.map(({ kind }) => kind));
}
