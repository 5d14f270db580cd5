import type { ReportedPart } from '~/generated/prisma/enums';
import { newId } from '~/server/database/id';
import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import type { Actor } from '~/server/policy/actor';
import { keyedHash } from './keyed-hash';
import { lastFourOf, phonesIn, type PhoneCountry } from './rules';
import { logViews } from './view-contacts';

/** Somebody as a stranger or a machine named them. */
export interface Reported {
  readonly part: ReportedPart;
  readonly name: string | null;
  /** As they typed it. */
  readonly phone: string | null;
}

/** The same as it is read, without their phone. */
export interface ReportedRow {
  readonly id: string;
  readonly part: ReportedPart;
  readonly name: string | null;
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
        phoneText: phone ? null : typed,
        lastFour: phone ? lastFourOf(phone) : null,
        keyedHash: phone ? Buffer.from(keyedHash(deps, 'phone', phone)) : null,
      };
    });
  if (rows.length > 0) await tx.reportedPerson.createMany({ data: rows });
}

/** Who was named for some intakes that the caller was already let read, in their order: their phones are looked at by `viewReportedPhones`. */
export async function unsafeFindReported(
  deps: Pick<Deps, 'prisma'>,
  intakeIds: readonly string[],
): Promise<ReportedRow[][]> {
  const rows = await deps.prisma.reportedPerson.findMany({
    where: { intakeId: { in: [...intakeIds] } },
    orderBy: { part: 'asc' },
    select: { id: true, intakeId: true, part: true, name: true },
  });
  return intakeIds.map((id) => rows.filter((row) => row.intakeId === id));
}

/**
 * What was given as the phone of some reported persons whom the caller was already let read, in the order of the ids. Logged for
 * whoever a worker says that is: until then they are nobody of the register.
 */
export async function viewReportedPhones(
  deps: Pick<Deps, 'prisma' | 'clock'>,
  actor: Actor,
  ids: readonly string[],
): Promise<{ phone: string | null; phoneText: string | null }[]> {
  const rows = await deps.prisma.reportedPerson.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, phone: true, phoneText: true },
  });
  const given = rows.filter((row) => row.phone ?? row.phoneText);
  await logViews(
    deps,
    actor,
    given.map(({ id }) => id),
    'reported_phone',
  );
  return ids.map((id) => given.find((row) => row.id === id) ?? { phone: null, phoneText: null });
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
