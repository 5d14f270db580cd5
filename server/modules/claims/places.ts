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

/**
 * Locks a claim's need, task and the claim itself, in this order as everyone does, and reads them as they then are.
 * Null when there is no such claim. Says nothing about who may see it.
 */
export async function unsafeLockClaim(tx: Tx, claimId: string): Promise<LockedClaim | null> {
  const claim = await tx.claim.findUnique({
    where: { id: claimId },
    select: { task: { select: { id: true, needId: true } } },
  });
  if (!claim) return null;
  await tx.$queryRaw`SELECT FROM "Need" WHERE id = ${claim.task.needId}::uuid FOR NO KEY UPDATE`;
  await tx.$queryRaw`SELECT FROM "Task" WHERE id = ${claim.task.id}::uuid FOR NO KEY UPDATE`;
  await tx.$queryRaw`SELECT FROM "Claim" WHERE id = ${claimId}::uuid FOR UPDATE`;
  const [row] = await tx.$queryRaw<LockedClaim[]>`
    SELECT c.id, c.state, c."personId", c.places, c."expiresAt", t.id AS "taskId", t."startsAt", t."endsAt", t."withdrawUntilMinutes",
      t."takenPlaces", t."maximumPlaces", t."cancelledAt" IS NOT NULL AS cancelled,
      n.id AS "needId", n."placeKind", n."placesTaken", n."communityId", n."organisationId"
    FROM "Claim" c JOIN "Task" t ON t.id = c."taskId" JOIN "Need" n ON n.id = t."needId"
    WHERE c.id = ${claimId}::uuid`;
  return row ?? null;
}

/** Locks a task and its need, in the order in which everyone does. Answers the need's id; null when there is no such task. */
export async function unsafeLockTask(tx: Tx, taskId: string): Promise<{ needId: string } | null> {
  const task = await tx.task.findUnique({ where: { id: taskId }, select: { needId: true } });
  if (!task) return null;
  await tx.$queryRaw`SELECT FROM "Need" WHERE id = ${task.needId}::uuid FOR NO KEY UPDATE`;
  await tx.$queryRaw`SELECT FROM "Task" WHERE id = ${taskId}::uuid FOR NO KEY UPDATE`;
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
