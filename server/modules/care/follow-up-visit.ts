import type { z } from 'zod';
import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import type { Actor } from '~/server/policy/actor';
import { refuse } from '~/server/policy/refusal';
import type { FollowUpVisitInput } from './input';
import { entryMeant, recordCare } from './lock-entry';
import { lockVisit } from './report-visit';

/** Writes down what an officer did about somebody who was not reached; that takes them off the top of the list. */
export async function followUpVisit(
  deps: Deps,
  actor: Actor,
  input: z.output<typeof FollowUpVisitInput>,
): Promise<{ entryId: string }> {
  const { entryId } = await entryMeant(deps, actor, { visits: { some: { id: input.visit } } });
  return inTransaction(deps, actor, async (tx) => {
    const { visit, entry } = await lockVisit(tx, input.visit);
    if (visit.outcome !== 'not_reached') refuse('WRONG_STATE');
    if (visit.followedUpAt !== null) refuse('ALREADY_DONE');
    await tx.careVisit.update({
      where: { id: visit.id },
      data: {
        followUp: input.followUp,
        followUpNote: input.note,
        followedUpAt: deps.clock.now(),
        followedUpById: actor.personId,
      },
    });
    await recordCare(tx, deps, actor, entry, 'care:followed_up', {
      toState: input.followUp,
      reason: input.note,
    });
    return { entryId };
  });
}
