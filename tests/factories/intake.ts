import { randomInt } from 'node:crypto';
import type { Intake, Prisma, PrismaClient } from '~/generated/prisma/client';
import { newId } from '~/server/database/id';

/** A complaint taken down by telephone, unless told otherwise. */
export function createIntake(
  prisma: PrismaClient,
  overrides: Partial<Prisma.IntakeUncheckedCreateInput> & {
    communityId: string;
    organisationId: string;
    takenInById: string | null;
  },
): Promise<Intake> {
  return prisma.intake.create({
    data: {
      id: newId(),
      number: `2000-${String(randomInt(1e12)).padStart(12, '0')}`,
      channel: 'phone',
      subject: 'The lamp on the stairs is out',
      outcome: 'complaint',
      ownerId: overrides.takenInById,
      dueAt: new Date(Date.now() + 86_400_000),
      ...overrides,
    },
  });
}
