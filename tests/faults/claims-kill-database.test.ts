import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { openDatabase } from '~/server/database/client';
import { startEmbedded } from '~/server/database/embedded';
import { migrate } from '~/server/database/migrate';
import { startApiProcess } from '~/tests/helpers/api-process';
import { clients, gatherCrowd } from '~/tests/helpers/claim-crowd';
import { brokenClaimInvariants } from '~/tests/helpers/claim-invariants';
import { seededRandom } from '~/tests/helpers/random';
import { makeDataDirectory } from '~/tests/helpers/start-linli';

// A PostgreSQL of this file's own, set as an installation's is: what it acknowledged it has written.

const data = makeDataDirectory();
const said: string[] = [];
const lost: Error[] = [];
const postgres = await startEmbedded({
  directory: data.directory,
  log: (message) => said.push(message),
  onLost: (reason) => lost.push(reason),
});
await postgres.ensureDatabase('linli');
const database = openDatabase(postgres.url('linli'));
const { pool } = database;
await migrate(pool);
const crowd = await gatherCrowd(database);
const server = await startApiProcess(postgres.url('linli'), 'claim');

afterAll(async () => {
  crowd.close();
  await server.kill();
  await database.close();
  await postgres.stop();
  data.remove();
});

/** Waits until the PostgreSQL that took the place of a killed one answers. */
async function untilBack(killed: number): Promise<void> {
  for (const deadline = Date.now() + 30_000; ; await sleep(25)) {
    if (lost.length > 0 || Date.now() > deadline)
      throw new Error(['It stays away', ...said, ...lost].join('\n'));
    const answers = () =>
      pool.query('SELECT').then(
        () => true,
        () => false,
      );
    if (postgres.pid !== killed && (await answers())) return;
  }
}

/** Keeps one of PostgreSQL's processes at work, which notices only at its end that it is the last of its kind. */
const longQuery = () => pool.query('SELECT count(*) FROM generate_series(1, 3000000)').catch(() => undefined);

test(
  'PostgreSQL killed in the middle of claims by 20 clients, 3 times: it comes back with what was acknowledged, once, and the server goes on',
  { timeout: 180_000 },
  async () => {
    for (const name of ['fsync', 'synchronous_commit', 'full_page_writes'])
      expect((await pool.query(`SHOW ${name}`)).rows).toEqual([{ [name]: 'on' }]);

    const tasks = 10;
    for (const seed of [1, 2, 3]) {
      const random = seededRandom(seed);
      const ids = await crowd.createTasks(seed, tasks);
      const wishes = crowd.wishesFor(seed, ids, random);
      const fatal = Math.floor(clients * tasks * (0.1 + 0.7 * random()));
      const { pid } = postgres;
      let killed = false;
      let busy: Promise<unknown> | null = null;
      const acknowledged = await crowd.work(server.port, wishes, {
        mayFail: true,
        onAnswer: (count) => {
          if (count >= fatal / 2) busy ??= longQuery();
          if (count >= fatal && !killed) killed = process.kill(pid, 'SIGKILL');
        },
      });
      expect(acknowledged.size).toBeGreaterThanOrEqual(fatal);
      expect(acknowledged.size).toBeLessThan(clients * tasks);
      await untilBack(pid);
      await busy;
      expect(await brokenClaimInvariants(pool)).toEqual([]);
      await crowd.expectToGoOn(server.port, wishes, acknowledged, random);
    }
    expect(await brokenClaimInvariants(pool)).toEqual([]);
    expect(said.filter((message) => message.startsWith('PostgreSQL ended by itself'))).toHaveLength(3);
  },
);
