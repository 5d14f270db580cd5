import type { Tx } from '~/server/database/transaction';
import { eligibility } from './eligibility-sql';
import type { SwapSide } from './hand-over-rules';

const sidesStatement = `
SELECT t.id AS "taskId", n.id AS "needId", n."organisationId", t."startsAt", ${eligibility.cancelled} AS cancelled,
  ${eligibility.waits} AS "needsYes"
FROM "Task" t JOIN "Need" n ON n.id = t."needId" WHERE t.id = ANY($1::uuid[])`;

/** Both tasks of a swap as they are; null where one of them is gone. The caller has locked them. */
export async function readSwapSides(
  tx: Tx,
  givenTaskId: string,
  swapTaskId: string,
): Promise<readonly [SwapSide, SwapSide] | null> {
  const sides = await tx.$queryRawUnsafe<SwapSide[]>(sidesStatement, [givenTaskId, swapTaskId]);
  const [given, asked] = [givenTaskId, swapTaskId].map((id) => sides.find(({ taskId }) => taskId === id));
  return given && asked ? [given, asked] : null;
}
