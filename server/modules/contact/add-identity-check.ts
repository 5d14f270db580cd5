import { newId } from '~/server/database/id';
import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';

/** A check counts for a year; then the document is shown again. */
const validDays = 365;

export interface NewIdentityCheck {
  readonly personId: string;
  /** Who saw the document, and for which unit. */
  readonly checkedById: string;
  readonly organisationId: string;
  readonly documentKind: string;
  readonly lastFour: string;
}

/** Writes down that a document was seen in person, in the caller's transaction. Of its number the last four digits are kept. */
export async function addIdentityCheck(
  tx: Pick<Tx, 'identityCheck'>,
  deps: Pick<Deps, 'clock'>,
  check: NewIdentityCheck,
): Promise<void> {
  const checkedAt = deps.clock.now();
  const expiresAt = new Date(checkedAt.getTime() + validDays * 86_400_000);
  await tx.identityCheck.create({ data: { id: newId(), ...check, checkedAt, expiresAt } });
}
