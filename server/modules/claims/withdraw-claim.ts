import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { notifyAll } from '~/server/modules/notifications/notify';
import { findStaff } from '~/server/modules/organisations/find-staff';
import type { Actor } from '~/server/policy/actor';
import { assertMay, reaches } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import { changeClaim } from './change-claim';
import type { WithdrawClaimInput } from './input';
import { unsafeLockClaim } from './places';
import { isLateWithdrawal, withdrawalRefusal } from './rules';

/**
 * Gives a place back, until the start. After the task's own deadline it is kept as late, and asks for a reason, unless the answer to the
 * question of the day before says it (`isAnswer`). The reason is kept, the place is free at once or held for the next who
 * waits for it, and those who run the day are told. Whoever only waits, or was offered a place, leaves the waitlist.
 */
export async function withdrawClaim(
  deps: Deps,
  actor: Actor,
  input: WithdrawClaimInput,
  { isAnswer = false }: { isAnswer?: boolean } = {},
): Promise<{ id: string }> {
  assertMay(actor, 'claim.withdraw');
  return inTransaction(deps, actor, async (tx) => {
    const claim = await unsafeLockClaim(tx, input.claim);
    if (!claim || !reaches(actor, 'claim.withdraw', { personId: claim.personId })) return refuse('NOT_FOUND');
    const now = deps.clock.now();
    const refusal = withdrawalRefusal(claim, claim, now, isAnswer || Boolean(input.reason));
    if (refusal) refuse(refusal);
    const asked = await changeClaim(tx, deps, actor, claim, 'withdrawn', input.reason || null, {
      withdrawnAs: isLateWithdrawal(claim, claim, now) ? 'late' : null,
    });
    if (claim.state === 'confirmed') {
      const detail = { claimId: claim.id, taskId: claim.taskId };
      const kind = asked > 0 ? 'claim_passed_on' : 'claim_withdrawn';
      await notifyAll(tx, await findStaff(tx, claim), kind, detail);
    }
    return { id: claim.id };
  });
}
