import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase, type Database } from '~/server/database/client';
import { locateCluster } from '~/server/database/cluster';
import { connectDatabase, databaseName } from '~/server/database/connect';
import { DataInUseError, lockDataDirectory } from '~/server/database/data-lock';
import { migrate } from '~/server/database/migrate';
import { findPostgresUser } from '~/server/database/postgres-user';
import type { Environment } from '~/server/environment';

/**
 * Opens the database for a command, at the newest schema: the one of `DATABASE_URL`, else the embedded one. A server that
 * runs on the same data shares its PostgreSQL; without one it is started for the command and stopped at its end.
 */
export async function openCommandDatabase(environment: Environment): Promise<Database> {
  const { url, shared, stop } = await connectCommand(environment);
  try {
    const maxConnections = shared ? 4 : environment.databaseConnections;
    const database = openDatabase(url, { maxConnections });
    if (!shared) await migrate(database.pool);
    return {
      ...database,
      async close() {
        await database.close();
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A connection string, whether a server uses that database's PostgreSQL too, and the end of what was started for it. */
export interface CommandConnection {
  url: string;
  shared: boolean;
  stop(): Promise<void>;
}

/** Finds the database for a command as it stands, without migrating it. */
export async function connectCommand(environment: Environment): Promise<CommandConnection> {
  const lock = environment.databaseUrl ? null : tryLock(environment.dataDirectory);
  if (!environment.databaseUrl && !lock) {
    const url = runningUrl(environment.dataDirectory, databaseName(environment));
    return { url, shared: true, stop: async () => undefined };
  }
  lock?.release();
  const connected = await connectDatabase(environment, { log: () => undefined, onLost: () => undefined });
  return { ...connected, shared: false };
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
