import { createHash } from 'node:crypto';
import {
  createReadStream,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { create, extract } from 'tar';
import { z } from 'zod';

/** The archive or the installation does not allow it; the message says why, and the live database is as it was. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
}

const Manifest = z.object({
  format: z.literal(1),
  mode: z.enum(['demo', 'real']),
  createdAt: z.iso.datetime(),
  /** The newest migration of the database that was saved. */
  migration: z.string(),
  /** Tells, without giving it away, whether the same SESSION_SECRET is in use. */
  secretMark: z.string(),
  tables: z.array(z.object({ name: z.string(), rows: z.int(), sha256: z.string() })),
  sequences: z.array(z.object({ name: z.string(), value: z.string(), called: z.boolean() })),
});

/** What an archive says of itself. `tables` are in the folder of that name, a JSON object a line. */
export type Manifest = z.output<typeof Manifest>;

/** A folder that only this user can read, gone when `work` is done. */
export async function inWorkshop<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'linli-backup-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export const tableFile = (folder: string, table: string): string => join(folder, `${table}.jsonl`);

/** Packs the manifest and the tables' files into one archive, which appears under its name only when it is whole. */
export async function packArchive(folder: string, manifest: Manifest, file: string): Promise<void> {
  writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  const names = ['manifest.json', ...manifest.tables.map(({ name }) => basename(tableFile(folder, name)))];
  const half = `${file}.part`;
  try {
    writeFileSync(half, '', { mode: 0o600 });
    await create({ file: half, cwd: folder, gzip: true, portable: true }, names);
    const handle = await open(half, 'r+');
    await handle.sync();
    await handle.close();
    renameSync(half, file);
  } finally {
    rmSync(half, { force: true });
  }
}

/**
 * Unpacks an archive into a folder and checks every byte of it against its manifest.
 * @throws BackupError when anything is missing, cut off or altered
 */
export async function unpackArchive(file: string, folder: string): Promise<Manifest> {
  if (!existsSync(file)) throw new BackupError(`There is no file ${file}.`);
  try {
    await extract({
      file,
      cwd: folder,
      strict: true,
      // Nothing but plain files of these names comes out of an archive, whatever is in it.
      filter: (path, entry) =>
        /^(manifest\.json|\w+\.jsonl)$/.test(path) && 'type' in entry && entry.type === 'File',
    });
  } catch (error) {
    throw damaged(file, error instanceof Error ? error.message : String(error));
  }
  const manifest = readManifest(file, folder);
  for (const { name, sha256 } of manifest.tables) {
    const path = tableFile(folder, name);
    if (!existsSync(path)) throw damaged(file, `the table ${name} is missing`);
    if ((await hashFile(path)) !== sha256) throw damaged(file, `the table ${name} was altered`);
  }
  return manifest;
}

/** SHA-256 of a file, hex. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

function readManifest(file: string, folder: string): Manifest {
  const path = join(folder, 'manifest.json');
  if (!existsSync(path)) throw damaged(file, 'it has no manifest');
  try {
    return Manifest.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    throw damaged(file, 'its manifest cannot be read');
  }
}

function damaged(file: string, why: string): BackupError {
  return new BackupError(
    `${file} is damaged or no backup of Linli (${why}). Nothing was changed: try another backup.`,
  );
}
