import type { PrismaClient, Task } from '~/generated/prisma/client';
import { newId } from '~/server/database/id';
import { createPerson } from '~/tests/factories/person';

/** A confirmed claim of a new person, its place counted. */
export async function createClaim(prisma: PrismaClient, task: Task): Promise<string> {
  const person = await createPerson(prisma);
  const claim = await prisma.claim.create({
    data: {
      id: newId(),
      taskId: task.id,
      personId: person.id,
      state: 'confirmed',
      startsAt: task.startsAt,
      endsAt: task.endsAt,
    },
  });
  await prisma.task.update({ where: { id: task.id }, data: { takenPlaces: { increment: 1 } } });
  await prisma.need.update({ where: { id: task.needId }, data: { placesTaken: { increment: 1 } } });
  return claim.id;
}

export const claimState = async (prisma: PrismaClient, id: string): Promise<string> =>
  (await prisma.claim.findUniqueOrThrow({ where: { id } })).state;
