import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { escapeIdentifier, type Pool } from 'pg';
import { afterAll, inject } from 'vitest';
import type { PrismaClient } from '~/generated/prisma/client';
import { openDatabase } from '~/server/database/client';
import { asAdministrator, databaseUrl } from './global';

/** A migrated, empty database of one test file's own. */
export interface TestDatabase {
  url: string;
  pool: Pool;
  prisma: PrismaClient;
}

/**
 * Clones the migrated template. Call it at the top level of a test file:
 *
 *     const { pool, prisma } = await createTestDatabase();
 *
 * After the file's last test its connections are closed and the database is dropped; a client that a test took from the
 * pool and did not give back fails the file.
 */
export async function createTestDatabase(options: { connections?: number } = {}): Promise<TestDatabase> {
  const { url: server, template } = inject('testServer');
  const name = `linli_test_${process.pid}_${randomBytes(6).toString('hex')}`;
  await asAdministrator(server, (client) =>
    client.query(
      `CREATE DATABASE ${escapeIdentifier(name)} TEMPLATE ${escapeIdentifier(template)} STRATEGY FILE_COPY`,
    ),
  );
  const url = databaseUrl(server, name);
  const { pool, prisma } = openDatabase(url, { maxConnections: options.connections ?? 10 });

  afterAll(async () => {
    const taken = () => (pool.ended ? 0 : pool.totalCount - pool.idleCount);
    // A question whose browser has gone is answered all the same, and gives its client back then.
    for (let patience = 200; taken() > 0 && patience > 0; patience -= 1) await sleep(25);
    const leaked = taken();
    await prisma.$disconnect();
    if (!pool.ended && leaked === 0) await pool.end();
    await asAdministrator(server, (client) =>
      client.query(`DROP DATABASE IF EXISTS ${escapeIdentifier(name)} WITH (FORCE)`),
    );
    if (leaked > 0)
      throw new Error(`${leaked} database client(s) were taken from the pool and never released`);
  });
  return { url, pool, prisma };
}
