import { Client } from 'pg';
import { markOf } from '../secret';
import { inWorkshop, packArchive, tableFile, type Manifest } from './archive';
import { dumpTable, listTables, readSequences } from './tables';

/** What `makeBackup` needs to know. */
export interface BackupRequest {
  url: string;
  /** The archive to write. */
  file: string;
  demo: boolean;
  secret: string;
}

/**
 * Saves a database as one archive: every table as it stood at one instant, while the server goes on working.
 * Answers what the archive holds.
 */
export async function makeBackup({ url, file, demo, secret }: BackupRequest): Promise<Manifest> {
  const client = new Client({ connectionString: url, application_name: 'linli backup' });
  await client.connect();
  try {
    // One snapshot for all tables.
    await client.query(`SET timezone = 'UTC'; SET extra_float_digits = 1; SET intervalstyle = 'iso_8601'`);
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    return await inWorkshop(async (folder) => {
      const manifest: Manifest = {
        format: 1,
        mode: demo ? 'demo' : 'real',
        createdAt: new Date().toISOString(),
        migration: await newestMigration(client),
        secretMark: markOf(secret),
        tables: [],
        sequences: await readSequences(client),
      };
      for (const name of await listTables(client)) {
        manifest.tables.push({ name, ...(await dumpTable(client, name, tableFile(folder, name))) });
      }
      await client.query('COMMIT');
      await packArchive(folder, manifest, file);
      return manifest;
    });
  } finally {
    await client.end();
  }
}

async function newestMigration(client: Client): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    'SELECT migration_name AS name FROM "_prisma_migrations" ORDER BY 1 DESC LIMIT 1',
  );
  return rows[0]?.name ?? '';
}
