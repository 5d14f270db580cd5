import { newId } from '~/server/database/id';
import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { termsVersion } from './rules';

/** Whether a person agreed to the terms of service and has not taken it back. */
export async function hasAcceptedTerms(tx: Pick<Tx, 'consent'>, personId: string): Promise<boolean> {
  const given = await tx.consent.findFirst({
    where: { personId, purpose: 'terms', withdrawnAt: null },
    select: { id: true },
  });
  return given !== null;
}

/** Writes down that a person has just agreed, on the screen, to the terms as they stand; once. */
export async function acceptTerms(tx: Tx, deps: Pick<Deps, 'clock'>, personId: string): Promise<void> {
  if (await hasAcceptedTerms(tx, personId)) return;
  await tx.consent.create({
    data: {
      id: newId(),
      personId,
      purpose: 'terms',
      form: 'screen',
      textVersion: termsVersion,
      givenById: personId,
      givenAt: deps.clock.now(),
    },
  });
}
