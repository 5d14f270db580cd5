import type { Tx } from '~/server/database/transaction';

/** Forgets one of a person's ways to be reached, in the caller's transaction; false when it is not theirs. */
export async function removeContactPoint(
  tx: Pick<Tx, 'contactPoint'>,
  point: { personId: string; id: string },
): Promise<boolean> {
  const { count } = await tx.contactPoint.deleteMany({ where: point });
  return count > 0;
}
