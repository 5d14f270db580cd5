import type { z } from 'zod';
import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { notify } from '~/server/modules/notifications/notify';
import type { Actor } from '~/server/policy/actor';
import { refuse } from '~/server/policy/refusal';
import { closeMembership } from './close-membership';
import type { MembershipIdInput } from './input';
import { assertKept, lockOrganisation } from './lock-organisation';
import { managedOrganisations } from './members-scope';
import { mayGive } from './rules';

/**
 * Ends a membership: one's own, or one in a unit that the actor manages. The last coordinator of a unit and the last chair
 * of a committee stay until another is named.
 */
export async function endMembership(
  deps: Deps,
  actor: Actor,
  input: z.output<typeof MembershipIdInput>,
): Promise<{ done: true }> {
  const personId = actor.personId ?? refuse('NOT_SIGNED_IN');
  return inTransaction(deps, actor, async (tx) => {
    const named = await tx.membership.findFirst({
      where: { id: input.id, OR: [{ personId }, { organisation: managedOrganisations(actor) }] },
      select: { organisationId: true },
    });
    if (!named) refuse('NOT_FOUND');
    const organisation = await lockOrganisation(tx, { id: named.organisationId });
    const membership = await tx.membership.findUniqueOrThrow({ where: { id: input.id } });
    if (membership.endedAt) refuse('ALREADY_DONE');
    const own = membership.personId === personId;
    if (!own && !mayGive(actor.membership?.role ?? 'member', membership.role)) refuse('NOT_ALLOWED');
    await assertKept(tx, organisation, membership);
    await closeMembership(tx, deps, actor, { ...membership, registeredIn: organisation.communityId });
    const { organisationId } = membership;
    if (!own)
      await notify(tx, membership.personId, 'membership_ended', {
        organisationId,
        membershipId: membership.id,
      });
    return { done: true as const };
  });
}
