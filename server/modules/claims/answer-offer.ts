import { inTransaction, type Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { notifyAll } from '~/server/modules/notifications/notify';
import { findStaff } from '~/server/modules/organisations/find-staff';
import type { Actor } from '~/server/policy/actor';
import { assertMay, reaches } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import { changeClaim } from './change-claim';
import { inClaimTransaction } from './claim-transaction';
import { claimFactsStatement } from './find-refusals';
import type { AcceptOfferInput, DeclineOfferInput } from './input';
import { endOfLine } from './join-waitlist';
import { unsafeLockClaim, type LockedClaim } from './places';
import { refusalOf, type ClaimFacts } from './rules';
import { answerRefusal } from './waitlist-rules';

/**
 * Takes the place that was offered; one who waits takes a place that is free, which nobody before them could take. What a claim asks
 * for is asked again, so an overlap is refused with OVERLAPS and the offer stands until it runs out. Where a worker has the last
 * word, it becomes a request.
 */
export async function acceptOffer(
  deps: Deps,
  actor: Actor,
  input: AcceptOfferInput,
): Promise<{ id: string }> {
  assertMay(actor, 'task.claim');
  return inClaimTransaction(deps, actor, async (tx) => {
    const claim = await lockOwn(tx, actor, 'task.claim', input.claim);
    const now = deps.clock.now();
    const refusal = claim.state === 'waitlisted' ? null : answerRefusal(claim, now);
    if (refusal) refuse(refusal);
    const [facts] = await tx.$queryRawUnsafe<(ClaimFacts & { waits: boolean })[]>(
      claimFactsStatement,
      [claim.taskId],
      claim.personId,
      now,
    );
    const isHeld = claim.state === 'offered';
    const unfit = refusalOf(facts ? { ...facts, alreadyClaimed: false, full: !isHeld && facts.full } : null);
    if (unfit) refuse(unfit);
    const to = facts?.waits ? 'requested' : 'confirmed';
    await changeClaim(tx, deps, actor, claim, to, null);
    if (to === 'requested') {
      const { id: claimId, taskId, needId } = claim;
      await notifyAll(tx, await findStaff(tx, claim), 'claim_requested', { claimId, taskId, needId });
    }
    return { id: claim.id };
  });
}

/**
 * Passes on an offer: the place goes to the next in line. Whoever does not leave the waitlist waits on at its end, and is asked again
 * once the task was full and a place is free.
 */
export async function declineOffer(
  deps: Deps,
  actor: Actor,
  input: DeclineOfferInput,
): Promise<{ id: string }> {
  assertMay(actor, 'claim.withdraw');
  return inTransaction(deps, actor, async (tx) => {
    const claim = await lockOwn(tx, actor, 'claim.withdraw', input.claim);
    const now = deps.clock.now();
    const refusal = answerRefusal(claim, now);
    if (refusal) refuse(refusal);
    await (input.leave
      ? changeClaim(tx, deps, actor, claim, 'declined', null)
      : changeClaim(tx, deps, actor, claim, 'waitlisted', null, {
          waitNumber: await endOfLine(tx, claim.taskId),
          passedAt: now,
        }));
    return { id: claim.id };
  });
}

/** A claim with which the actor may do this, its task and need, locked; NOT_FOUND for any other. */
async function lockOwn(
  tx: Tx,
  actor: Actor,
  action: 'task.claim' | 'claim.withdraw',
  claimId: string,
): Promise<LockedClaim> {
  const claim = await unsafeLockClaim(tx, claimId);
  if (!claim || !reaches(actor, action, { personId: claim.personId })) return refuse('NOT_FOUND');
  return claim;
}
