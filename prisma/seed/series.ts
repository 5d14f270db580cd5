import type { Deps } from '~/server/deps';
import { setSeries } from '~/server/modules/series/set-series';
import { dayAt } from '~/server/modules/communities/days';
import { asStaff, type Staff } from './acting';

const codes = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

/** Gives the next activity of one of the units a rhythm: every week at the same time. */
export async function repeatOne(deps: Deps, staff: readonly Staff[], timeZone: string): Promise<void> {
  const need = await deps.prisma.need.findFirst({
    where: {
      organisationId: { in: staff.map(({ organisationId }) => organisationId) },
      kind: 'activity',
      status: 'open',
      placeKind: { not: 'private_home' },
      startsAt: { gt: deps.clock.now() },
    },
    orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
  });
  const actor = staff.find(({ organisationId }) => organisationId === need?.organisationId);
  if (!need?.startsAt || !actor) return;
  const startsOn = dayAt(need.startsAt, timeZone);
  const weekday = codes[new Date(`${startsOn}T00:00:00Z`).getUTCDay()];
  await setSeries(deps, asStaff(actor), {
    need: need.id,
    version: need.version,
    startsOn,
    rule: `FREQ=WEEKLY;BYDAY=${weekday}`,
  });
}
