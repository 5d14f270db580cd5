import type { ReportedPart } from '~/generated/prisma/enums';
import { newId } from '~/server/database/id';
import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { keyedHash } from './keyed-hash';
import { lastFourOf, phonesIn, type PhoneCountry } from './rules';

/** Somebody as a stranger or a machine named them. */
export interface Reported {
  readonly part: ReportedPart;
  readonly name: string | null;
  readonly phone: string | null;
}

/** Keeps who asks and whom it is for as they were named, in the caller's transaction: no person is made of it. */
export async function saveReported(
  tx: Pick<Tx, 'reportedPerson'>,
  deps: Pick<Deps, 'settings'>,
  intakeId: string,
  persons: readonly Reported[],
  country: PhoneCountry | undefined,
): Promise<void> {
  const rows = persons
    .filter(({ name, phone }) => name ?? phone)
    .map(({ part, name, phone: typed }) => {
      const phone = typed ? (phonesIn(typed, country)[0] ?? null) : null;
      return {
        id: newId(),
        intakeId,
        part,
        name,
        phone,
        lastFour: phone ? lastFourOf(phone) : null,
        keyedHash: phone ? Buffer.from(keyedHash(deps, 'phone', phone)) : null,
      };
    });
  if (rows.length > 0) await tx.reportedPerson.createMany({ data: rows });
}

/** Who was named for some intakes that the caller was already let read, in their order. */
export async function unsafeFindReported(
  deps: Pick<Deps, 'prisma'>,
  intakeIds: readonly string[],
): Promise<Reported[][]> {
  const rows = await deps.prisma.reportedPerson.findMany({
    where: { intakeId: { in: [...intakeIds] } },
    orderBy: { part: 'asc' },
    select: { intakeId: true, part: true, name: true, phone: true },
  });
  return intakeIds.map((id) => rows.filter((row) => row.intakeId === id));
}

/** Residents of some communities who have the phone, or the name, under which a part of an intake was named. */
export async function findNamedResidents(
  deps: Pick<Deps, 'prisma'>,
  intakeId: string,
  part: ReportedPart,
  communityIds: readonly string[],
): Promise<string[]> {
  const rows = await deps.prisma.$queryRaw<{ id: string }[]>`
    SELECT p.id FROM "ReportedPerson" named, "Person" p
    WHERE named."intakeId" = ${intakeId}::uuid AND named.part = ${part}::"ReportedPart"
      AND p."homeCommunityId" = ANY(${[...communityIds]}::uuid[]) AND p.status <> 'erased' AND p."mergedIntoId" IS NULL
      AND (p."displayName" = named.name OR EXISTS (
        SELECT FROM "ContactPoint" c
        WHERE c."personId" = p.id AND c.kind = 'phone' AND c."keyedHash" = named."keyedHash"))
    ORDER BY (p."displayName" = named.name) DESC, p.id LIMIT 8`;
  return rows.map(({ id }) => id);
}
