import { randomBytes } from 'node:crypto';
import { escapeIdentifier, Pool } from 'pg';
import pino from 'pino';
import { afterEach, expect, inject, test } from 'vitest';
import { loadEnvironment } from '~/server/environment';
import { serve, type Running } from '~/server/serve';
import { asAdministrator, databaseUrl } from '~/tests/setup/global';

/** Nodes of one installation that are started at the same moment on a database that holds nothing, not even tables. */

const { url: server } = inject('testServer');
const databases: string[] = [];
const running: Running[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((node) => node.stop()));
  for (const name of databases.splice(0))
    await asAdministrator(server, (client) =>
      client.query(`DROP DATABASE IF EXISTS ${escapeIdentifier(name)} WITH (FORCE)`),
    );
});

async function emptyDatabase(): Promise<string> {
  const name = `linli_test_start_${randomBytes(6).toString('hex')}`;
  databases.push(name);
  await asAdministrator(server, (client) => client.query(`CREATE DATABASE ${escapeIdentifier(name)}`));
  return databaseUrl(server, name);
}

async function startNode(settings: Record<string, string>): Promise<void> {
  const node = await serve(
    loadEnvironment({ LINLI_ROLE: 'worker', LINLI_DATABASE_CONNECTIONS: '4', ...settings }),
    {
      log: pino({ level: 'silent' }),
      step: (_title, work) => work(),
      say: () => undefined,
      onLost: (reason) => {
        throw reason;
      },
    },
  );
  running.push(node);
}

async function count(url: string, table: string): Promise<number> {
  const pool = new Pool({ connectionString: url, max: 1 });
  const { rows } = await pool.query<{ count: number }>(
    `SELECT count(*)::int FROM ${escapeIdentifier(table)}`,
  );
  await pool.end();
  return rows[0]?.count ?? 0;
}

const real = { LINLI_DEMO: '0', SESSION_SECRET: 'only for tests of the process, 32 characters' };
const demo = { LINLI_DEMO: '1' };

test('four real nodes fill it once', async () => {
  const url = await emptyDatabase();
  await Promise.all([1, 2, 3, 4].map(() => startNode({ ...real, DATABASE_URL: url })));

  expect(running).toHaveLength(4);
  expect(await count(url, 'Category')).toBeGreaterThan(20);
  const categories = await count(url, 'Category');
  await startNode({ ...real, DATABASE_URL: url });
  expect(await count(url, 'Category')).toBe(categories);
});

test('two demo nodes load the demo once', async () => {
  const url = await emptyDatabase();
  await Promise.all([1, 2].map(() => startNode({ ...demo, DATABASE_URL: url })));

  expect(running).toHaveLength(2);
  expect(await count(url, 'Need')).toBeGreaterThan(500);
  expect(await count(url, 'Need')).toBeLessThan(1_000);
});
