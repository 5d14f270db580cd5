import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, escapeIdentifier } from 'pg';
import { createCluster, locateCluster, rotateLog } from './cluster';
import { stopOrphan } from './orphan';
import { findPostgres } from './postgres-files';
import { findPostgresUser } from './postgres-user';
import { startPostmaster, type Postmaster } from './postmaster';

/** How to run the embedded PostgreSQL. */
export interface EmbeddedOptions {
  /** The data directory; the caller holds its lock. */
  directory: string;
  /** False only for throw-away test data: nothing is forced to disk. */
  durable?: boolean;
  /** Further settings, as `name=value`. */
  settings?: string[];
  /** Told what happens, in sentences. */
  log?: (message: string) => void;
  /** The database ended by itself and could not be started again. */
  onLost?: (reason: Error) => void;
}

/** A running embedded PostgreSQL, reachable on loopback only. */
export interface EmbeddedPostgres {
  readonly port: number;
  readonly pid: number;
  /** Where the database files are. */
  readonly files: string;
  /** The connection string of a database in it. */
  url(database: string): string;
  /** Makes the database unless it is there. */
  ensureDatabase(database: string): Promise<void>;
  /** Ends it in an orderly way; everything committed is on disk. */
  stop(): Promise<void>;
}

const USER = 'linli';
const CRASHES_FORGIVEN = 3;
const CRASH_WINDOW = 60_000;
const LET_GO_PATIENCE = 30_000;

/**
 * Starts the PostgreSQL that npm installed on the data in `directory`, making the data first when there is none.
 * A PostgreSQL that an earlier, killed server left running on it is stopped; one that crashes is started again.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const log = options.log ?? (() => undefined);
  mkdirSync(options.directory, { recursive: true, mode: 0o755 });

  const owner = findPostgresUser();
  const location = locateCluster(options.directory, owner);
  const programs = findPostgres(owner, location.shelter);
  const password = readPassword(options.directory);
  if (location.moved)
    log(`PostgreSQL cannot reach ${options.directory}; its files are in ${location.cluster}`);

  const orphan = await stopOrphan(location.cluster);
  if (orphan !== undefined) log(`Stopped the PostgreSQL (process ${orphan}) that an earlier run left behind`);
  if (!existsSync(join(location.cluster, 'PG_VERSION'))) {
    log(`Making a new database in ${location.cluster}`);
    createCluster({
      programs,
      owner,
      cluster: location.cluster,
      user: USER,
      password,
      durable: options.durable,
    });
  }

  const logFile = join(options.directory, 'postgres.log');
  rotateLog(logFile);
  const launch = (port: number) =>
    onceLetGo(() =>
      startPostmaster({
        programs,
        owner,
        cluster: location.cluster,
        logFile,
        port,
        settings: settingsOf(options),
      }),
    );

  const started = await startOnFreePort(launch);
  let postmaster = started.postmaster;
  let stopping = false;
  let crashes: number[] = [];
  watch();

  function watch(): void {
    void postmaster.ended.then(async (reason) => {
      if (stopping) return;
      crashes = [...crashes, Date.now()].filter((at) => at > Date.now() - CRASH_WINDOW);
      log(`PostgreSQL ended by itself (${reason}); see ${logFile}`);
      try {
        if (crashes.length > CRASHES_FORGIVEN) throw new Error('PostgreSQL keeps ending by itself');
        await stopOrphan(location.cluster);
        postmaster = await launch(started.port);
        if (stopping) return await postmaster.stop();
        log('PostgreSQL is back');
        watch();
      } catch (error) {
        options.onLost?.(error instanceof Error ? error : new Error(String(error)));
      }
    });
  }

  const url = (database: string) =>
    `postgresql://${USER}:${password}@127.0.0.1:${started.port}/${encodeURIComponent(database)}`;
  return {
    port: started.port,
    files: location.cluster,
    url,
    get pid() {
      return postmaster.pid;
    },
    ensureDatabase: (database) => ensureDatabase(url('postgres'), database),
    async stop() {
      stopping = true;
      await postmaster.stop();
    },
  };
}

function settingsOf({ durable = true, settings = [] }: EmbeddedOptions): string[] {
  const common = ['max_connections=120', 'timezone=UTC', 'log_timezone=UTC', 'shared_buffers=128MB'];
  const throwAway = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];
  return [...common, ...(durable ? [] : throwAway), ...settings];
}

/** A random password, readable by this user alone and kept for the life of the data. */
function readPassword(directory: string): string {
  const path = join(directory, 'postgres.password');
  if (!existsSync(path)) writeFileSync(path, `${randomBytes(24).toString('hex')}\n`, { mode: 0o600 });
  chmodSync(path, 0o600);
  return readFileSync(path, 'utf8').trim();
}

/**
 * The processes of a killed PostgreSQL hold its memory until each has ended what it was at, and until then PostgreSQL refuses to
 * start on the same data: it is tried again.
 */
async function onceLetGo(start: () => Promise<Postmaster>): Promise<Postmaster> {
  for (const deadline = Date.now() + LET_GO_PATIENCE; ; await sleep(100)) {
    try {
      return await start();
    } catch (error) {
      const held = error instanceof Error && /pre-existing shared memory block/.test(error.message);
      if (!held || Date.now() > deadline) throw error;
    }
  }
}

/** Another program may take a free port between finding and using it; then the next one is tried. */
async function startOnFreePort(launch: (port: number) => Promise<Postmaster>) {
  for (let attempt = 1; ; attempt += 1) {
    const port = await findFreePort();
    try {
      return { port, postmaster: await launch(port) };
    } catch (error) {
      const taken = error instanceof Error && /Address already in use|could not bind/.test(error.message);
      if (!taken || attempt === 3) throw error;
    }
  }
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

async function ensureDatabase(url: string, database: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
    if (!rowCount) await client.query(`CREATE DATABASE ${escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
}
