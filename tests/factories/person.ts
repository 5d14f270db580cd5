import type { Person, Prisma, PrismaClient } from '~/generated/prisma/client';
import { newId } from '~/server/database/id';

let count = 0;

/** A person, without an account. */
export function createPerson(
  prisma: PrismaClient,
  overrides: Partial<Prisma.PersonUncheckedCreateInput> = {},
): Promise<Person> {
  count += 1;
  return prisma.person.create({ data: { id: newId(), displayName: `Person ${count}`, ...overrides } });
}
