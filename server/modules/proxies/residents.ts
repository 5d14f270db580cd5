import type { Tx } from '~/server/database/transaction';
import type { Actor } from '~/server/policy/actor';
import { refuse } from '~/server/policy/refusal';

/** A living person at home in the communities of the officer's committee; NOT_FOUND for anyone else. */
export async function findResident(
  tx: Pick<Tx, 'person'>,
  actor: Actor,
  id: string,
): Promise<{ id: string; homeCommunityId: string | null }> {
  const person = await tx.person.findFirst({
    where: {
      id,
      status: { not: 'erased' },
      mergedIntoId: null,
      homeCommunityId: { in: [...(actor.membership?.communityIds ?? [])] },
    },
    select: { id: true, homeCommunityId: true },
  });
  return person ?? refuse('NOT_FOUND');
}
