import type { Prisma, PrismaClient, ServiceRecord, Task } from '~/generated/prisma/client';
import { newId } from '~/server/database/id';
import type { Scene } from './claim';

const hour = 3_600_000;

/** Two hours of service at a scene's need yesterday, proposed by its organisation. */
export function createRecord(
  prisma: PrismaClient,
  scene: Pick<Scene, 'community' | 'organisation' | 'need'> & { task?: Task },
  overrides: Partial<Prisma.ServiceRecordUncheckedCreateInput> & { personId: string },
): Promise<ServiceRecord> {
  const startsAt = overrides.startsAt ? new Date(overrides.startsAt) : new Date(Date.now() - 24 * hour);
  const minutes = overrides.minutes ?? 120;
  return prisma.serviceRecord.create({
    data: {
      id: newId(),
      communityId: scene.community.id,
      organisationId: scene.organisation.id,
      needId: scene.need.id,
      taskId: scene.task?.id ?? null,
      state: 'proposed',
      evidenceLevel: 2,
      minutes,
      endsAt: new Date(startsAt.getTime() + minutes * 60_000),
      activityName: scene.need.title,
      content: 'Helper',
      recorderId: overrides.personId,
      ...overrides,
      startsAt,
    },
  });
}

/** The same, confirmed by someone. */
export const createConfirmedRecord = (
  prisma: PrismaClient,
  scene: Parameters<typeof createRecord>[1],
  overrides: Parameters<typeof createRecord>[2] & { confirmerId: string },
): Promise<ServiceRecord> =>
  createRecord(prisma, scene, { state: 'confirmed', confirmedAt: new Date(), ...overrides });
