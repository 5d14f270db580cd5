import type { z } from 'zod';
import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import { communitySetting } from '~/server/modules/communities/settings';
import { countByAccount } from '~/server/modules/identity/attempts';
import type { Actor } from '~/server/policy/actor';
import { assertMay } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import { decideOutcome } from './decide-outcome';
import type { ReviewRequestInput } from './input';
import { intakesWithin } from './queries';

/**
 * A worker says what becomes of a request that came by itself: who is meant, what is asked, and one of the outcomes of the desk,
 * by the same rules. Once (ALREADY_DONE). What it becomes is told by the channel it came on.
 */
export async function reviewRequest(
  deps: Deps,
  actor: Actor,
  input: z.output<typeof ReviewRequestInput>,
): Promise<{ intakeId: string }> {
  assertMay(actor, 'intake.take_down');
  const { membership, personId } = actor;
  if (!membership || !personId) return refuse('NOT_ALLOWED');
  await countByAccount(deps, 'intake_taken', actor);
  const where = { AND: [{ id: input.intake }, intakesWithin(actor)] };
  const asked = (await deps.prisma.intake.findFirst({ where })) ?? refuse('NOT_FOUND');
  const country = await communitySetting(deps, asked.communityId, 'country');
  const taking: Actor = { ...actor, channel: asked.channel };
  return inTransaction(deps, taking, async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "Intake" WHERE id = ${asked.id}::uuid FOR NO KEY UPDATE`;
    const intake = await tx.intake.findUniqueOrThrow({ where: { id: asked.id } });
    if (intake.outcome !== 'received') refuse('ALREADY_DONE');
    const agreed = await tx.history.findFirst({
      where: { subjectType: 'intake', subjectId: intake.id, action: 'intake:consented' },
      select: { id: true },
    });
    const { id: intakeId, number, communityId } = intake;
    const decided = await decideOutcome(
      tx,
      deps,
      taking,
      input.request,
      { takenInById: personId, organisationId: membership.organisationId, communityId, country },
      // What somebody ticked who was signed in and asked for themselves is their own consent; it is nobody else's.
      {
        intakeId,
        number,
        tickedById: agreed && isOwn(input.request.relationship) ? intake.requesterId : null,
      },
    );
    await tx.intake.update({
      where: { id: intakeId },
      data: { ...decided, respondedAt: intake.respondedAt ?? deps.clock.now() },
    });
    await recordChange(tx, deps, taking, {
      type: 'intake:reviewed',
      subjectType: 'intake',
      subjectId: intakeId,
      fromState: 'received',
      toState: input.request.outcome,
      payload: { intakeId },
      feeds: [`community:${communityId}`],
    });
    return { intakeId };
  });
}

const isOwn = (relationship: string | null | undefined): boolean => (relationship ?? 'self') === 'self';
