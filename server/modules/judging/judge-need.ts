import type { z } from 'zod';
import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { lockNeed } from '~/server/modules/needs/lock-need';
import { assertPerson, assertMay } from '~/server/policy/permissions';
import type { Actor } from '~/server/policy/actor';
import type { JudgeNeedInput } from './input';
import { writeJudgement } from './write-judgement';

/** The person served says how it turned out, or whoever acts for them, who is then written down beside them. */
export async function judgeNeed(
  deps: Deps,
  actor: Actor,
  { need: id, ...said }: z.output<typeof JudgeNeedInput>,
): Promise<{ needId: string }> {
  assertMay(actor, 'need.judge');
  const judgedById = assertPerson(actor, 'need.judge');
  const takenDownById = actor.onBehalfOfId === null ? null : actor.personId;
  return inTransaction(deps, actor, async (tx) => {
    const need = await lockNeed(tx, actor, ['need.judge'], id);
    await writeJudgement(tx, deps, actor, need, said, {
      judgedById,
      takenDownById,
      channel: actor.channel,
    });
    return { needId: need.id };
  });
}
