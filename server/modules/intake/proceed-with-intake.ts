import type { z } from 'zod';
import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import type { Actor } from '~/server/policy/actor';
import { assertMay } from '~/server/policy/permissions';
import { InvalidInput, refuse } from '~/server/policy/refusal';
import type { ProceedWithIntakeInput } from './input';
import { proceedWithNeed, type ConsentTaken } from './make-need';
import { intakesWithin, type IntakeRow } from './queries';

/**
 * Goes on with the draft made of an intake: writes the consent of the person served down when it was given since, and publishes
 * once nothing is missing. What is still missing leaves it a draft.
 */
export async function proceedWithIntake(
  deps: Deps,
  actor: Actor,
  input: z.output<typeof ProceedWithIntakeInput>,
): Promise<{ intakeId: string }> {
  assertMay(actor, 'intake.take_down');
  return inTransaction(deps, actor, async (tx) => {
    const intake = await tx.intake.findFirst({
      where: { AND: [{ id: input.intake }, intakesWithin(actor)] },
    });
    if (!intake) return refuse('NOT_FOUND');
    if (intake.needId === null) return refuse('WRONG_STATE');
    const consent = input.consent ? consentOf(intake) : null;
    if (await proceedWithNeed(tx, deps, actor, intake.needId, consent))
      await recordChange(tx, deps, actor, {
        type: 'intake:consented',
        subjectType: 'intake',
        subjectId: intake.id,
        fromState: intake.outcome,
        toState: intake.outcome,
        payload: { intakeId: intake.id },
        feeds: [`community:${intake.communityId}`],
      });
    return { intakeId: intake.id };
  });
}

/** Given the way the request came: by whoever is served, or by the guardian who asked. */
function consentOf({ channel, relationship, requesterId }: IntakeRow): ConsentTaken {
  if (relationship !== 'guardian') return { channel, guardianId: null };
  if (requesterId === null)
    throw new InvalidInput([{ path: ['consent'], message: 'server_intake_guardian_missing' }]);
  return { channel, guardianId: requesterId };
}
