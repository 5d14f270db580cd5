import type { Membership } from '~/generated/prisma/client';
import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import type { Actor } from '~/server/policy/actor';

/** Ends one membership in the caller's transaction. Sessions acting under it act as the person alone from the next request on. */
export async function closeMembership(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  actor: Actor,
  membership: Pick<Membership, 'id' | 'personId' | 'organisationId' | 'role'> & { registeredIn: string },
): Promise<void> {
  const { id: membershipId, organisationId, personId } = membership;
  await tx.membership.update({ where: { id: membershipId }, data: { endedAt: deps.clock.now() } });
  await recordChange(tx, deps, actor, {
    type: 'membership:ended',
    subjectType: 'membership',
    subjectId: membershipId,
    fromState: membership.role,
    toState: 'ended',
    payload: { membershipId, organisationId },
    feeds: [`person:${personId}`, `organisation:${organisationId}`, `community:${membership.registeredIn}`],
  });
}
