import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import { notifyAll } from '~/server/modules/notifications/notify';
import { findStaff } from '~/server/modules/organisations/find-staff';
import type { Actor } from '~/server/policy/actor';
import { findConsented } from './consent';
import { feedsOfNeed } from './feeds';
import { lockRows } from './lock-need';
import { isOfRound } from './rules';

/**
 * What `takeOffView` took off view, once the person agrees again. A request that is under way is shown as before; what was called off
 * meanwhile stays so. One that became a draft waits to be handed in again: much may have changed. Those who run the days are told of both.
 */
export async function putOnView(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  actor: Actor,
  personId: string,
): Promise<void> {
  const where = {
    servedPersonId: personId,
    kind: { not: 'activity' as const },
    publishedAt: null,
    careEntry: null,
    status: { in: ['draft' as const, 'in_progress' as const] },
  };
  const found = (await tx.need.findMany({ where, select: { id: true } })).map(({ id }) => id);
  const takenOff = await tx.history.findMany({
    where: { subjectType: 'need', subjectId: { in: found }, action: 'need:taken_off_view' },
    select: { subjectId: true },
    distinct: ['subjectId'],
  });
  const ids = takenOff.map(({ subjectId }) => subjectId);
  await lockRows(tx, ids);
  const needs = await tx.need.findMany({
    where: { ...where, id: { in: ids } },
    include: { tasks: true },
    orderBy: { id: 'asc' },
  });
  const consented = await findConsented(tx, needs);
  const now = deps.clock.now();
  for (const need of needs) {
    if (!consented.has(need.id)) continue;
    const staff = await findStaff(tx, need);
    await notifyAll(
      tx,
      staff.filter((id) => id !== actor.personId),
      'need_consented',
      { needId: need.id },
    );
    if (need.status === 'draft') continue;
    const goingOn = need.tasks.filter(
      (task) => task.cancelledAt === null && task.endsAt > now && isOfRound(task, need.reopenedAt),
    );
    await tx.task.updateMany({
      where: { id: { in: goingOn.map(({ id }) => id) } },
      data: { isOpen: true },
    });
    const after = await tx.need.update({
      where: { id: need.id },
      data: { publishedAt: now, version: { increment: 1 } },
    });
    await recordChange(tx, deps, actor, {
      type: 'need:put_on_view',
      subjectType: 'need',
      subjectId: need.id,
      payload: { needId: need.id },
      feeds: [...feedsOfNeed(after), ...need.tasks.map(({ id }) => `task:${id}` as const)],
    });
  }
}
