import type { z } from 'zod';
import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import { countContactPoints } from '~/server/modules/contact/queries';
import { removeContactPoint } from '~/server/modules/contact/remove-contact-point';
import type { Actor } from '~/server/policy/actor';
import { assertMay } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import { countAttempt } from './attempts';
import type { ContactPointIdInput } from './input';
import { lockOwnAccount } from './lock-account';
import { keepsWayIn } from './rules';

/** Forgets a phone or an e-mail address of the person at the keyboard, as long as they can still sign in another way. */
export async function removeOwnContact(
  deps: Deps,
  actor: Actor,
  input: z.output<typeof ContactPointIdInput>,
): Promise<{ accountId: string }> {
  assertMay(actor, 'account.manage');
  const { accountId, personId } = actor;
  if (accountId === null || personId === null) refuse('NOT_SIGNED_IN');
  await countAttempt(deps, 'contact_change', accountId);
  return inTransaction(deps, actor, async (tx) => {
    await lockOwnAccount(tx, actor);
    if (!(await removeContactPoint(tx, { personId, id: input.id }))) refuse('NOT_FOUND');
    const account = await tx.account.findUniqueOrThrow({
      where: { id: accountId },
      select: { passwordHash: true, memberNumber: true, _count: { select: { passkeys: true } } },
    });
    const left = {
      hasPassword: account.passwordHash !== null,
      hasMemberNumber: account.memberNumber !== null,
      passkeys: account._count.passkeys,
      contacts: await countContactPoints(tx, personId),
    };
    if (!keepsWayIn(left)) refuse('LAST_WAY_IN');
    await recordChange(tx, deps, actor, {
      type: 'account:contact_removed',
      subjectType: 'account',
      subjectId: accountId,
      payload: { accountId },
      feeds: [`person:${personId}`],
    });
    return { accountId };
  });
}
