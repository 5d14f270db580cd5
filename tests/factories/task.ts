import { randomBytes } from 'node:crypto';
import type { Prisma, PrismaClient, Task } from '~/generated/prisma/client';
import { newId } from '~/server/database/id';
import { sumsOf, takesClaims } from '~/server/modules/needs/rules';

const hour = 3_600_000;

/** A task of a need, in a week's time for two hours, with five places; the need's sums follow. */
export async function createTask(
  prisma: PrismaClient,
  overrides: Partial<Prisma.TaskUncheckedCreateInput> & { needId: string },
): Promise<Task> {
  const startsAt = overrides.startsAt ? new Date(overrides.startsAt) : new Date(Date.now() + 7 * 24 * hour);
  const need = await prisma.need.findUniqueOrThrow({
    where: { id: overrides.needId },
    include: { tasks: true },
  });
  const task = await prisma.task.create({
    data: {
      id: newId(),
      title: 'Helper',
      minimumPlaces: 1,
      maximumPlaces: 5,
      isOpen: takesClaims(need.status),
      checkInSecret: randomBytes(20),
      languages: [],
      ...overrides,
      startsAt,
      endsAt: overrides.endsAt ?? new Date(startsAt.getTime() + 2 * hour),
    },
  });
  await prisma.need.update({ where: { id: need.id }, data: sumsOf([...need.tasks, task]) });
  return task;
}
