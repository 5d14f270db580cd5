import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { system } from '~/server/policy/actor';
import { askNextInLine } from './ask-next-in-line';
import { unsafeLockHandOver } from './lock-hand-over';

/** So many are looked at a run; what is left comes next time. */
const batch = 500;

/**
 * What the clock does to offered places: whoever is asked on the waitlist and does not answer is passed over, and an offer ends with
 * the start. Answers how many it moved on. Safe to run as often as one likes and on several nodes.
 */
export async function settleHandOvers(deps: Deps): Promise<number> {
  const now = deps.clock.now();
  let moved = 0;
  for (const id of await findUnanswered(deps)) if (await moveOn(deps, id)) moved += 1;
  const { rowCount } = await deps.pool.query(
    `UPDATE "HandOver" h SET state = 'ended', "endedAt" = $1, "askedClaimId" = NULL, "askedUntil" = NULL
     WHERE h.id IN (
       SELECT over.id FROM "HandOver" over JOIN "Claim" c ON c.id = over."claimId" JOIN "Task" t ON t.id = c."taskId"
       WHERE over."endedAt" IS NULL AND (t."startsAt" <= $1::timestamptz OR c.state <> 'confirmed')
       FOR UPDATE OF over SKIP LOCKED)`,
    [now],
  );
  return moved + (rowCount ?? 0);
}

/** Offers whose turn in the line has run out, or whose next has left the line. */
async function findUnanswered(deps: Pick<Deps, 'pool' | 'clock'>): Promise<string[]> {
  const { rows } = await deps.pool.query<{ id: string }>({
    name: 'hand-overs-unanswered',
    text: `
      SELECT h.id FROM "HandOver" h JOIN "Claim" asked ON asked.id = h."askedClaimId"
      WHERE h."endedAt" IS NULL AND (h."askedUntil" <= $1::timestamptz OR asked.state <> 'waitlisted')
      ORDER BY h.id LIMIT ${batch}`,
    values: [deps.clock.now()],
  });
  return rows.map(({ id }) => id);
}

async function moveOn(deps: Deps, handOverId: string): Promise<boolean> {
  return inTransaction(deps, system(), async (tx) => {
    const locked = await unsafeLockHandOver(tx, handOverId, null);
    if (!locked) return false;
    const { handOver, given } = locked;
    if (handOver.state !== 'open' || given.state !== 'confirmed' || handOver.askedClaimId === null)
      return false;
    const asked = await tx.claim.findUniqueOrThrow({ where: { id: handOver.askedClaimId } });
    const isOver =
      asked.state !== 'waitlisted' || (handOver.askedUntil ?? deps.clock.now()) <= deps.clock.now();
    if (isOver) await askNextInLine(tx, deps, handOver, given);
    return isOver;
  });
}
