import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { unsafeLockClaim } from '~/server/modules/claims/places';
import { withdrawClaim } from '~/server/modules/claims/withdraw-claim';
import { anonymous, type Actor } from '~/server/policy/actor';
import { assertMay, reaches } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import { claimIdOf, isComingToken } from './coming-token';
import { keepAnswer } from './keep-answer';
import { isTooEarlyToSay } from './rules';

export interface SayComingInput {
  readonly claim: string;
  readonly coming: boolean;
}

/**
 * Somebody says that they come to a task, from a day before it on, or that they cannot: then the place is given back by the ordinary rules, after the
 * task's deadline as late. What they said stands on the roster. Saying it again changes it as long as the task has not begun.
 */
export async function sayComing(
  deps: Deps,
  actor: Actor,
  { claim: claimId, coming }: SayComingInput,
): Promise<{ id: string }> {
  assertMay(actor, 'claim.withdraw');
  // Withdrawing tells the rest by itself; the word is kept after it, since a refusal keeps nothing.
  if (!coming) {
    const done = await withdrawClaim(deps, actor, { claim: claimId, reason: '' }, { isAnswer: true });
    // The answer of an earlier request under the same key, that was about another claim.
    if (done.id !== claimId) return done;
  }
  return inTransaction(deps, coming ? actor : { ...actor, idempotency: undefined }, async (tx) => {
    const claim = await unsafeLockClaim(tx, claimId);
    if (!claim || !reaches(actor, 'claim.withdraw', { personId: claim.personId })) return refuse('NOT_FOUND');
    if (coming && claim.state !== 'confirmed') refuse('WRONG_STATE');
    const now = deps.clock.now();
    if (coming && claim.startsAt <= now) refuse('STARTED');
    if (coming && isTooEarlyToSay(claim.startsAt, now)) refuse('TOO_EARLY');
    await keepAnswer(tx, deps, actor, claim, coming);
    return { id: claim.id };
  });
}

/** The same by the link of a message, without signing in; unknown and for another start look alike. */
export async function sayComingByLink(
  deps: Deps,
  { channel }: Actor,
  { token, coming }: { token: string; coming: boolean },
): Promise<{ id: string }> {
  const claim = await findClaimOfToken(deps, token);
  if (!claim?.personId) return refuse('NOT_FOUND');
  const actor: Actor = { ...anonymous(channel), personId: claim.personId };
  return sayComing(deps, actor, { claim: claim.id, coming });
}

/** The claim that a link is about; null for one that Linli never made, or whose task begins at another time now. */
export async function findClaimOfToken(
  deps: Pick<Deps, 'prisma' | 'settings'>,
  token: string,
): Promise<{ id: string; personId: string | null } | null> {
  const claim = await deps.prisma.claim.findUnique({
    where: { id: claimIdOf(token) },
    select: { id: true, personId: true, startsAt: true },
  });
  return claim && isComingToken(deps.settings, token, claim.id, claim.startsAt) ? claim : null;
}
