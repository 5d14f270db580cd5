import { expect, test } from 'vitest';
import { claimMode } from '~/server/database/connect';
import { createTestDatabase } from '~/tests/setup/database';

const demo = await createTestDatabase({ connections: 1 });
const real = await createTestDatabase({ connections: 1 });

test('the demo’s database never opens as a real community’s', async () => {
  await claimMode(demo.pool, true);
  await claimMode(demo.pool, true);

  await expect(claimMode(demo.pool, false)).rejects.toThrow(/holds the demo, which cannot become real/);
});

test('a real community’s database never opens as the demo', async () => {
  await claimMode(real.pool, false);

  await expect(claimMode(real.pool, true)).rejects.toThrow(/holds a real community/);
});
