import type { Tx } from '~/server/database/transaction';
import type { Actor } from '~/server/policy/actor';
import { reaches, type Action } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';

/** A living person whom an action reaches through their community. Refuses NOT_FOUND for anybody else. */
export async function residentOf(
  tx: Pick<Tx, 'person'>,
  actor: Actor,
  action: Action,
  id: string,
): Promise<{ personId: string; communityId: string }> {
  const person = await tx.person.findUnique({
    where: { id },
    select: { homeCommunityId: true, status: true, mergedIntoId: true },
  });
  const isLiving = person && person.status !== 'erased' && person.mergedIntoId === null;
  const communityId = isLiving ? person.homeCommunityId : null;
  if (!communityId || !reaches(actor, action, { communityId })) return refuse('NOT_FOUND');
  return { personId: id, communityId };
}
