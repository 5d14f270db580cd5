import { expect, test } from 'vitest';
import { claimMode } from '~/server/database/connect';
import { claimSecret } from '~/server/database/secret';
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

test('a database opens with the secret it was made with, and says how to go on with another', async () => {
  await claimSecret(real.pool, 'the secret it was made with, 32 or more');
  await claimSecret(real.pool, 'the secret it was made with, 32 or more');

  const refused = claimSecret(real.pool, 'another secret that is long enough too');
  await expect(refused).rejects.toThrow(
    /made with another SESSION_SECRET: set that one again.*npm run change-secret/,
  );
  await expect(refused).rejects.not.toThrow(/the secret it was made with/);
});
