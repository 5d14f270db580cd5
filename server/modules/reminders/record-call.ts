import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { vouchingRefusal } from '~/server/modules/attendance/find-attendee';
import { changeClaim } from '~/server/modules/claims/change-claim';
import { unsafeLockClaim } from '~/server/modules/claims/places';
import { notify } from '~/server/modules/notifications/notify';
import type { Actor } from '~/server/policy/actor';
import { assertMay } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import { keepAnswer } from './keep-answer';
import { isTooEarlyToSay } from './rules';

export const callOutcomes = ['coming', 'cannot', 'not_reached'] as const;

export interface RecordCallInput {
  readonly claim: string;
  readonly outcome: (typeof callOutcomes)[number];
}

/**
 * What came of ringing somebody up within a day before their task, by whoever runs it. Who cannot come gives the place back at that
 * moment, after their own deadline too: they said so in person, and are told what was written down for them. Nobody rings up themselves.
 */
export async function recordCall(
  deps: Deps,
  actor: Actor,
  { claim: claimId, outcome }: RecordCallInput,
): Promise<{ taskId: string }> {
  assertMay(actor, 'attendance.record');
  return inTransaction(deps, actor, async (tx) => {
    const claim = await unsafeLockClaim(tx, claimId);
    if (!claim?.personId) return refuse('NOT_FOUND');
    const { personId, taskId } = claim;
    const refusal = vouchingRefusal(actor, { ...claim, personId });
    if (refusal) refuse(refusal);
    if (claim.state !== 'confirmed') refuse('WRONG_STATE');
    const now = deps.clock.now();
    if (claim.startsAt <= now) refuse('STARTED');
    if (isTooEarlyToSay(claim.startsAt, now)) refuse('TOO_EARLY');
    const at = { claimId: claim.id, startsAt: claim.startsAt };
    const call = { lastCalledAt: now, lastCalledById: actor.personId };
    await tx.comingAnswer.upsert({
      where: { claimId_startsAt: at },
      create: { ...at, askedAt: now, callsInVain: outcome === 'not_reached' ? 1 : 0, ...call },
      update: { callsInVain: { increment: outcome === 'not_reached' ? 1 : 0 }, ...call },
    });
    if (outcome !== 'not_reached')
      await keepAnswer(tx, deps, { ...actor, channel: 'phone' }, claim, outcome === 'coming');
    if (outcome === 'cannot') {
      await changeClaim(tx, deps, { ...actor, channel: 'phone' }, claim, 'withdrawn', null);
      await notify(tx, personId, 'claim_called_off_for_you', { claimId: claim.id, taskId });
    }
    return { taskId };
  });
}
