import type { z } from 'zod';
import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { lockNeed } from '~/server/modules/needs/lock-need';
import type { Actor } from '~/server/policy/actor';
import { assertMay } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import type { TakeDownJudgementInput } from './input';
import { writeJudgement } from './write-judgement';

/**
 * An officer writes down what the person served, or whoever asked for them, said on the telephone, on paper, at the desk or on
 * the return visit (回访). Refuses SAME_PERSON for the officer's own word and for whoever served.
 */
export async function takeDownJudgement(
  deps: Deps,
  actor: Actor,
  { need: id, channel, word, ...said }: z.output<typeof TakeDownJudgementInput>,
): Promise<{ needId: string }> {
  assertMay(actor, 'judgement.take_down');
  const takenDownById = actor.personId ?? refuse('NOT_SIGNED_IN');
  return inTransaction(deps, actor, async (tx) => {
    const need = await lockNeed(tx, actor, ['judgement.take_down'], id);
    const judgedById = word === 'served' ? need.servedPersonId : need.requestedById;
    await writeJudgement(tx, deps, actor, need, said, { judgedById, takenDownById, channel });
    return { needId: need.id };
  });
}
