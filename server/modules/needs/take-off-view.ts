import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import { notifyAll } from '~/server/modules/notifications/notify';
import type { Actor } from '~/server/policy/actor';
import { findConsented } from './consent';
import { feedsOfNeed } from './feeds';
import { lockRows } from './lock-need';
import { recordReleases, releaseClaims } from './release-claims';

/**
 * Takes what is asked for a person off view, where their consent to that no longer holds: it is a draft again, and places that were
 * asked for or taken are given back, without a word of why. What has begun is finished by those who are there.
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
    status: { in: ['in_review' as const, 'open' as const] },
  };
  const found = await tx.need.findMany({ where, select: { id: true } });
  await lockRows(
    tx,
    found.map(({ id }) => id),
  );
  const needs = await tx.need.findMany({
    where: { ...where, id: { in: found.map(({ id }) => id) } },
    include: { tasks: { include: { skills: true, _count: { select: { claims: true } } } } },
    orderBy: { id: 'asc' },
  });
  const consented = await findConsented(tx, needs);
  for (const need of needs) {
    if (consented.has(need.id)) continue;
    const released = await releaseClaims(
      tx,
      deps,
      need.tasks.map(({ id }) => id),
      '',
    );
    const placesTaken = [...released.takenPlaces.values()].reduce((sum, places) => sum + places, 0);
    await tx.task.updateMany({ where: { needId: need.id }, data: { isOpen: false } });
    const after = await tx.need.update({
      where: { id: need.id },
      data: { status: 'draft', publishedAt: null, placesTaken, version: { increment: 1 } },
    });
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
