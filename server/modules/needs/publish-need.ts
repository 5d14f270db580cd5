import { inTransaction, type Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import { communitySetting } from '~/server/modules/communities/settings';
import { dropPastDraws } from '~/server/modules/draws/drop-draws';
import { dueAtOf, noteResponse } from '~/server/modules/standards/service-times';
import type { Actor } from '~/server/policy/actor';
import { InvalidInput, refuse } from '~/server/policy/refusal';
import { hasConsent } from './consent';
import { feedsOfNeed } from './feeds';
import { assertMayAny, lockNeed, type LockedNeed } from './lock-need';
import { canStep, needSteps } from './rules';
import { needsWithin, reachesNeed } from './scope';

/**
 * Hands a draft in. A committee's need and that of a verified unit admitted in the community open at once; what a
 * resident asks for, and a unit's first needs in a community that has not admitted it, wait for the committee.
 */
export async function publishNeed(
  deps: Deps,
  actor: Actor,
  input: { id: string },
): Promise<{ needId: string }> {
  assertMayAny(actor, ['need.publish', 'need.ask']);
  const reviewsAll = await reviewsVerifiedUnits(deps, actor, input.id);
  return inTransaction(deps, actor, async (tx) => {
    const need = await lockNeed(tx, actor, ['need.publish', 'need.ask'], input.id);
    await handInNeed(tx, deps, actor, need, reviewsAll);
    return { needId: need.id };
  });
}

/** Hands a locked draft in, in the caller's transaction. `reviewsAll`: the community reviews verified units too. */
export async function handInNeed(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  actor: Actor,
  need: LockedNeed,
  reviewsAll: boolean,
): Promise<void> {
  if (need.status !== 'draft') refuse('WRONG_STATE');
  assertComplete(need, deps.clock.now());
  await assertVerified(tx, need);
  if (!(await hasConsent(tx, need))) refuse('CONSENT_NEEDED');
  const opens = await opensAtOnce(tx, actor, need, reviewsAll);
  await (opens ? openNeed(tx, deps, actor, need) : submitNeed(tx, deps, actor, need));
}

/** Opens a need and its tasks. The caller has locked it and decided. */
export async function openNeed(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  actor: Actor,
  need: LockedNeed,
): Promise<void> {
  if (!canStep(need.status, 'publish')) refuse('WRONG_STATE');
  const after = await tx.need.update({
    where: { id: need.id },
    data: {
      status: needSteps.publish.to,
      statusReason: null,
      publishedAt: deps.clock.now(),
      dueAt: await clockOf(tx, deps, need),
      version: { increment: 1 },
    },
  });
  await tx.task.updateMany({ where: { needId: need.id, cancelledAt: null }, data: { isOpen: true } });
  await dropPastDraws(tx, deps, actor, need);
  await noteResponse(tx, { needId: need.id }, deps.clock.now());
  await recordChange(tx, deps, actor, {
    type: 'need:published',
    subjectType: 'need',
    subjectId: need.id,
    fromState: need.status,
    toState: after.status,
    payload: { needId: need.id },
    feeds: feedsOfNeed(after),
  });
}

async function submitNeed(tx: Tx, deps: Pick<Deps, 'clock'>, actor: Actor, need: LockedNeed): Promise<void> {
  const after = await tx.need.update({
    where: { id: need.id },
    data: {
      status: needSteps.submit.to,
      statusReason: null,
      dueAt: await clockOf(tx, deps, need),
      version: { increment: 1 },
    },
  });
  await recordChange(tx, deps, actor, {
    type: 'need:submitted',
    subjectType: 'need',
    subjectId: need.id,
    fromState: need.status,
    toState: after.status,
    payload: { needId: need.id },
    feeds: feedsOfNeed(after),
  });
}

/** By when help is to be done: counted from when it was first handed in. */
const clockOf = async (tx: Tx, deps: Pick<Deps, 'clock'>, need: LockedNeed): Promise<Date | null> =>
  need.dueAt ?? (await dueAtOf(tx, need, deps.clock.now()));

/** A need that people can sign up for has a task still to come. */
export function assertComplete(need: LockedNeed, now: Date): void {
  const tasks = need.tasks.filter((task) => task.cancelledAt === null);
  if (tasks.length === 0) throw new InvalidInput([{ path: ['tasks'], message: 'server_need_without_task' }]);
  if (tasks.every((task) => task.endsAt <= now)) {
    throw new InvalidInput([{ path: ['tasks'], message: 'server_need_all_past' }]);
  }
}

/** A unit that no committee has verified keeps drafts only. Locked, so that nothing of it opens while it is being suspended. */
export async function assertVerified(tx: Tx, need: Pick<LockedNeed, 'organisationId'>): Promise<void> {
  if (need.organisationId === null) return;
  const [unit] = await tx.$queryRaw<{ status: string }[]>`
    SELECT status::text FROM "Organisation" WHERE id = ${need.organisationId}::uuid FOR SHARE`;
  if (unit?.status !== 'verified') refuse('ORGANISATION_NOT_VERIFIED');
}

async function opensAtOnce(tx: Tx, actor: Actor, need: LockedNeed, reviewsAll: boolean): Promise<boolean> {
  if (reachesNeed(actor, 'need.review', need)) return true;
  if (!reachesNeed(actor, 'need.publish', need) || need.organisationId === null || reviewsAll) return false;
  return isAdmitted(tx, need.organisationId, need.communityId);
}

/** Whether a unit works in a community: registered there or above it, or admitted there or above it. */
async function isAdmitted(tx: Tx, organisationId: string, communityId: string): Promise<boolean> {
  const above = await tx.communityAncestor.findMany({ where: { communityId }, select: { ancestorId: true } });
  const communities = { in: above.map((row) => row.ancestorId) };
  const unit = await tx.organisation.findFirst({
    where: {
      id: organisationId,
      OR: [
        { communityId: communities },
        { admissions: { some: { communityId: communities, endedAt: null } } },
      ],
    },
    select: { id: true },
  });
  return unit !== null;
}

/** Read before the transaction begins, so that no request holds two connections. */
async function reviewsVerifiedUnits(deps: Deps, actor: Actor, id: string): Promise<boolean> {
  const where = { id, OR: [...needsWithin(actor, 'need.publish'), ...needsWithin(actor, 'need.ask')] };
  const need = await deps.prisma.need.findFirst({ where, select: { communityId: true } });
  return need ? communitySetting(deps, need.communityId, 'reviewVerifiedUnits') : refuse('NOT_FOUND');
}
