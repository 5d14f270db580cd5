import type { Deps } from '~/server/deps';
import { findRefusals } from '~/server/modules/claims/find-refusals';
import { offerHandOver } from '~/server/modules/claims/offer-hand-over';
import type { Prisma } from '~/generated/prisma/client';
import { asPerson } from './acting';

const hour = 3_600_000;
/** So many of the next tasks are looked through for an example. */
const mostTasks = 60;

/**
 * Places that somebody would give away: in a full task that the volunteer to sign in as could take over; in return for theirs, where
 * another task of the need has people; and one of their own by a link.
 */
export async function handOverAhead(deps: Deps, communityId: string, known: string): Promise<void> {
  const after = (hours: number): Prisma.TaskWhereInput => ({
    isOpen: true,
    needsApproval: false,
    startsAt: { gt: new Date(deps.clock.now().getTime() + hours * hour) },
    need: { communityId, placeKind: { not: 'private_home' }, careEntry: null },
  });
  await handOverToAll(deps, after(48), known);
  const coming = after(3);
  const mine = await deps.prisma.claim.findMany({
    where: { personId: known, state: 'confirmed', task: coming },
    orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
    select: { id: true, taskId: true, task: { select: { needId: true } } },
  });
  for (const { id, taskId, task } of mine) {
    const other = await deps.prisma.claim.findFirst({
      where: {
        state: 'confirmed',
        personId: { not: known },
        task: { ...coming, needId: task.needId, id: { not: taskId }, claims: { none: { personId: known } } },
      },
      orderBy: { id: 'asc' },
    });
    if (!other?.personId || (await findRefusals(deps, other.personId, [taskId]))[0]) continue;
    const swap = { claim: other.id, to: 'person', toClaim: id, swapTask: taskId } as const;
    await offerHandOver(deps, asPerson(other.personId), swap);
    break;
  }
  const last = mine.at(-1);
  if (last) await offerHandOver(deps, asPerson(known), { claim: last.id, to: 'link' });
}

async function handOverToAll(deps: Deps, coming: Prisma.TaskWhereInput, known: string): Promise<void> {
  const tasks = await deps.prisma.task.findMany({
    where: { ...coming, claims: { some: { state: 'confirmed' }, none: { state: 'waitlisted' } } },
    orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
    take: mostTasks,
  });
  const refusals = await findRefusals(
    deps,
    known,
    tasks.map(({ id }) => id),
  );
  const full = tasks.find((_task, at) => refusals[at] === 'FULL');
  const given =
    full &&
    (await deps.prisma.claim.findFirst({
      where: { taskId: full.id, state: 'confirmed' },
      orderBy: { id: 'asc' },
    }));
  if (given?.personId) await offerHandOver(deps, asPerson(given.personId), { claim: given.id, to: 'all' });
}
