import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import type { Actor } from '~/server/policy/actor';
import { assertMay, assertPerson } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import type { SetGoalInput } from './input';

/** Sets how much the actor's person wants to serve by a day; in place of the goal they had. */
export async function setGoal(
  deps: Deps,
  actor: Actor,
  { minutes, since, until }: SetGoalInput,
): Promise<{ personId: string }> {
  assertMay(actor, 'profile.edit');
  const personId = assertPerson(actor, 'profile.edit');
  return inTransaction(deps, actor, async (tx) => {
    const values = { minutes, since: new Date(since), until: new Date(until) };
    await tx.goal.upsert({ where: { personId }, create: { personId, ...values }, update: values });
    await recordChange(tx, deps, actor, {
      type: 'person:goal_set',
      subjectType: 'person',
      subjectId: personId,
      payload: { personId },
      feeds: [`person:${personId}`],
    });
    return { personId };
  });
}

/** Gives the goal up. */
export async function dropGoal(deps: Deps, actor: Actor): Promise<{ done: boolean }> {
  assertMay(actor, 'profile.edit');
  const personId = assertPerson(actor, 'profile.edit');
  return inTransaction(deps, actor, async (tx) => {
    const { count } = await tx.goal.deleteMany({ where: { personId } });
    if (count === 0) refuse('ALREADY_DONE');
    await recordChange(tx, deps, actor, {
      type: 'person:goal_dropped',
      subjectType: 'person',
      subjectId: personId,
      payload: { personId },
      feeds: [`person:${personId}`],
    });
    return { done: true };
  });
}
