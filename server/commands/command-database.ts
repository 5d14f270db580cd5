import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase, type Database } from '~/server/database/client';
import { locateCluster } from '~/server/database/cluster';
import { databaseName } from '~/server/database/connect';
import { DataInUseError, lockDataDirectory } from '~/server/database/data-lock';
import { startEmbedded } from '~/server/database/embedded';
import { migrate } from '~/server/database/migrate';
import { findPostgresUser } from '~/server/database/postgres-user';
import type { Environment } from '~/server/environment';

/**
 * Opens the database for a command: the one of `DATABASE_URL`, else the embedded one. A server that runs on the same data
 * shares its PostgreSQL; without one it is started for the command and stopped at its end.
 */
export async function openCommandDatabase(environment: Environment): Promise<Database> {
  if (environment.databaseUrl) return openMigrated(environment.databaseUrl, environment);
  const name = databaseName(environment);
  const lock = tryLock(environment.dataDirectory);
  if (!lock) return openDatabase(runningUrl(environment.dataDirectory, name), { maxConnections: 4 });
  try {
    const embedded = await startEmbedded({ directory: environment.dataDirectory });
    await embedded.ensureDatabase(name);
    const database = await openMigrated(embedded.url(name), environment);
    return {
      ...database,
      async close() {
        await database.close();
        await embedded.stop();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function openMigrated(url: string, environment: Environment): Promise<Database> {
  const database = openDatabase(url, { maxConnections: environment.databaseConnections });
  await migrate(database.pool);
  return database;
}

/** The data directory for this command alone, or null while a server has it. */
function tryLock(directory: string): ReturnType<typeof lockDataDirectory> | null {
  try {
    return lockDataDirectory(directory);
  } catch (error) {
    if (error instanceof DataInUseError) return null;
    throw error;
  }
}

/** How to reach the embedded PostgreSQL that a server runs: its port stands in its own file, its password beside the data. */
function runningUrl(directory: string, name: string): string {
  const { cluster } = locateCluster(directory, findPostgresUser());
  const pidFile = join(cluster, 'postmaster.pid');
  const port = existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8').split('\n')[3]) : NaN;
  if (!port)
    throw new Error(`The server on ${directory} is just starting or stopping: wait a moment and try again.`);
  const password = readFileSync(join(directory, 'postgres.password'), 'utf8').trim();
  return `postgresql://linli:${password}@127.0.0.1:${port}/${name}`;
}
