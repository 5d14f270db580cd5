import type { HandOver } from '~/generated/prisma/client';
import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import { notify } from '~/server/modules/notifications/notify';
import { system } from '~/server/policy/actor';
import { fitsSql } from './eligibility-sql';
import { claimFeeds } from './feeds';
import { readVacancy, untilOf } from './offer-places';
import type { LockedClaim } from './places';

/** Who is next after a number of the line, as they fit at this moment and have what is asked for in return. */
const nextStatement = `
SELECT w.id, w."personId", w."waitNumber"
FROM "Claim" w JOIN "Task" t ON t.id = w."taskId" JOIN "Need" n ON n.id = t."needId" JOIN "Person" p ON p.id = w."personId"
WHERE w."taskId" = $1::uuid AND w.state = 'waitlisted' AND w."waitNumber" > $2::int
  AND ($4::uuid IS NULL OR EXISTS (
    SELECT FROM "Claim" back WHERE back."personId" = p.id AND back."taskId" = $4::uuid AND back.state = 'confirmed'))
  AND ${fitsSql}
ORDER BY w."waitNumber"
LIMIT 1`;

interface NextInLine {
  readonly id: string;
  readonly personId: string;
  readonly waitNumber: number;
}

/**
 * Asks the next of those who wait whether they take a place that is handed over to all. One after the other has as long to answer as
 * for a free place; nobody loses their turn in the line by it. When the line is through, the place is open to everyone. The
 * caller has locked the task.
 */
export async function askNextInLine(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  handOver: HandOver,
  given: LockedClaim,
): Promise<void> {
  const { taskId, needId, takenPlaces, placesTaken } = given;
  const now = deps.clock.now();
  const vacancy = await readVacancy(tx, taskId);
  const [next] = await tx.$queryRawUnsafe<NextInLine[]>(
    nextStatement,
    taskId,
    handOver.askedNumber ?? 0,
    now,
    handOver.swapTaskId,
  );
  const isOver = !vacancy || !next;
  if (isOver && handOver.askedUntil === null) return;
  await tx.handOver.update({
    where: { id: handOver.id },
    data: isOver
      ? { askedClaimId: null, askedUntil: null }
      : { askedClaimId: next.id, askedNumber: next.waitNumber, askedUntil: untilOf(vacancy, now) },
  });
  const persons = [given.personId, next?.personId].filter((id) => id != null);
  await recordChange(tx, deps, system(), {
    type: 'claim:hand_over_offered',
    subjectType: 'claim',
    subjectId: given.id,
    payload: { claimId: given.id, taskId, needId, takenPlaces, placesTaken },
    feeds: [
      ...claimFeeds({ ...given, countsChanged: isOver }),
      ...persons.map((id) => `person:${id}` as const),
    ],
  });
  if (!isOver) await notify(tx, next.personId, 'claim_hand_over_asked', { taskId, needId });
}
