import { afterAll, expect, test } from 'vitest';
import { startApiProcess, type ApiProcess } from '~/tests/helpers/api-process';
import { clients, gatherCrowd } from '~/tests/helpers/claim-crowd';
import { brokenClaimInvariants } from '~/tests/helpers/claim-invariants';
import { seededRandom } from '~/tests/helpers/random';
import { createTestDatabase } from '~/tests/setup/database';

const database = await createTestDatabase();
const { pool, url } = database;
const crowd = await gatherCrowd(database);

/** The first of the twenty runs kills the whole API in a thousand claims; the others, of two hundred each, a quicker start. */
const runs = Array.from({ length: 20 }, (_, index) => ({ seed: index + 1, tasks: index === 0 ? 50 : 10 }));

const running = new Set<ApiProcess>();
afterAll(async () => {
  crowd.close();
  await Promise.all([...running].map((server) => server.kill()));
});

async function start(kind: 'api' | 'claim'): Promise<ApiProcess> {
  const server = await startApiProcess(url, kind);
  running.add(server);
  return server;
}

async function kill(server: ApiProcess): Promise<void> {
  await server.kill();
  running.delete(server);
}

test(
  'a server killed in the middle of claims by 20 clients, 20 times: what was acknowledged is there, once, and the counts agree',
  { timeout: 300_000 },
  async () => {
    let server = await start('api');

    for (const { seed, tasks } of runs) {
      const random = seededRandom(seed);
      const ids = await crowd.createTasks(seed, tasks);
      const wishes = crowd.wishesFor(seed, ids, random);
      const spare = start('claim');
      const dying = server;
      const fatal = Math.floor(clients * tasks * (0.05 + 0.8 * random()));
      let killed: Promise<void> | null = null;
      const acknowledged = await crowd.work(dying.port, wishes, {
        onAnswer: (count) => {
          if (count >= fatal) killed ??= kill(dying);
        },
      });
      await killed;
      expect(acknowledged.size).toBeGreaterThanOrEqual(fatal);
      expect(acknowledged.size).toBeLessThan(clients * tasks);
      expect(await brokenClaimInvariants(pool)).toEqual([]);
      server = await spare;
      await crowd.expectToGoOn(server.port, wishes, acknowledged, random);
    }
    expect(await brokenClaimInvariants(pool)).toEqual([]);
  },
);
