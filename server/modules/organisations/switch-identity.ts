import type { z } from 'zod';
import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import type { SwitchIdentityInput } from '~/server/modules/identity/input';
import type { Actor } from '~/server/policy/actor';
import { refuse } from '~/server/policy/refusal';
import { acceptMembership } from './accept-membership';

/** Lets this session act under another of the person's identities, or under none; for somebody else it acts no more. */
export async function switchIdentity(
  deps: Deps,
  actor: Actor,
  input: z.output<typeof SwitchIdentityInput>,
): Promise<{ membershipId: string | null }> {
  const { personId, accountId, sessionId } = actor;
  if (personId === null || accountId === null || sessionId === null) refuse('NOT_SIGNED_IN');
  return inTransaction(deps, actor, async (tx) => {
    const membershipId = input.membership ?? null;
    if (membershipId !== null) {
      const own = await tx.membership.findFirst({
        where: {
          id: membershipId,
          endedAt: null,
          OR: [{ personId }, { person: { mergedIntoId: personId } }],
        },
        select: { id: true },
      });
      if (!own) refuse('NOT_FOUND');
      await acceptMembership(tx, deps, actor, membershipId);
    }
    await tx.session.update({ where: { id: sessionId }, data: { membershipId, onBehalfOfId: null } });
    await recordChange(tx, deps, actor, {
      type: 'account:identity_switched',
      subjectType: 'account',
      subjectId: accountId,
      payload: { accountId, sessionId },
      feeds: [`person:${personId}`],
    });
    return { membershipId };
  });
}
