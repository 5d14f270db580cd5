import type { Certificate, Prisma } from '~/generated/prisma/client';
import type { Deps } from '~/server/deps';
import type { Actor } from '~/server/policy/actor';
import { concernedPersonId } from '~/server/policy/actor';
import { assertPerson, scopeFor } from '~/server/policy/permissions';

export type CertificateRow = Certificate;

/** Certificates of the actor's person, and those of the communities whose records they may read. */
function readable(actor: Actor): Prisma.CertificateWhereInput {
  const person = concernedPersonId(actor);
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

/** The person's own certificates, newest first. */
export const findMyCertificates = (deps: Pick<Deps, 'prisma'>, actor: Actor): Promise<CertificateRow[]> =>
  deps.prisma.certificate.findMany({
    where: { personId: assertPerson(actor) },
    orderBy: [{ issuedAt: 'desc' }, { id: 'desc' }],
    take: 100,
  });
