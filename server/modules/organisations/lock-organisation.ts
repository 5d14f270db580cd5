import type { Organisation, Prisma } from '~/generated/prisma/client';
import type { MembershipRole } from '~/generated/prisma/enums';
import type { Tx } from '~/server/database/transaction';
import { refuse } from '~/server/policy/refusal';
import { keptRole } from './rules';

/** One organisation in the caller's scope, locked until the transaction ends; refuses NOT_FOUND for any other. */
export async function lockOrganisation(tx: Tx, where: Prisma.OrganisationWhereInput): Promise<Organisation> {
  const found = await tx.organisation.findFirst({ where, select: { id: true } });
  if (!found) refuse('NOT_FOUND');
  await tx.$queryRaw`SELECT id FROM "Organisation" WHERE id = ${found.id}::uuid FOR UPDATE`;
  return (
    (await tx.organisation.findFirst({ where: { AND: [where, { id: found.id }] } })) ?? refuse('NOT_FOUND')
  );
}

/** Refuses LAST_CHAIR when a unit, locked by the caller, would be left without the role it always keeps. */
export async function assertKept(
  tx: Tx,
  organisation: Pick<Organisation, 'id' | 'committeeOfId'>,
  leaving: { id: string; role: MembershipRole },
): Promise<void> {
  const role = keptRole(organisation.committeeOfId !== null);
  if (leaving.role !== role) return;
  const others = await tx.membership.count({
    where: { organisationId: organisation.id, role, endedAt: null, id: { not: leaving.id } },
  });
  if (others === 0) refuse('LAST_CHAIR');
}
