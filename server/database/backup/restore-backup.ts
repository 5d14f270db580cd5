import { Client, escapeIdentifier, Pool } from 'pg';
import { listMigrations, migrate } from '../migrate';
import { markOf } from '../secret';
import { BackupError, inWorkshop, tableFile, unpackArchive, type Manifest } from './archive';
import { dumpTable, listTables, loadTable, withoutReferences, writeSequences } from './tables';

/** What `restoreBackup` needs to know. */
export interface RestoreRequest {
  /** The live database; nobody else may be connected to it. */
  url: string;
  file: string;
  demo: boolean;
  secret: string;
  /** Called with the restored database before it takes the live one's place when it was made with another secret; without it, that is refused. */
  adoptSecret?: ((url: string) => Promise<void>) | undefined;
}

/** What came back, and where the database is that stood there before. */
export interface Restored {
  manifest: Manifest;
  previous: string;
}

/**
 * Puts a backup in the place of the live database. The archive is checked, loaded into a fresh database and compared
 * there row by row; only then do the two change names. Until that moment the live one is not touched.
 */
export async function restoreBackup(request: RestoreRequest): Promise<Restored> {
  return inWorkshop(async (folder) => {
    const manifest = await unpackArchive(request.file, folder);
    assertFits(manifest, request);
    const live = databaseOf(request.url);
    const fresh = `${live}_restoring`;
    const previous = `${live}_previous`;
    await maintain(request.url, async (client) => {
      await assertAlone(client, live);
      await client.query(`DROP DATABASE IF EXISTS ${escapeIdentifier(fresh)} WITH (FORCE)`);
      await createDatabase(client, fresh);
    });
    try {
      await fill(withDatabase(request.url, fresh), manifest, folder, request.file);
      if (manifest.secretMark !== markOf(request.secret))
        await request.adoptSecret?.(withDatabase(request.url, fresh));
    } catch (error) {
      await maintain(request.url, (client) =>
        client.query(`DROP DATABASE IF EXISTS ${escapeIdentifier(fresh)} WITH (FORCE)`),
      );
      throw error;
    }
    await maintain(request.url, (client) => swap(client, { live, fresh, previous }));
    return { manifest, previous };
  });
}

function assertFits(manifest: Manifest, { file, demo, secret, adoptSecret }: RestoreRequest): void {
  const untouched = 'Nothing was changed.';
  if ((manifest.mode === 'demo') !== demo) {
    throw new BackupError(
      demo
        ? `${file} is the backup of a real community, and Linli is set to demo mode. ${untouched}`
        : `${file} is the backup of a demo, which cannot become real. ${untouched}`,
    );
  }
  if (!listMigrations().some(({ name }) => name === manifest.migration)) {
    throw new BackupError(
      `${file} was made by a newer Linli (${manifest.migration}): restore it with that one. ${untouched}`,
    );
  }
  if (manifest.secretMark !== markOf(secret) && !adoptSecret) {
    throw new BackupError(
      `${file} was made with another SESSION_SECRET: set that one, or add --other-secret to change it to this one. ${untouched}`,
    );
  }
}

/** Loads the fresh database and proves that it holds what the archive says, then brings it to the newest schema. */
async function fill(url: string, manifest: Manifest, folder: string, file: string): Promise<void> {
  const pool = new Pool({ connectionString: url, max: 1 });
  try {
    await migrate(pool, { upTo: manifest.migration });
    const client = await pool.connect();
    try {
      await client.query(`SET timezone = 'UTC'; SET extra_float_digits = 1; SET intervalstyle = 'iso_8601'`);
      await client.query('BEGIN');
      const names = manifest.tables.map(({ name }) => name);
      assertSameTables(await listTables(client), names, file);
      // What migrating itself put in is in the archive too.
      await withoutReferences(client, names, async () => {
        for (const name of names) await client.query(`DELETE FROM ${escapeIdentifier(name)}`);
        for (const name of names) await loadTable(client, name, tableFile(folder, name));
      });
      await writeSequences(client, manifest.sequences);
      for (const { name, rows, sha256 } of manifest.tables) {
        const sum = await dumpTable(client, name);
        if (sum.rows !== rows || sum.sha256 !== sha256) {
          throw new BackupError(
            `The table ${name} did not come back as it was saved. The live database was not touched.`,
          );
        }
      }
      await client.query('COMMIT');
    } finally {
      client.release();
    }
    await migrate(pool);
    await pool.query(giveUpWaitingMessages);
    await pool.query('ANALYZE');
  } finally {
    await pool.end();
  }
}

/** What waited to be sent went out, or did not, after the archive was made: sent again, somebody would get it twice. */
const giveUpWaitingMessages = `
  UPDATE "Delivery" SET state = 'unknown', error = 'interrupted', "settledAt" = now() WHERE state IN ('waiting', 'sending');
  UPDATE "Notice" SET "plannedAt" = now() WHERE "plannedAt" IS NULL`;

function assertSameTables(expected: string[], given: string[], file: string): void {
  const unknown =
    given.find((name) => !expected.includes(name)) ?? expected.find((name) => !given.includes(name));
  if (unknown)
    throw new BackupError(
      `${file} does not fit its own version: ${unknown}. The live database was not touched.`,
    );
}

async function createDatabase(client: Client, name: string): Promise<void> {
  try {
    await client.query(`CREATE DATABASE ${escapeIdentifier(name)}`);
  } catch (error) {
    if ((error as { code?: string }).code !== '42501') throw error;
    throw new BackupError(
      'The user of DATABASE_URL may not create databases, which restoring needs: ALTER USER … CREATEDB. Nothing was changed.',
    );
  }
}

async function assertAlone(client: Client, live: string): Promise<void> {
  const { rowCount } = await client.query(
    `SELECT FROM pg_stat_activity WHERE datname = $1 AND backend_type = 'client backend'`,
    [live],
  );
  if (rowCount)
    throw new BackupError(
      'Linli or another program is connected to the database: stop it first. Nothing was changed.',
    );
}

/** The live database steps aside and the restored one takes its name, both or neither. */
async function swap(
  client: Client,
  { live, fresh, previous }: Record<'live' | 'fresh' | 'previous', string>,
): Promise<void> {
  await client.query(`DROP DATABASE IF EXISTS ${escapeIdentifier(previous)} WITH (FORCE)`);
  const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [live]);
  const rename = (from: string, to: string) =>
    client.query(`ALTER DATABASE ${escapeIdentifier(from)} RENAME TO ${escapeIdentifier(to)}`);
  await client.query('BEGIN');
  if (rowCount) await rename(live, previous);
  await rename(fresh, live);
  await client.query('COMMIT');
}

/** On a connection to the server's own database, since one cannot rename what one is connected to. */
async function maintain<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({
    connectionString: withDatabase(url, 'postgres'),
    application_name: 'linli restore',
  });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const databaseOf = (url: string): string => decodeURIComponent(new URL(url).pathname.slice(1));

function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${encodeURIComponent(database)}`;
  return changed.href;
}
