import type { DeliveryChannel } from '~/generated/prisma/enums';
import type { Deps } from '~/server/deps';
import { changes, emergencies } from './groups';
import { isNoticeKind } from './kinds';
import type { Enqueue } from './plan-notices';

/** After so long in one hand, whoever had it has ended: no sender takes a tenth of it. */
export const heldTooLongMs = 10 * 60_000;
/** So long after its time, a delivery that still waits has no place in the queue any more. */
export const waitsTooLongMs = 5 * 60_000;

/**
 * Finds what was left lying: deliveries whose sender has ended become `unknown`, since they may have gone out, and those whose place in
 * the queue was lost get a new one. Safe on several nodes. Answers how many of each.
 */
export async function sweepDeliveries(
  deps: Pick<Deps, 'prisma' | 'clock'>,
  enqueue: Enqueue,
  { heldMs = heldTooLongMs, waitsMs = waitsTooLongMs } = {},
): Promise<{ unknown: number; requeued: number }> {
  const now = deps.clock.now();
  const unknown = await deps.prisma.$executeRaw`
    UPDATE "Delivery" SET state = 'unknown', error = 'interrupted', "settledAt" = ${now}
    WHERE state = 'sending' AND "claimedAt" <= ${new Date(now.getTime() - heldMs)}`;
  const requeued = await deps.prisma.$transaction(async (tx) => {
    const lost = await tx.$queryRaw<{ id: string; channel: DeliveryChannel; kind: string }[]>`
      UPDATE "Delivery" d SET "nextTryAt" = ${new Date(now.getTime() + waitsMs)}
      FROM "Notice" n WHERE n.id = d."noticeId" AND d.id IN (
        SELECT id FROM "Delivery"
        WHERE state = 'waiting' AND coalesce("nextTryAt", "dueAt" + ${waitsMs} * interval '1 millisecond') <= ${now}
        ORDER BY id LIMIT 500 FOR UPDATE SKIP LOCKED)
      RETURNING d.id, d.channel, n.kind`;
    if (lost.length > 0)
      await enqueue(
        tx,
        lost.map(({ id, channel, kind }) => ({ id, channel, dueAt: now, isUrgent: mayBeUrgent(kind) })),
      );
    return lost.length;
  });
  return { unknown, requeued };
}

/** It has waited long already: what may be about danger or a change goes first. */
const mayBeUrgent = (kind: string): boolean =>
  isNoticeKind(kind) && (emergencies.has(kind) || changes.has(kind));
