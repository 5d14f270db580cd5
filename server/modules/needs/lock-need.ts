import type { Prisma } from '~/generated/prisma/client';
import type { ClaimState } from '~/generated/prisma/enums';
import type { Tx } from '~/server/database/transaction';
import type { Actor } from '~/server/policy/actor';
import { assertMay, may, type Action } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import { needsWithin } from './scope';

/** Claims that hold a place or wait for one. */
export const liveClaimStates = [
  'invited',
  'requested',
  'waitlisted',
  'offered',
  'confirmed',
  'checked_in',
] as const satisfies ClaimState[];

const withTasks = {
  tasks: {
    orderBy: [{ sort: 'asc' }, { id: 'asc' }],
    include: {
      skills: true,
      _count: { select: { claims: { where: { state: { in: [...liveClaimStates] } } } } },
    },
  },
  careEntry: { select: { id: true } },
} as const satisfies Prisma.NeedInclude;

export type LockedNeed = Prisma.NeedGetPayload<{ include: typeof withTasks }>;

/** Refuses unless the permission table grants one of the actions at all. */
export function assertMayAny(actor: Actor, actions: readonly [Action, ...Action[]]): void {
  if (!actions.some((action) => may(actor, action))) assertMay(actor, actions[0]);
}

/**
 * A need that one of the actions reaches, its tasks and itself locked until the transaction ends. Refuses NOT_FOUND
 * for any other id. The need is locked before its tasks, as a claim does, so that the two never wait for each other.
 */
export async function lockNeed(
  tx: Tx,
  actor: Actor,
  actions: readonly [Action, ...Action[]],
  id: string,
): Promise<LockedNeed> {
  const where = { id, OR: actions.flatMap((action) => needsWithin(actor, action)) };
  if (!(await tx.need.findFirst({ where, select: { id: true } }))) refuse('NOT_FOUND');
  await lockRows(tx, [id]);
  return tx.need.findUniqueOrThrow({ where: { id }, include: withTasks });
}

/** Refuses WRONG_STATE for what stands for regular visits: those are changed and ended on the care list. */
export function assertNotRegular(need: Pick<LockedNeed, 'careEntry'>): void {
  if (need.careEntry) refuse('WRONG_STATE');
}

/** The same for a need that the caller was let act on by other means, such as the code of a request. */
export async function unsafeLockNeed(tx: Tx, id: string): Promise<LockedNeed> {
  await lockRows(tx, [id]);
  return tx.need.findUniqueOrThrow({ where: { id }, include: withTasks });
}

/** Locks needs and their tasks, needs first, each in the order of their ids. */
export async function lockRows(tx: Tx, needIds: readonly string[]): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM "Need" WHERE id = ANY(${needIds}::uuid[]) ORDER BY id FOR NO KEY UPDATE`;
  await tx.$queryRaw`SELECT 1 FROM "Task" WHERE "needId" = ANY(${needIds}::uuid[]) ORDER BY id FOR NO KEY UPDATE`;
}
