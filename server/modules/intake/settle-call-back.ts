import type { z } from 'zod';
import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import { noteResponse } from '~/server/modules/standards/service-times';
import type { Actor } from '~/server/policy/actor';
import { assertMay } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import type { SettleCallBackInput } from './input';
import { intakesWithin } from './queries';

/** Takes an intake off the call-back list, once; the note is kept in its history. */
export async function settleCallBack(
  deps: Deps,
  actor: Actor,
  input: z.output<typeof SettleCallBackInput>,
): Promise<{ intakeId: string }> {
  assertMay(actor, 'intake.take_down');
  return inTransaction(deps, actor, async (tx) => {
    const intake = await tx.intake.findFirst({
      where: { AND: [{ id: input.intake }, intakesWithin(actor)] },
    });
    if (!intake) return refuse('NOT_FOUND');
    if (intake.callBackAt === null) refuse('WRONG_STATE');
    const { count } = await tx.intake.updateMany({
      where: { id: intake.id, calledBackAt: null },
      data: { calledBackAt: deps.clock.now(), calledBackById: actor.personId },
    });
    if (count === 0) refuse('ALREADY_DONE');
    await noteResponse(tx, { id: intake.id }, deps.clock.now());
    await recordChange(tx, deps, actor, {
      type: 'intake:called_back',
      subjectType: 'intake',
      subjectId: intake.id,
      fromState: intake.outcome,
      toState: intake.outcome,
      reason: input.note,
      payload: { intakeId: intake.id },
      feeds: [`community:${intake.communityId}`],
    });
    return { intakeId: intake.id };
  });
}
