import type { HandOver } from '~/generated/prisma/client';
import type { Tx } from '~/server/database/transaction';
import { unsafeLockClaims, unsafeLockTasks, type LockedClaim } from './places';
import { liveStates } from './rules';

/** An offer of a place with every claim that it may change, all locked. */
export interface LockedHandOver {
  readonly handOver: HandOver;
  /** The place that is offered. */
  readonly given: LockedClaim;
  readonly giverId: string;
  /** Whom the giver chose; null where they chose nobody. */
  readonly chosenId: string | null;
  /** Who is asked at the moment, of those who wait; null where nobody is. */
  readonly askedId: string | null;
  /** A worker has the last word on the place. */
  readonly needsYes: boolean;
  /** Live claims of giver and taker in the tasks concerned, and the one that asks a worker for the place. */
  readonly claims: readonly LockedClaim[];
}

/**
 * Locks an offered place, the task that is asked for in return, and the claims there of giver and taker: needs, tasks, claims, each by
 * their ids, as everyone does, so that two swaps that cross never wait for each other. Null when there is no such offer. Says nothing
 * about who may see it.
 */
export async function unsafeLockHandOver(
  tx: Tx,
  handOverId: string,
  takerId: string | null,
): Promise<LockedHandOver | null> {
  const found = await tx.handOver.findUnique({
    where: { id: handOverId },
    select: { swapTaskId: true, claim: { select: { taskId: true, personId: true } } },
  });
  const giverId = found?.claim.personId;
  if (!found || !giverId) return null;
  const taskIds = [found.claim.taskId, found.swapTaskId].filter((id) => id !== null);
  await unsafeLockTasks(tx, taskIds);
  // From here on nobody comes to have, or leaves, a place in these tasks.
  const before = await tx.handOver.findUniqueOrThrow({ where: { id: handOverId } });
  const persons = [giverId, takerId].filter((id) => id !== null);
  const concerned = await tx.claim.findMany({
    where: {
      OR: [
        {
          id: { in: [before.claimId, before.takerClaimId, before.askedClaimId].filter((id) => id !== null) },
        },
        { taskId: { in: taskIds }, personId: { in: persons }, state: { in: [...liveStates] } },
      ],
    },
    select: { id: true },
  });
  const claims = await unsafeLockClaims(
    tx,
    concerned.map(({ id }) => id),
  );
  // Asking a worker locks the task too, so what was read still holds; checking in locks the claim alone, so that is read again.
  const handOver = await tx.handOver.findUniqueOrThrow({
    where: { id: handOverId },
    include: {
      claim: { select: { task: { select: { needsApproval: true } } } },
      toClaim: { select: { personId: true } },
    },
  });
  const given = claims.find(({ id }) => id === handOver.claimId);
  if (!given) return null;
  const needsYes = handOver.claim.task.needsApproval || given.placeKind === 'private_home';
  const asked = claims.find(({ id }) => id === handOver.askedClaimId);
  const [chosenId, askedId] = [handOver.toClaim?.personId ?? null, asked?.personId ?? null];
  return { handOver, given, giverId, chosenId, askedId, needsYes, claims };
}
