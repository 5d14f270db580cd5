import { findEarlierAnswer } from '~/server/database/earlier-answer';
import type { Deps } from '~/server/deps';
import type { Actor } from '~/server/policy/actor';
import { assertMay, assertPerson } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import { makeClaim, type ClaimAnswer } from './claim-batches';
import { findRefusals } from './find-refusals';
import type { ClaimTaskInput } from './input';

/** How often a claim is tried again after it met another that was not there any more a moment later. */
const attempts = 3;

/**
 * Claims a place in a task for the person the actor concerns. Confirmed at once, or `requested` where a worker decides:
 * tasks that ask for approval, and private homes. Refuses with the reason that stands first in `refusalOf`. A repeat under
 * the same idempotency key gets the first one's answer.
 */
export async function claimTask(deps: Deps, actor: Actor, input: ClaimTaskInput): Promise<ClaimAnswer> {
  assertMay(actor, 'task.claim');
  const personId = assertPerson(actor, 'task.claim');
  for (let attempt = 1; ; attempt += 1) {
    const claim = await makeClaim(deps, { actor, taskId: input.task, personId });
    if (claim) return claim;
    const earlier = await findEarlierAnswer(deps, actor);
    if (earlier) return earlier.answer as ClaimAnswer;
    const [reason] = await findRefusals(deps, personId, [input.task]);
    if (reason) refuse(reason);
    // Nothing stands in the way any more: what stood there has ended in between.
    if (attempt === attempts) refuse('FULL');
  }
}
