import type { Tx } from '~/server/database/transaction';

/** Whether the person served does not want this helper at their home. */
export const isRefused = async (
  tx: Pick<Tx, 'helperRefusal'>,
  servedPersonId: string,
  helperId: string,
): Promise<boolean> =>
  (await tx.helperRefusal.count({ where: { servedPersonId, helperId, endedAt: null } })) > 0;
