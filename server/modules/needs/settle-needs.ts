import type { Need, Prisma } from '~/generated/prisma/client';
import { advisoryLocks } from '~/server/database/advisory-locks';
import { inTransaction, type Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChanges, type AnyChange } from '~/server/modules/audit/record-change';
import { system } from '~/server/policy/actor';
import { feedsOfNeed } from './feeds';
import { lockRows } from './lock-need';
import { needSteps } from './rules';

/** One node settles at a time. */
const settling = advisoryLocks.settleNeeds;
const batch = 200;

/** How many needs a run has started and completed. */
export interface Settled {
  readonly started: number;
  readonly completed: number;
}

/**
 * The rule of time: an open need is in progress from its first start, and completed after its last end. The standing need of
 * regular visits goes on between them, and so does a series that has dates to come. Safe to run as often as one likes and on several nodes: each change is made once.
 */
export async function settleNeeds(deps: Deps): Promise<Settled> {
  let [started, completed] = [0, 0];
  for (;;) {
    const moved = await settleBatch(deps);
    started += moved.started;
    completed += moved.completed;
    if (moved.started < batch && moved.completed < batch) return { started, completed };
  }
}

async function settleBatch(deps: Deps): Promise<Settled> {
  const now = deps.clock.now();
  return inTransaction(deps, system(), async (tx) => {
    const [lock] = await tx.$queryRaw<
      { mine: boolean }[]
    >`SELECT pg_try_advisory_xact_lock(${settling}::bigint) AS mine`;
    if (!lock?.mine) return { started: 0, completed: 0 };
    const started = await move(tx, deps, 'start', { startsAt: { lte: now } });
    const completed = await move(tx, deps, 'complete', {
      endsAt: { lte: now },
      careEntry: null,
      series: { none: { finishedAt: null } },
    });
    return { started, completed };
  });
}

async function move(
  tx: Tx,
  deps: Deps,
  step: 'start' | 'complete',
  due: Prisma.NeedWhereInput,
): Promise<number> {
  const { from, to } = needSteps[step];
  const where = { status: { in: [...from] }, ...due };
  const candidates = await tx.need.findMany({
    where,
    orderBy: { id: 'asc' },
    take: batch,
    select: { id: true },
  });
  if (candidates.length === 0) return 0;
  const ids = candidates.map((need) => need.id);
  // An edit or a cancellation may have come first: what is moved is read again under the lock.
  await lockRows(tx, ids);
  const needs = await tx.need.findMany({ where: { id: { in: ids }, ...where } });
  const moved = { in: needs.map((need) => need.id) };
  const completedAt = step === 'complete' ? deps.clock.now() : undefined;
  await tx.need.updateMany({ where: { id: moved }, data: { status: to, completedAt } });
  if (step === 'complete') await tx.task.updateMany({ where: { needId: moved }, data: { isOpen: false } });
  await recordChanges(
    tx,
    deps,
    system(),
    needs.map((need) => changeOf(need, step)),
  );
  return needs.length;
}

const changeOf = (need: Need, step: 'start' | 'complete'): AnyChange => ({
  type: step === 'start' ? 'need:started' : 'need:completed',
  subjectType: 'need',
  subjectId: need.id,
  fromState: need.status,
  toState: needSteps[step].to,
  payload: { needId: need.id },
  feeds: feedsOfNeed({ ...need, status: needSteps[step].to }),
});
