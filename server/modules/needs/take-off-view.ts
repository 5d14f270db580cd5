import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import { notifyAll } from '~/server/modules/notifications/notify';
import type { Actor } from '~/server/policy/actor';
import { findConsented } from './consent';
import { feedsOfNeed } from './feeds';
import { lockRows } from './lock-need';
import { recordReleases, releaseClaims } from './release-claims';
import { countedSince, isOfRound, sumsOf } from './rules';

/**
 * Takes what is asked for a person off view, where their consent to that no longer holds: it is a draft again, and places that were
 * asked for or taken are given back, without a word of why. Of a request that is under way, what has begun is finished by those who
 * are there: the visits that have not begun are called off, and nobody else reads of it any more.
 */
export async function takeOffView(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  actor: Actor,
  personId: string,
): Promise<void> {
  const where = {
    servedPersonId: personId,
    kind: { not: 'activity' as const },
    status: { in: ['in_review' as const, 'open' as const, 'in_progress' as const] },
  };
  const found = await tx.need.findMany({ where, select: { id: true } });
  await lockRows(
    tx,
    found.map(({ id }) => id),
  );
  const needs = await tx.need.findMany({
    where: { ...where, id: { in: found.map(({ id }) => id) } },
    include: { tasks: true },
    orderBy: { id: 'asc' },
  });
  const consented = await findConsented(tx, needs);
  const now = deps.clock.now();
  for (const need of needs) {
    if (consented.has(need.id)) continue;
    const ofRound = need.tasks.filter(
      (task) => task.cancelledAt === null && isOfRound(task, need.reopenedAt),
    );
    const goesOn = ofRound.some(({ startsAt }) => startsAt <= now);
    const ids = ofRound.filter(({ startsAt }) => !goesOn || startsAt > now).map(({ id }) => id);
    const released = await releaseClaims(tx, deps, ids, '');
    await tx.task.updateMany({ where: { needId: need.id }, data: { isOpen: false } });
    if (goesOn) await tx.task.updateMany({ where: { id: { in: ids } }, data: { cancelledAt: now } });
    const sums = sumsOf(await tx.task.findMany({ where: { needId: need.id } }), countedSince(need));
    const after = await tx.need.update({
      where: { id: need.id },
      data: {
        ...sums,
        status: goesOn ? need.status : 'draft',
        publishedAt: null,
        version: { increment: 1 },
      },
    });
    const { placesTaken } = sums;
    await recordReleases(tx, deps, actor, need, released, { placesTaken, reason: '' });
    await notifyAll(tx, released.personIds, 'claim_released', { needId: need.id });
    await recordChange(tx, deps, actor, {
      type: 'need:taken_off_view',
      subjectType: 'need',
      subjectId: need.id,
      fromState: need.status,
      toState: after.status,
      payload: { needId: need.id },
      feeds: [
        ...feedsOfNeed({ ...after, status: need.status }),
        ...need.tasks.map(({ id }) => `task:${id}` as const),
      ],
    });
  }
}
