import type { Need } from '~/generated/prisma/client';
import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { offerPlacesOfNeed } from '~/server/modules/claims/offer-places';
import { lockRows } from './lock-need';
import { takesClaims } from './rules';

/** Whether a need's tasks take claims: it is published and its unit, where it has one, is not suspended. */
export async function opensTasks(
  tx: Pick<Tx, 'organisation'>,
  need: Pick<Need, 'status' | 'organisationId'>,
): Promise<boolean> {
  if (!takesClaims(need.status)) return false;
  if (need.organisationId === null) return true;
  const unit = await tx.organisation.findUnique({
    where: { id: need.organisationId },
    select: { status: true },
  });
  return unit?.status !== 'suspended';
}

/** Closes every published task of a unit to new claims, or opens them again. Whoever has a place keeps it. */
export async function setTasksOpen(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  organisationId: string,
  isOpen: boolean,
): Promise<void> {
  const needs = await tx.need.findMany({
    where: { organisationId, status: { in: ['open', 'in_progress'] } },
    select: { id: true },
  });
  const ids = needs.map((need) => need.id);
  await lockRows(tx, ids);
  await tx.task.updateMany({
    where: {
      need: { id: { in: ids }, status: { in: ['open', 'in_progress'] } },
      cancelledAt: null,
    },
    data: { isOpen },
  });
  // What was freed while they were closed goes to those who wait.
  if (isOpen) for (const id of ids.toSorted()) await offerPlacesOfNeed(tx, deps, id);
}
