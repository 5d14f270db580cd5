import type { z } from 'zod';
import { inTransaction, type Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import { callOff } from '~/server/modules/needs/cancel-need';
import { unsafeLockNeed } from '~/server/modules/needs/lock-need';
import { notifyAll } from '~/server/modules/notifications/notify';
import { findStaff } from '~/server/modules/organisations/find-staff';
import type { Actor } from '~/server/policy/actor';
import { assertMay, assertPerson } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import { findFollowed, followRequest, type FollowedRequest } from './follow-request';
import type { TakeBackFollowedInput, TakeBackRequestInput } from './input';
import { takeableBackBy } from './my-requests';
import { canBeTakenBack } from './rules';

/**
 * Somebody takes back a request that is for them, or one that they sent in and nobody has looked at yet; whoever was to come and
 * the committee are told. Refuses WRONG_STATE once somebody has begun to help, and for what is no request for help.
 */
export async function takeBackRequest(
  deps: Deps,
  actor: Actor,
  input: z.output<typeof TakeBackRequestInput>,
): Promise<{ intakeId: string }> {
  assertMay(actor, 'intake.take_back');
  const person = assertPerson(actor, 'intake.take_back');
  return inTransaction(deps, actor, async (tx) => {
    const where = { id: input.id, OR: takeableBackBy(person) };
    const found = (await tx.intake.findFirst({ where, select: { id: true } })) ?? refuse('NOT_FOUND');
    return takeBack(tx, deps, actor, found.id, input.reason);
  });
}

/** The same for whoever has the number and the code of a request, without an account. Refuses a wrong number and code as following does. */
export async function takeBackFollowed(
  deps: Deps,
  actor: Actor,
  { number, code, reason }: z.output<typeof TakeBackFollowedInput>,
  address: string,
): Promise<FollowedRequest> {
  assertMay(actor, 'intake.take_back_by_code');
  const { id } = await findFollowed(deps, actor, { number, code }, address);
  await inTransaction(deps, actor, (tx) => takeBack(tx, deps, actor, id, reason));
  return followRequest(deps, actor, { number, code }, address);
}

async function takeBack(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  intakeId: string,
  reason: string,
): Promise<{ intakeId: string }> {
  if (reason === '') refuse('REASON_NEEDED');
  await tx.$queryRaw`SELECT 1 FROM "Intake" WHERE id = ${intakeId}::uuid FOR NO KEY UPDATE`;
  const intake = await tx.intake.findUniqueOrThrow({ where: { id: intakeId } });
  const need = intake.needId === null ? null : await unsafeLockNeed(tx, intake.needId);
  if (intake.outcome === 'withdrawn' || need?.status === 'cancelled') refuse('ALREADY_DONE');
  if (!canBeTakenBack(intake.outcome, need)) refuse('WRONG_STATE');
  if (need) await callOff(tx, deps, actor, need, reason);
  else
    await tx.intake.update({
      where: { id: intakeId },
      data: { outcome: 'withdrawn', outcomeNote: reason },
    });
  await notifyAll(tx, await findStaff(tx, intake), 'intake_taken_back', { intakeId });
  await recordChange(tx, deps, actor, {
    type: 'intake:taken_back',
    subjectType: 'intake',
    subjectId: intakeId,
    ...(need ? {} : { fromState: 'received', toState: 'withdrawn' }),
    reason,
    payload: { intakeId },
    feeds: [`community:${intake.communityId}`],
  });
  return { intakeId };
}
