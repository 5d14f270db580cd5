import type { z } from 'zod';
import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import type { Actor } from '~/server/policy/actor';
import { assertMay } from '~/server/policy/permissions';
import { InvalidInput, refuse } from '~/server/policy/refusal';
import { acceptTerms, hasAcceptedTerms } from './accept-terms';
import { countAttempt, forgetAttempts } from './attempts';
import { endSessions } from './end-sessions';
import type { SetPasswordInput } from './input';
import { lockOwnAccount } from './lock-account';
import { hashPassword, isPassword } from './passwords';

/**
 * Gives the actor's account a new password or PIN and signs out its other sessions. The current one is asked for unless the
 * account has none, as after signing in with a slip; whoever has not agreed to the terms yet agrees to them with that
 * first choice, so that the consent is their own and of this moment.
 */
export async function setPassword(
  deps: Deps,
  actor: Actor,
  input: z.output<typeof SetPasswordInput>,
): Promise<{ accountId: string }> {
  assertMay(actor, 'account.manage');
  const accountId = actor.accountId ?? refuse('NOT_SIGNED_IN');
  await countAttempt(deps, 'password_account', accountId);
  const before = await deps.prisma.account.findUniqueOrThrow({
    where: { id: accountId },
    select: { passwordHash: true },
  });
  // The new one counts as known too, so that a repeat under an idempotency key gets its answer.
  const known =
    before.passwordHash === null ||
    (await isPassword(before.passwordHash, input.currentPassword ?? '')) ||
    (await isPassword(before.passwordHash, input.newPassword));
  if (!known) refuse('WRONG_CREDENTIALS');
  const personId = actor.personId ?? refuse('NOT_SIGNED_IN');
  const owesTerms = before.passwordHash === null && !(await hasAcceptedTerms(deps.prisma, personId));
  if (owesTerms && input.acceptTerms !== true)
    throw new InvalidInput([{ path: ['acceptTerms'], message: 'server_terms_needed' }]);
  await countAttempt(deps, 'password_change', accountId);
  const passwordHash = await hashPassword(input.newPassword);
  const answer = await inTransaction(deps, actor, async (tx) => {
    await lockOwnAccount(tx, actor);
    // Only over the password that was checked: of two changes made at once the second is refused.
    const { count } = await tx.account.updateMany({
      where: { id: accountId, passwordHash: before.passwordHash },
      data: { passwordHash },
    });
    if (count === 0) refuse('WRONG_STATE');
    if (owesTerms) await acceptTerms(tx, deps, personId);
    await endSessions(tx, deps, actor, { accountId, exceptId: actor.sessionId });
    await recordChange(tx, deps, actor, {
      type: 'account:password_changed',
      subjectType: 'account',
      subjectId: accountId,
      payload: { accountId },
      feeds: [`person:${personId}`],
    });
    return { accountId };
  });
  await forgetAttempts(deps, 'password_account', accountId);
  return answer;
}
