import type { Tx } from '~/server/database/transaction';
import type { Feed } from '~/server/modules/audit/record-change';
import { notifyAll } from '~/server/modules/notifications/notify';
import { liveClaimStates } from './lock-need';

/**
 * Leaves a notice with everyone who holds a place in a need that was changed, or waits for one. Answers their feeds, for the
 * event of the change: their tasks and notices show it too.
 */
export async function tellClaimants(tx: Tx, needId: string): Promise<Feed[]> {
  const claims = await tx.claim.findMany({
    where: { task: { needId }, state: { in: [...liveClaimStates] }, personId: { not: null } },
    select: { personId: true },
    distinct: ['personId'],
  });
  const persons = claims.flatMap(({ personId }) => personId ?? []);
  await notifyAll(tx, persons, 'need_changed', { needId });
  return persons.map((id): Feed => `person:${id}`);
}
