import type { ClaimState, PlaceKind } from '~/generated/prisma/enums';
import type { Tx } from '~/server/database/transaction';

/** A claim with its task and need, all three locked. */
export interface LockedClaim {
  readonly id: string;
  readonly state: ClaimState;
  readonly personId: string | null;
  readonly places: number;
  /** Until when an offer or an invitation stands. */
  readonly expiresAt: Date | null;
  readonly taskId: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly withdrawUntilMinutes: number;
  readonly takenPlaces: number;
  readonly maximumPlaces: number;
  readonly cancelled: boolean;
  readonly needId: string;
  readonly placeKind: PlaceKind;
  readonly placesTaken: number;
  readonly communityId: string;
  readonly organisationId: string | null;
}

const lockedClaim = `c.id, c.state, c."personId", c.places, c."expiresAt", t.id AS "taskId", t."startsAt", t."endsAt",
  t."withdrawUntilMinutes", t."takenPlaces", t."maximumPlaces", t."cancelledAt" IS NOT NULL AS cancelled,
  n.id AS "needId", n."placeKind", n."placesTaken", n."communityId", n."organisationId"
  FROM "Claim" c JOIN "Task" t ON t.id = c."taskId" JOIN "Need" n ON n.id = t."needId"`;

/**
 * Locks a claim's need, task and the claim itself, in this order as everyone does, and reads them as they then are. With a claim that
 * asks for a place that somebody hands over goes theirs. Null when there is no such claim. Says nothing about who may see it.
 */
export async function unsafeLockClaim(tx: Tx, claimId: string): Promise<LockedClaim | null> {
  const claim = await tx.claim.findUnique({ where: { id: claimId }, select: { taskId: true } });
  if (!claim) return null;
  await unsafeLockTasks(tx, [claim.taskId]);
  const [row] = await unsafeLockClaims(tx, [claimId]);
  return row ?? null;
}

/** Locks claims of tasks that the caller has locked, by their ids, and reads those asked for, in the order of their ids. */
export async function unsafeLockClaims(tx: Tx, claimIds: readonly string[]): Promise<LockedClaim[]> {
  await tx.$queryRaw`
    SELECT FROM "Claim" WHERE id = ANY(ARRAY(
      SELECT unnest(${claimIds}::uuid[]) UNION
      SELECT "claimId" FROM "HandOver" WHERE "takerClaimId" = ANY(${claimIds}::uuid[]) AND state = 'requested'))
    ORDER BY id FOR UPDATE`;
  return tx.$queryRawUnsafe<LockedClaim[]>(
    `SELECT ${lockedClaim} WHERE c.id = ANY($1::uuid[]) ORDER BY c.id`,
    claimIds,
  );
}

/** Locks tasks and their needs, needs first and each by its id, as everyone does. */
export async function unsafeLockTasks(tx: Tx, taskIds: readonly string[]): Promise<void> {
  await tx.$queryRaw`
    SELECT FROM "Need" WHERE id IN (SELECT "needId" FROM "Task" WHERE id = ANY(${taskIds}::uuid[]))
    ORDER BY id FOR NO KEY UPDATE`;
  await tx.$queryRaw`SELECT FROM "Task" WHERE id = ANY(${taskIds}::uuid[]) ORDER BY id FOR NO KEY UPDATE`;
}

/** The same for one task. Answers its need's id; null when there is no such task. */
export async function unsafeLockTask(tx: Tx, taskId: string): Promise<{ needId: string } | null> {
  const task = await tx.task.findUnique({ where: { id: taskId }, select: { needId: true } });
  if (task) await unsafeLockTasks(tx, [taskId]);
  return task;
}

/** Adds to or takes from the places of a locked claim's task and need; answers the new counts. */
export async function movePlaces(
  tx: Tx,
  claim: Pick<LockedClaim, 'taskId' | 'needId' | 'endsAt' | 'takenPlaces' | 'placesTaken'>,
  by: number,
): Promise<{ takenPlaces: number; placesTaken: number }> {
  if (by !== 0) {
    await tx.task.update({ where: { id: claim.taskId }, data: { takenPlaces: { increment: by } } });
    // A task of an earlier round, or a date of a series that is over, is history: the need no longer counts its places.
    const counted = await tx.$executeRaw`
      UPDATE "Need" SET "placesTaken" = "placesTaken" + ${by} WHERE id = ${claim.needId}::uuid
         AND ("reopenedAt" IS NULL OR "reopenedAt" < ${claim.endsAt})
         AND ("countsFrom" IS NULL OR "countsFrom" < ${claim.endsAt})`;
    if (counted === 0) return { takenPlaces: claim.takenPlaces + by, placesTaken: claim.placesTaken };
  }
  return { takenPlaces: claim.takenPlaces + by, placesTaken: claim.placesTaken + by };
}
