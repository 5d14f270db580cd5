import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import type { Actor } from '~/server/policy/actor';
import { assertMay } from '~/server/policy/permissions';

/** Who works for a committee, whatever else they do there. */
const roles = { in: ['officer', 'chair', 'grid_worker', 'building_steward'] as const };

/** A worker of a committee by their person's id; null for anyone else. */
export async function findWorker(
  tx: Pick<Tx, 'membership'>,
  organisationId: string,
  personId: string,
): Promise<string | null> {
  const found = await tx.membership.findFirst({
    where: { organisationId, personId, endedAt: null, role: { in: [...roles.in] } },
    select: { personId: true },
  });
  return found?.personId ?? null;
}

/** The ids of those who work for the actor's committee, to choose who handles something. */
export async function findWorkers(deps: Pick<Deps, 'prisma'>, actor: Actor): Promise<string[]> {
  assertMay(actor, 'intake.take_down');
  const rows = await deps.prisma.membership.findMany({
    where: {
      organisationId: actor.membership?.organisationId ?? '',
      endedAt: null,
      role: { in: [...roles.in] },
    },
    orderBy: { person: { displayName: 'asc' } },
    select: { personId: true },
    take: 100,
  });
  return [...new Set(rows.map(({ personId }) => personId))];
}
