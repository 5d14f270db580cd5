import type { z } from 'zod';
import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { findFollowed, followRequest, type FollowedRequest } from '~/server/modules/intake/follow-request';
import { unsafeLockNeed } from '~/server/modules/needs/lock-need';
import type { Actor } from '~/server/policy/actor';
import { assertMay } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import type { JudgeFollowedInput } from './input';
import { writeJudgement } from './write-judgement';

/**
 * Whoever has the number and the code of a request says how it turned out, without an account. Somebody else who is signed in
 * meanwhile is written down as having written it down. Refuses a wrong number and code as following does.
 */
export async function judgeFollowed(
  deps: Deps,
  actor: Actor,
  { number, code, ...said }: z.output<typeof JudgeFollowedInput>,
  address: string,
): Promise<FollowedRequest> {
  assertMay(actor, 'need.judge_by_link');
  const { needId } = await findFollowed(deps, actor, { number, code }, address);
  if (needId === null) return refuse('WRONG_STATE');
  await inTransaction(deps, actor, async (tx) => {
    const need = await unsafeLockNeed(tx, needId);
    const own = actor.personId !== null && [need.servedPersonId, need.requestedById].includes(actor.personId);
    await writeJudgement(tx, deps, actor, need, said, {
      judgedById: own ? actor.personId : null,
      takenDownById: own ? null : actor.personId,
      channel: actor.channel,
    });
    return { needId };
  });
  return followRequest(deps, actor, { number, code }, address);
}
