import type { Need, Task } from '~/generated/prisma/client';
import type { Tx } from '~/server/database/transaction';
import { isOfRound } from '~/server/modules/needs/rules';

/** The level of evidence of service that the person served says was done: the best there is. */
export const saidByServed = 4;

/**
 * Raises what was recorded of the present round when the person served says it was done; records that were confirmed already stay
 * as they were confirmed. The round of a record is that of its task, however late it was written.
 */
export async function noteEvidence(tx: Tx, need: Pick<Need, 'id' | 'reopenedAt'>): Promise<void> {
  const ofRound = need.reopenedAt ? { endsAt: { gt: need.reopenedAt } } : {};
  await tx.serviceRecord.updateMany({
    where: {
      needId: need.id,
      state: 'proposed',
      OR: [{ task: ofRound }, { taskId: null, ...ofRound }],
    },
    data: { evidenceLevel: saidByServed },
  });
}

/** Whether the person served said, before it was recorded, that the round of a task was done. */
export async function isSaidByServed(
  tx: Pick<Tx, 'needJudgement'>,
  need: Pick<Need, 'id' | 'status' | 'round' | 'reopenedAt' | 'servedPersonId'>,
  task: Pick<Task, 'endsAt'>,
): Promise<boolean> {
  if (need.status !== 'closed' || need.servedPersonId === null || !isOfRound(task, need.reopenedAt))
    return false;
  const said = await tx.needJudgement.findFirst({
    where: {
      needId: need.id,
      round: need.round,
      judgement: { in: ['solved', 'partly'] },
      judgedById: need.servedPersonId,
    },
    select: { id: true },
  });
  return said !== null;
}
