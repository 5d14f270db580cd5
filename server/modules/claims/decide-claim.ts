import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { notify } from '~/server/modules/notifications/notify';
import { concernedPersonId, type Actor } from '~/server/policy/actor';
import { assertMay, reaches } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import { isRefused } from '~/server/modules/visits/is-refused';
import { changeClaim } from './change-claim';
import { inClaimTransaction } from './claim-transaction';
import { freeGiversPlace } from './free-givers-place';
import type { DecideClaimInput } from './input';
import { unsafeLockClaim, type LockedClaim } from './places';
import { decisionOn } from './rules';

const notices = {
  confirmed: 'claim_confirmed',
  declined: 'claim_refused',
  released: 'claim_released',
} as const;

/**
 * Says yes or no to a requested claim, or releases a confirmed one with a reason. For whoever runs the task: its
 * organisation's coordinator or an officer of its community, and never on their own claim. A yes takes the place and the
 * person's time, so it can meet FULL and OVERLAPS; of a place that somebody hands over it takes theirs.
 */
export async function decideClaim(
  deps: Deps,
  actor: Actor,
  input: DecideClaimInput,
): Promise<{ id: string }> {
  assertMay(actor, 'claim.decide');
  return inClaimTransaction(deps, actor, async (tx) => {
    const claim = await unsafeLockClaim(tx, input.claim);
    if (!claim || !reaches(actor, 'claim.decide', { ...claim, personId: null })) return refuse('NOT_FOUND');
    if (claim.personId === actor.personId || claim.personId === concernedPersonId(actor))
      refuse('NOT_ALLOWED');
    const decision = decisionOn(claim.state, input.approve, input.reason || null);
    if ('refusal' in decision) return refuse(decision.refusal);
    if (decision.to === 'confirmed') {
      if (claim.cancelled) refuse('TASK_CANCELLED');
      if (claim.startsAt <= deps.clock.now()) refuse('STARTED');
      if (await isRefusedHelper(tx, claim)) refuse('NOT_AVAILABLE_TO_YOU');
    }
    const counted = decision.to === 'confirmed' ? await freeGiversPlace(tx, deps, actor, claim) : claim;
    if (decision.to === 'confirmed' && counted.takenPlaces + claim.places > claim.maximumPlaces)
      refuse('FULL');
    await changeClaim(tx, deps, actor, counted, decision.to, input.reason || null);
    if (claim.personId) await notify(tx, claim.personId, notices[decision.to], { claimId: claim.id });
    return { id: claim.id };
  });
}

/** Whether the person served does not want this helper; a claim may have been under way when they said so. */
async function isRefusedHelper(tx: Tx, { needId, personId }: LockedClaim): Promise<boolean> {
  const { servedPersonId } = await tx.need.findUniqueOrThrow({
    where: { id: needId },
    select: { servedPersonId: true },
  });
  return personId !== null && servedPersonId !== null && isRefused(tx, servedPersonId, personId);
}
