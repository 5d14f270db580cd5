import type { CareEntry, CareVisit } from '~/generated/prisma/client';
import { inTransaction, type Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { dayAt, dayOf } from '~/server/modules/communities/days';
import { timeZoneOf } from '~/server/modules/communities/queries';
import { notifyAll } from '~/server/modules/notifications/notify';
import { findStaff } from '~/server/modules/organisations/find-staff';
import { type Actor } from '~/server/policy/actor';
import { assertMay, may, reaches } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import type { ReportVisitValues } from './input';
import { dropVisit } from './drop-visit';
import { recordCare } from './lock-entry';
import { openRequest } from './open-request';

/** A helper says how it was from a quarter of an hour before the planned start on: they may have come early. */
const earlyMinutes = 15;

/**
 * Says what came of a visit: by whoever was to go, or by an officer whom they told. What the person needs becomes a request
 * of the committee at once; who was not reached is put before it at once; what did not take place is nobody's any more, and looked for by
 * nobody. Each visit is told of once (ALREADY_DONE).
 */
export async function reportVisit(
  deps: Deps,
  actor: Actor,
  input: ReportVisitValues,
): Promise<{ visitId: string }> {
  assertMay(actor, 'care.visit');
  const found = await deps.prisma.careVisit.findUnique({
    where: { id: input.visit },
    select: { entry: { select: { communityId: true } } },
  });
  const communityId = found?.entry.communityId ?? refuse('NOT_FOUND');
  const today = dayAt(deps.clock.now(), await timeZoneOf(deps, communityId));
  return inTransaction(deps, actor, async (tx) => {
    const { visit, entry } = await lockVisit(tx, input.visit);
    const isOfficer = may(actor, 'care.manage') && reaches(actor, 'care.manage', { communityId });
    if (!isOfficer && !(await isHelper(tx, actor, visit))) refuse('NOT_FOUND');
    if (visit.outcome !== null) refuse('ALREADY_DONE');
    await assertDue(tx, visit, today, deps.clock.now());
    const told = isOfficer ? { ...actor, channel: input.channel ?? ('phone' as const) } : actor;
    await writeOutcome(tx, deps, told, input, { visit, entry });
    return { visitId: visit.id };
  });
}

/** A visit with its entry, both locked until the transaction ends. */
export async function lockVisit(tx: Tx, visitId: string): Promise<{ visit: CareVisit; entry: CareEntry }> {
  const found = await tx.careVisit.findUnique({ where: { id: visitId }, select: { entryId: true } });
  const entryId = found?.entryId ?? refuse('NOT_FOUND');
  await tx.$queryRaw`SELECT FROM "CareEntry" WHERE id = ${entryId}::uuid FOR UPDATE`;
  const visit = await tx.careVisit.findUnique({ where: { id: visitId }, include: { entry: true } });
  return visit ? { visit, entry: visit.entry } : refuse('NOT_FOUND');
}

/** Whether the visit is the actor's to make: they have a place in it. */
const isHelper = async (tx: Tx, actor: Actor, { taskId }: CareVisit): Promise<boolean> =>
  taskId !== null &&
  actor.personId !== null &&
  (await tx.claim.count({
    where: { taskId, personId: actor.personId, state: { in: ['confirmed', 'checked_in', 'attended'] } },
  })) > 0;

async function assertDue(tx: Tx, visit: CareVisit, today: string, now: Date): Promise<void> {
  const task = visit.taskId ? await tx.task.findUnique({ where: { id: visit.taskId } }) : null;
  if (task?.cancelledAt) refuse('TASK_CANCELLED');
  if (task ? now.getTime() < task.startsAt.getTime() - earlyMinutes * 60_000 : dayOf(visit.dueOn) > today)
    refuse('TOO_EARLY');
}

async function writeOutcome(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  { outcome, needs }: ReportVisitValues,
  { visit, entry }: { visit: CareVisit; entry: CareEntry },
): Promise<void> {
  const { organisationId } = await tx.need.findUniqueOrThrow({
    where: { id: entry.needId ?? '' },
    select: { organisationId: true },
  });
  const intakeId =
    outcome === 'needs_something'
      ? await openRequest(tx, deps, actor, entry, {
          subject: needs ?? '',
          organisationId: organisationId ?? '',
        })
      : null;
  if (outcome === 'not_held') await dropVisit(tx, deps, actor, { visit, entry });
  await tx.careVisit.update({
    where: { id: visit.id },
    data: {
      outcome,
      intakeId,
      visitedAt: deps.clock.now(),
      recordedById: actor.personId,
      channel: actor.channel,
    },
  });
  await recordCare(tx, deps, actor, entry, 'care:visited', { toState: outcome });
  if (outcome === 'well' || outcome === 'not_held') return;
  const staff = await findStaff(tx, { organisationId, communityId: entry.communityId });
  await notifyAll(
    tx,
    staff.filter((id) => id !== actor.personId),
    outcome === 'not_reached' ? 'care_not_reached' : 'care_needs',
    { needId: entry.needId, taskId: visit.taskId, careEntryId: entry.id },
  );
}
