import type { z } from 'zod';
import { inTransaction, type Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import { notifyAll } from '~/server/modules/notifications/notify';
import { noteResponse } from '~/server/modules/standards/service-times';
import type { Actor } from '~/server/policy/actor';
import { assertMay } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import { hasConsent } from './consent';
import { feedsOfNeed } from './feeds';
import type { ReviewNeedInput } from './input';
import { lockNeed, type LockedNeed } from './lock-need';
import { assertComplete, assertVerified, openNeed } from './publish-need';
import { canStep, needSteps } from './rules';

/** The committee opens a need that waits for review, or returns it to its author with a reason. Either way the author is told. */
export async function reviewNeed(
  deps: Deps,
  actor: Actor,
  input: z.output<typeof ReviewNeedInput>,
): Promise<{ needId: string }> {
  assertMay(actor, 'need.review');
  return inTransaction(deps, actor, async (tx) => {
    const need = await lockNeed(tx, actor, ['need.review'], input.id);
    if (!canStep(need.status, 'return')) refuse('WRONG_STATE');
    if (input.approve) {
      assertComplete(need, deps.clock.now());
      await assertVerified(tx, need);
      if (!(await hasConsent(tx, need))) refuse('CONSENT_NEEDED');
      await openNeed(tx, deps, actor, need);
    } else {
      await returnNeed(tx, deps, actor, need, input.reason ?? refuse('REASON_NEEDED'));
    }
    const authors = await authorsOf(tx, need);
    await notifyAll(tx, authors, input.approve ? 'need_published' : 'need_returned', { needId: need.id });
    return { needId: need.id };
  });
}

async function returnNeed(tx: Tx, deps: Deps, actor: Actor, need: LockedNeed, reason: string): Promise<void> {
  const after = await tx.need.update({
    where: { id: need.id },
    data: { status: needSteps.return.to, statusReason: reason, version: { increment: 1 } },
  });
  await noteResponse(tx, { needId: need.id }, deps.clock.now());
  await recordChange(tx, deps, actor, {
    type: 'need:returned',
    subjectType: 'need',
    subjectId: need.id,
    fromState: need.status,
    toState: after.status,
    reason,
    payload: { needId: need.id },
    feeds: feedsOfNeed(after),
  });
}

/** Whoever asked, and whoever handed it in last. */
async function authorsOf(tx: Tx, need: LockedNeed): Promise<string[]> {
  const handedIn = await tx.history.findFirst({
    where: { subjectType: 'need', subjectId: need.id, action: 'need:submitted' },
    orderBy: { at: 'desc' },
    select: { actorPersonId: true },
  });
  return [need.requestedById, handedIn?.actorPersonId].filter((id) => id != null);
}
