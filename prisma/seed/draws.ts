import type { Deps } from '~/server/deps';
import { holdDraws } from '~/server/modules/draws/hold-draws';
import { setDraw } from '~/server/modules/draws/set-draw';
import { asStaff, at, type Staff } from './acting';
import { tryJoin } from './serve';

const hour = 3_600_000;
const day = 24 * hour;
const entrants = 9;

/**
 * Two popular tasks of a community whose places are drawn by lot: one that people still enter, and one that was drawn an hour ago. The
 * first of the volunteers is in both.
 */
export async function drawAhead(
  deps: Deps,
  home: string,
  { volunteers, posters }: { volunteers: readonly string[]; posters: Readonly<Record<string, Staff>> },
): Promise<void> {
  const now = deps.clock.now();
  const tasks = await deps.prisma.task.findMany({
    where: {
      need: { community: { slug: home }, kind: 'activity', placeKind: { not: 'private_home' } },
      isOpen: true,
      needsApproval: false,
      minimumAge: null,
      skills: { none: { required: true } },
      claims: { none: {} },
      startsAt: { gt: new Date(now.getTime() + 3 * day) },
    },
    include: { need: { select: { organisationId: true } } },
    orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
    take: 2,
  });
  const before = at(deps, new Date(now.getTime() - day));
  for (const [position, { id: task, startsAt, need }] of tasks.entries()) {
    const poster = Object.values(posters).find((staff) => staff.organisationId === need.organisationId);
    if (!poster) continue;
    const closesAt = new Date(position === 0 ? startsAt.getTime() - 36 * hour : now.getTime() - hour);
    await setDraw(before, asStaff(poster), { task, closesAt });
    for (const personId of volunteers.slice(0, entrants)) await tryJoin(before, personId, task);
  }
  await holdDraws(deps);
}
