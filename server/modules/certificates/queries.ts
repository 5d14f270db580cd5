import type { Certificate, Prisma } from '~/generated/prisma/client';
import type { CertificateState } from '~/generated/prisma/enums';
import type { Deps } from '~/server/deps';
import type { Actor } from '~/server/policy/actor';
import { assertMay, assertPerson, personFor, scopeFor } from '~/server/policy/permissions';

export type CertificateRow = Certificate;

/** Certificates of the actor's person, and those of the communities whose records they may read. */
function readable(actor: Actor): Prisma.CertificateWhereInput {
  const person = personFor(actor, 'record.read');
  return { OR: [...(person ? [{ personId: person }] : []), ...scopeFor(actor, 'certificate.revoke')] };
}

/** Certificates by id, in the order asked for; null where there is none or it is not the actor's to read. */
export async function findCertificates(
  deps: Pick<Deps, 'prisma'>,
  actor: Actor,
  ids: readonly string[],
): Promise<(CertificateRow | null)[]> {
  const rows = await deps.prisma.certificate.findMany({
    where: { AND: [{ id: { in: [...ids] } }, readable(actor)] },
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id) ?? null);
}

/** A certificate with all it says, for its holder and the committee. Strangers ask `checkCertificate`. */
export const findCertificate = (
  deps: Pick<Deps, 'prisma'>,
  actor: Actor,
  number: string,
): Promise<CertificateRow | null> =>
  deps.prisma.certificate.findFirst({ where: { AND: [{ number: number.trim() }, readable(actor)] } });

export interface CertificateFilter {
  readonly state?: CertificateState | null | undefined;
  /** Part of a number or of the holder's name. */
  readonly search?: string | null | undefined;
}

/** The certificates a committee answers for, newest first. */
export async function listCertificates(
  deps: Pick<Deps, 'prisma'>,
  actor: Actor,
  { state, search }: CertificateFilter,
  page: { first: number; after: string | null },
): Promise<{ rows: CertificateRow[]; hasNext: boolean; totalCount: () => Promise<number> }> {
  assertMay(actor, 'certificate.revoke');
  const sought = search?.trim().slice(0, 100);
  const contains = { contains: sought ?? '', mode: 'insensitive' as const };
  const where: Prisma.CertificateWhereInput = {
    AND: [
      { OR: scopeFor(actor, 'certificate.revoke') },
      state ? { state } : {},
      sought ? { OR: [{ number: contains }, { person: { displayName: contains } }] } : {},
    ],
  };
  const rows = await deps.prisma.certificate.findMany({
    where,
    orderBy: [{ issuedAt: 'desc' }, { id: 'desc' }],
    take: page.first + 1,
    ...(page.after ? { cursor: { id: page.after }, skip: 1 } : {}),
  });
  return {
    rows: rows.slice(0, page.first),
    hasNext: rows.length > page.first,
    totalCount: () => deps.prisma.certificate.count({ where }),
  };
}

/** The person's own certificates, newest first. */
export const findMyCertificates = (deps: Pick<Deps, 'prisma'>, actor: Actor): Promise<CertificateRow[]> =>
  deps.prisma.certificate.findMany({
    where: { personId: assertPerson(actor, 'record.read') },
    orderBy: [{ issuedAt: 'desc' }, { id: 'desc' }],
    take: 100,
  });
