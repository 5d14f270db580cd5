import { newId } from '~/server/database/id';
import type { Tx } from '~/server/database/transaction';
import type { NoticeDetail, NoticeKind } from './kinds';

/** Leaves a message for one person, in the transaction of the change it tells of. */
export async function notify(
  tx: Tx,
  personId: string,
  kind: NoticeKind,
  detail: NoticeDetail,
): Promise<void> {
  await notifyAll(tx, [personId], kind, detail);
}

/** Leaves the same message for several persons; each gets it once. */
export async function notifyAll(
  tx: Tx,
  personIds: Iterable<string>,
  kind: NoticeKind,
  detail: NoticeDetail,
): Promise<void> {
  const data = [...new Set(personIds)].map((personId) => ({
    id: newId(),
    personId,
    kind,
    detail: { ...detail },
  }));
  if (data.length > 0) await tx.notice.createMany({ data });
}
