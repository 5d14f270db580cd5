import { Pool } from 'pg';
import type { Environment } from '~/server/environment';
import { lockDataDirectory } from './data-lock';
import { startEmbedded } from './embedded';

/** PostgreSQL 15 is the oldest that Linli's statements and tests run on. */
const OLDEST = 15;

/** The database of this installation cannot be used; the message says what to do. */
export class DatabaseUnavailableError extends Error {
  override readonly name = 'DatabaseUnavailableError';
}

/** A database to open, and what stands behind it. */
export interface Connected {
  readonly url: string;
  /** Ends the embedded PostgreSQL, where there is one, and gives its data free. Call it last. */
  stop(): Promise<void>;
}

/** What `connectDatabase` tells its caller. */
export interface ConnectListener {
  log(message: string): void;
  /** The database is gone and does not come back: the process has to end. */
  onLost(reason: Error): void;
}

/** Demo and real data live in databases of their own. */
export const databaseName = (environment: Pick<Environment, 'demo'>): string =>
  environment.demo ? 'linli_demo' : 'linli';

/**
 * Finds the database for a server: the one of `DATABASE_URL`, once it answers and is new enough, else the embedded one,
 * whose data this process then has for itself.
 */
export async function connectDatabase(
  environment: Environment,
  listener: ConnectListener,
): Promise<Connected> {
  if (environment.databaseUrl) {
    await assertUsable(environment.databaseUrl);
    return { url: environment.databaseUrl, stop: async () => undefined };
  }
  const lock = lockDataDirectory(environment.dataDirectory);
  try {
    const embedded = await startEmbedded({ directory: environment.dataDirectory, ...listener });
    const name = databaseName(environment);
    await embedded.ensureDatabase(name);
    return {
      url: embedded.url(name),
      async stop() {
        await embedded.stop();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/**
 * Marks an empty database as the demo's or a real community's, and refuses to open the one as the other.
 * Call it after migrating.
 */
export async function claimMode(pool: Pool, demo: boolean): Promise<void> {
  const mode = demo ? 'demo' : 'real';
  await pool.query(
    `INSERT INTO "Installation" (key, value, "updatedAt") VALUES ('mode', to_jsonb($1::text), now()) ON CONFLICT (key) DO NOTHING`,
    [mode],
  );
  const { rows } = await pool.query<{ value: string }>(`SELECT value FROM "Installation" WHERE key = 'mode'`);
  if (rows[0]?.value === mode) return;
  throw new DatabaseUnavailableError(
    demo
      ? 'This database holds a real community, and Linli is set to demo mode: set SESSION_SECRET (and not LINLI_DEMO=1) to open it.'
      : 'This database holds the demo, which cannot become real: give DATABASE_URL an empty database, or set LINLI_DEMO=1.',
  );
}

async function assertUsable(url: string): Promise<void> {
  const { host, pathname } = new URL(url);
  const named = `${host || 'localhost'}${pathname}`;
  const pool = new Pool({ connectionString: url, max: 1, connectionTimeoutMillis: 10_000 });
  let version: number;
  try {
    const { rows } = await pool.query<{ server_version_num: string }>('SHOW server_version_num');
    version = Math.floor(Number(rows[0]?.server_version_num) / 10_000);
  } catch (error) {
    throw new DatabaseUnavailableError(
      `The PostgreSQL that DATABASE_URL names (${named}) does not let Linli in: ${reasonOf(error)}. Start it, or mend DATABASE_URL.`,
    );
  } finally {
    await pool.end();
  }
  if (version < OLDEST) {
    throw new DatabaseUnavailableError(
      `The PostgreSQL that DATABASE_URL names (${named}) is version ${version}, and Linli needs ${OLDEST} or later: upgrade it, or leave DATABASE_URL out to use the embedded one.`,
    );
  }
}

/** A refused connection is several errors in one, without a message of its own. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return reasonOf(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}
