import { randomBytes } from 'node:crypto';
import type { PrismaClient, Series, Task } from '~/generated/prisma/client';
import { newId } from '~/server/database/id';
import { sumsOf } from '~/server/modules/needs/rules';

const hour = 3_600_000;

/** A weekly rhythm of a need, of one role of an hour, with the tasks of its first two dates and the third left out; in UTC. The need's sums follow. */
export async function createSeries(
  prisma: PrismaClient,
  { needId, startsAt, createdById }: { needId: string; startsAt: Date; createdById: string },
): Promise<{ series: Series; tasks: Task[] }> {
  const weekday = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'][startsAt.getUTCDay()] ?? 'MO';
  const roleId = newId();
  const role = {
    title: 'Helper',
    minimumPlaces: 1,
    maximumPlaces: 5,
    languages: [],
    needsApproval: false,
    withdrawUntilMinutes: 0,
    sort: 0,
  };
  const series = await prisma.series.create({
    data: {
      id: newId(),
      needId,
      rule: `FREQ=WEEKLY;BYDAY=${weekday}`,
      startsOn: new Date(startsAt.toISOString().slice(0, 10)),
      createdById,
      leftOut: [new Date(new Date(startsAt.getTime() + 14 * 24 * hour).toISOString().slice(0, 10))],
      roles: {
        create: {
          id: roleId,
          ...role,
          startMinute: startsAt.getUTCHours() * 60 + startsAt.getUTCMinutes(),
          durationMinutes: 60,
        },
      },
    },
  });
  const tasks: Task[] = [];
  for (const occurrence of [0, 1]) {
    const start = new Date(startsAt.getTime() + occurrence * 7 * 24 * hour);
    tasks.push(
      await prisma.task.create({
        data: {
          id: newId(),
          needId,
          ...role,
          isOpen: true,
          seriesRoleId: roleId,
          occurrence,
          startsAt: start,
          endsAt: new Date(start.getTime() + hour),
          checkInSecret: randomBytes(20),
        },
      }),
    );
  }
  await prisma.need.update({
    where: { id: needId },
    data: sumsOf(await prisma.task.findMany({ where: { needId } })),
  });
  return { series, tasks };
}
