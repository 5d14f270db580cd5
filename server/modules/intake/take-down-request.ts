import { newId } from '~/server/database/id';
import { inTransaction, type Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import { communitySetting } from '~/server/modules/communities/settings';
import { countByAccount } from '~/server/modules/identity/attempts';
import { drawNeedNumbers } from '~/server/modules/needs/number-needs';
import { respondByOf } from '~/server/modules/standards/service-times';
import type { Actor } from '~/server/policy/actor';
import { assertMay } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import { decideOutcome, type Desk } from './decide-outcome';
import type { TakeDownValues } from './input';

/**
 * Takes a request down with what became of it: who asks and for whom, the place, the need made of it, all or nothing. It is
 * told by the channel it came on, whatever it was typed on.
 */
export async function takeDownRequest(
  deps: Deps,
  actor: Actor,
  input: TakeDownValues,
): Promise<{ intakeId: string }> {
  assertMay(actor, 'intake.take_down');
  const { membership, personId } = actor;
  if (!membership || !personId) return refuse('NOT_ALLOWED');
  const communityId = input.community ?? membership.communityId;
  if (!communityId || !membership.communityIds.includes(communityId)) return refuse('NOT_FOUND');
  await countByAccount(deps, 'intake_taken', actor);
  const country = await communitySetting(deps, communityId, 'country');
  const taking = { ...actor, channel: input.channel };
  const desk = { takenInById: personId, organisationId: membership.organisationId, communityId, country };
  return inTransaction(deps, taking, (tx) => writeIntake(tx, deps, taking, input, desk));
}

async function writeIntake(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  input: TakeDownValues,
  desk: Desk,
): Promise<{ intakeId: string }> {
  const now = deps.clock.now();
  const [intakeId, [number = '']] = [newId(), await drawNeedNumbers(tx, deps, 1)];
  const decided = await decideOutcome(tx, deps, actor, input, desk, { intakeId, number, tickedById: null });
  await tx.intake.create({
    data: {
      id: intakeId,
      ...decided,
      channel: actor.channel,
      respondBy: await respondByOf(tx, decided, now),
      // Who asked a person was answered at once.
      respondedAt: now,
      createdAt: now,
    },
  });
  await recordChange(tx, deps, actor, {
    type: 'intake:taken_down',
    subjectType: 'intake',
    subjectId: intakeId,
    toState: input.outcome,
    payload: { intakeId },
    feeds: [`community:${desk.communityId}`],
  });
  return { intakeId };
}
