import { violationOf } from '~/server/database/constraint';
import { insertRows } from '~/server/database/insert-rows';
import { inTransaction, type Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { changeClaim } from '~/server/modules/claims/change-claim';
import { findNextInLine, offerPlaces } from '~/server/modules/claims/offer-places';
import { unsafeLockClaim, unsafeLockTask } from '~/server/modules/claims/places';
import { refusalOfViolation } from '~/server/modules/claims/rules';
import { notify } from '~/server/modules/notifications/notify';
import { system } from '~/server/policy/actor';
import { unsafeFindEntrants } from './find-ticket-facts';
import { recordDraw } from './record-draw';
import { drawOrder, sumOf, ticketsOf } from './rules';

/** So many draws are held a run; what is left comes next time. */
const batch = 100;

/**
 * Holds the draws that are due, one after the other, since a place that somebody gets counts for the next one; one that fails is logged and
 * left to the next run. Safe to run as often as one likes and on several nodes. Answers how many were held.
 */
export async function holdDraws(deps: Deps): Promise<number> {
  const { rows } = await deps.pool.query<{ id: string }>({
    name: 'draws-due',
    text: `
      SELECT id FROM "Task"
      WHERE allocation = 'draw_pending' AND "drawClosesAt" <= $1::timestamptz AND "isOpen" AND "cancelledAt" IS NULL
        AND "startsAt" > $1::timestamptz
      ORDER BY "drawClosesAt", id LIMIT ${batch}`,
    values: [deps.clock.now()],
  });
  let held = 0;
  for (const { id } of rows)
    try {
      if (await holdDraw(deps, id)) held += 1;
    } catch (error) {
      deps.log.error({ err: error, taskId: id }, 'a draw was not held; the next run tries again');
    }
  return held;
}

/** Draws the lots of one task: an order for all who entered, and places for the first who fit. Whether it was due. */
function holdDraw(deps: Deps, taskId: string): Promise<boolean> {
  return inTransaction(deps, system(), async (tx) => {
    if (!(await unsafeLockTask(tx, taskId))) return false;
    const now = deps.clock.now();
    const { need, draw, ...task } = await tx.task.findUniqueOrThrow({
      where: { id: taskId },
      include: { need: true, draw: true },
    });
    const isDue =
      task.allocation === 'draw_pending' && task.drawClosesAt !== null && task.drawClosesAt <= now;
    if (!draw || !isDue || !task.isOpen || task.cancelledAt || task.startsAt <= now) return false;
    await putInOrder(tx, taskId, draw.seed);
    await tx.task.update({ where: { id: taskId }, data: { allocation: 'drawn' } });
    await tx.draw.update({ where: { taskId }, data: { drawnAt: now } });
    await recordDraw(tx, deps, system(), need, { type: 'need:drawn', taskId, seed: draw.seed });
    await givePlaces(tx, deps, { taskId, needId: need.id, free: task.maximumPlaces - task.takenPlaces });
    // Whoever could not have the place they won, and a task that asks for a worker's yes by now.
    await offerPlaces(tx, deps, taskId, { isNewChance: false });
    return true;
  });
}

/** Writes down who drew which rank; the waitlist goes by it from now on. */
async function putInOrder(tx: Tx, taskId: string, seed: Uint8Array): Promise<void> {
  const entrants = (await unsafeFindEntrants(tx, taskId)).map((entrant) => ({
    ...entrant,
    parts: ticketsOf(entrant),
  }));
  if (entrants.length === 0) return;
  const order = drawOrder(
    seed,
    entrants.map(({ number, parts }) => ({ number, tickets: sumOf(parts) })),
  );
  const rankOf = new Map(order.map((number, at) => [number, at + 1]));
  await insertRows(
    tx,
    'DrawEntry',
    entrants.map(({ claimId, number, parts }) => ({
      claimId,
      taskId,
      number,
      loadTickets: parts.load,
      newcomerTickets: parts.newcomer,
      distanceTickets: parts.distance,
      skillTickets: parts.skill,
      rank: rankOf.get(number),
    })),
  );
  await tx.$executeRaw`
    UPDATE "Claim" w SET "waitNumber" = last.number + e.rank
    FROM "DrawEntry" e, (SELECT max("waitNumber") AS number FROM "Claim" WHERE "taskId" = ${taskId}::uuid) last
    WHERE e."claimId" = w.id AND w."taskId" = ${taskId}::uuid`;
}

/** Confirms the first who fit, as long as there are places, and tells everyone how it came out. */
async function givePlaces(
  tx: Tx,
  deps: Deps,
  { taskId, needId, free }: { taskId: string; needId: string; free: number },
): Promise<void> {
  const waiting = await tx.claim.findMany({
    where: { taskId, state: 'waitlisted' },
    select: { id: true, personId: true },
  });
  const [vacancy] = await tx.$queryRaw<{ waits: boolean }[]>`
    SELECT t."needsApproval" OR n."placeKind" = 'private_home' AS waits
    FROM "Task" t JOIN "Need" n ON n.id = t."needId" WHERE t.id = ${taskId}::uuid`;
  const won = new Set<string>();
  const line = vacancy?.waits ? [] : await findNextInLine(tx, taskId, waiting.length, deps.clock.now());
  // Times of persons are taken in one order, as by a claim for several, so that the two never wait for each other.
  while (line.length > 0 && won.size < free) {
    const next = line.splice(0, free - won.size);
    next.sort((a, b) => (a.personId < b.personId ? -1 : 1));
    for (const { id } of next) if (await confirm(tx, deps, id)) won.add(id);
  }
  for (const { id, personId } of waiting)
    if (personId)
      await notify(tx, personId, won.has(id) ? 'draw_won' : 'draw_waiting', { claimId: id, taskId, needId });
}

/** Confirms a drawn claim; false when its person took a place at the same hour in this very moment. */
async function confirm(tx: Tx, deps: Deps, claimId: string): Promise<boolean> {
  await tx.$executeRaw`SAVEPOINT drawn`;
  try {
    const claim = await unsafeLockClaim(tx, claimId);
    if (claim) await changeClaim(tx, deps, system(), claim, 'confirmed', null);
    await tx.$executeRaw`RELEASE SAVEPOINT drawn`;
    return claim !== null;
  } catch (error) {
    const violation = violationOf(error);
    if (!violation || !refusalOfViolation(violation.code, violation.constraint)) throw error;
    await tx.$executeRaw`ROLLBACK TO SAVEPOINT drawn`;
    return false;
  }
}
