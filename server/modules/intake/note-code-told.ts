import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import type { Actor } from '~/server/policy/actor';
import { assertMay } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import { intakesWithin } from './queries';

/** An officer has told the person the code that replaced theirs. Once (ALREADY_DONE). */
export async function noteCodeTold(
  deps: Deps,
  actor: Actor,
  input: { intake: string },
): Promise<{ intakeId: string }> {
  assertMay(actor, 'intake.take_down');
  return inTransaction(deps, actor, async (tx) => {
    const where = { AND: [{ id: input.intake }, intakesWithin(actor)] };
    const { id: intakeId, communityId } = (await tx.intake.findFirst({ where })) ?? refuse('NOT_FOUND');
    const { count } = await tx.intake.updateMany({
      where: { id: intakeId, codeReplacedAt: { not: null } },
      data: { codeReplacedAt: null },
    });
    if (count === 0) refuse('ALREADY_DONE');
    await recordChange(tx, deps, actor, {
      type: 'intake:code_told',
      subjectType: 'intake',
      subjectId: intakeId,
      payload: { intakeId },
      feeds: [`community:${communityId}`],
    });
    return { intakeId };
  });
}
