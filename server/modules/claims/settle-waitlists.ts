import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { notify } from '~/server/modules/notifications/notify';
import { system } from '~/server/policy/actor';
import { changeClaim } from './change-claim';
import { eligibility, fitsSql } from './eligibility-sql';
import { offerPlaces } from './offer-places';
import { unsafeLockClaim, unsafeLockTask } from './places';

/** So many are looked at a run; what is left comes next time. */
const batch = 500;

/** How many offers and waits a run has ended, and how many tasks it gave free places of. */
export interface SettledWaitlists {
  readonly ended: number;
  readonly offered: number;
}

/**
 * What the clock does to waitlists: an offer that nobody answered goes to the next in line, a wait ends when the task begins, and a
 * free place is offered to whoever has come to fit since it was freed. Safe to run as often as one likes and on several nodes: each row
 * is judged again under its lock.
 */
export async function settleWaitlists(deps: Deps): Promise<SettledWaitlists> {
  let [ended, offered] = [0, 0];
  for (const id of await findOver(deps)) if (await endWait(deps, id)) ended += 1;
  for (const taskId of await findOwed(deps)) {
    const asked = await inTransaction(deps, system(), async (tx) =>
      (await unsafeLockTask(tx, taskId)) ? offerPlaces(tx, deps, taskId, { isNewChance: false }) : 0,
    );
    if (asked > 0) offered += 1;
  }
  return { ended, offered };
}

/** Offers that have run out, and waits for what has begun; those of one task together. */
async function findOver(deps: Pick<Deps, 'pool' | 'clock'>): Promise<string[]> {
  const { rows } = await deps.pool.query<{ id: string }>({
    name: 'waits-over',
    text: `
      SELECT id FROM (
        SELECT id, "taskId" FROM "Claim" WHERE state = 'offered' AND "expiresAt" <= $1::timestamptz
        UNION ALL
        SELECT id, "taskId" FROM "Claim" WHERE state = 'waitlisted' AND "startsAt" <= $1::timestamptz) over
      ORDER BY "taskId", id LIMIT ${batch}`,
    values: [deps.clock.now()],
  });
  return rows.map(({ id }) => id);
}

async function endWait(deps: Deps, claimId: string): Promise<boolean> {
  return inTransaction(deps, system(), async (tx) => {
    const claim = await unsafeLockClaim(tx, claimId);
    const now = deps.clock.now();
    const wasOffered = claim?.state === 'offered' && claim.expiresAt !== null && claim.expiresAt <= now;
    const waitsInVain = claim?.state === 'waitlisted' && claim.startsAt <= now;
    if (!claim || !(wasOffered || waitsInVain)) return false;
    await changeClaim(tx, deps, system(), claim, 'expired', null);
    const { id, taskId, needId, personId } = claim;
    const kind = wasOffered ? 'claim_offer_expired' : 'claim_wait_ended';
    if (personId) await notify(tx, personId, kind, { claimId: id, taskId, needId });
    return true;
  });
}

/** Tasks with a free place and somebody waiting who fits by now; parameter 3 of the conditions is the present time. */
const owedStatement = `
SELECT DISTINCT t.id
FROM "Claim" w JOIN "Task" t ON t.id = w."taskId" JOIN "Need" n ON n.id = t."needId" JOIN "Person" p ON p.id = w."personId"
WHERE w.state = 'waitlisted' AND w."passedAt" IS NULL AND NOT ${eligibility.full}
  AND t."maximumPlaces" - t."takenPlaces" > CASE WHEN ${eligibility.waits}
    THEN (SELECT count(*) FROM "Claim" r WHERE r."taskId" = t.id AND r.state = 'requested'
      AND NOT EXISTS (SELECT FROM "HandOver" h WHERE h."takerClaimId" = r.id AND h.state = 'requested')) ELSE 0 END
  AND ${fitsSql}
ORDER BY t.id LIMIT ${batch}`;

async function findOwed(deps: Pick<Deps, 'pool' | 'clock'>): Promise<string[]> {
  const { rows } = await deps.pool.query<{ id: string }>({
    name: 'places-owed',
    text: owedStatement.replaceAll('$3', '$1'),
    values: [deps.clock.now()],
  });
  return rows.map(({ id }) => id);
}
