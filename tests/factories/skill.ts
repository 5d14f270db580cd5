import type { Prisma, PrismaClient, Skill } from '~/generated/prisma/client';
import { newId } from '~/server/database/id';

/** A skill of the vocabulary. */
export function createSkill(
  prisma: PrismaClient,
  overrides: Partial<Prisma.SkillUncheckedCreateInput> = {},
): Promise<Skill> {
  const id = newId();
  return prisma.skill.create({
    data: { id, key: `skill-${id}`, nameEn: 'First aid', nameZh: '急救', source: 'test', ...overrides },
  });
}
