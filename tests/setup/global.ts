import { mkdtempSync, rmSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, escapeIdentifier, Pool } from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbedded, type EmbeddedPostgres } from '~/server/database/embedded';
import { migrate } from '~/server/database/migrate';

declare module 'vitest' {
  interface ProvidedContext {
    /** The PostgreSQL that a test run uses, and the migrated database in it that each test file clones. */
    testServer: { url: string; template: string };
  }
}

/**
 * Before the first test: one PostgreSQL (embedded and in memory-like haste, or the one TEST_DATABASE_URL names) with one
 * migrated database. After the last: all of it is gone.
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL;
  const embedded = given ? undefined : await startThrowAway();
  const url = given ?? embedded?.server.url('postgres') ?? '';
  const template = `linli_template_${process.pid}_${Date.now()}`;

  await asAdministrator(url, (client) => client.query(`CREATE DATABASE ${escapeIdentifier(template)}`));
  const pool = new Pool({ connectionString: databaseUrl(url, template), max: 1 });
  await migrate(pool);
  await pool.end();
  project.provide('testServer', { url, template });

  return async () => {
    await asAdministrator(url, (client) =>
      client.query(`DROP DATABASE IF EXISTS ${escapeIdentifier(template)} WITH (FORCE)`),
    );
    await embedded?.remove();
  };
}

/** The connection string of another database on the same server. */
export function databaseUrl(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}

/** Runs something on a connection that is closed afterwards. */
export async function asAdministrator<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function startThrowAway(): Promise<{ server: EmbeddedPostgres; remove: () => Promise<void> }> {
  const directory = mkdtempSync(join(tmpdir(), 'linli-test-'));
  chmodSync(directory, 0o755);
  const server = await startEmbedded({
    directory,
    durable: false,
    settings: ['max_connections=300', 'autovacuum=off'],
  });
  return {
    server,
    async remove() {
      await server.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
