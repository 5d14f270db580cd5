import { expect, test } from 'vitest';
import { Prisma } from '~/generated/prisma/client';
import { createTestDatabase } from '~/tests/setup/database';

const { prisma } = await createTestDatabase();

/** Every model, as the client's own delegates: `ServiceRecord` is read through `prisma.serviceRecord`. */
const delegates = prisma as unknown as Record<string, { findMany(): Promise<unknown[]> }>;

test.each(Object.values(Prisma.ModelName))('reads %s from a migrated database', async (model) => {
  const delegate = delegates[model[0]?.toLowerCase() + model.slice(1)];

  await expect(delegate?.findMany()).resolves.toEqual([]);
});
