/**
 * npm run restore -- FILE [--other-secret]: puts a backup in the place of the database. Linli is stopped meanwhile.
 * A damaged archive changes nothing.
 */
import { parseArgs } from 'node:util';
import { resolve } from 'node:path';
import { connectDatabase } from '~/server/database/connect';
import { restoreBackup } from '~/server/database/backup/restore-backup';
import { openDatabase } from '~/server/database/client';
import { systemClock } from '~/server/deps';
import { loadEnvironment, type Environment } from '~/server/environment';
import { changeSecret } from '~/server/modules/identity/change-secret';
import { PlainError, runCommand } from './run-command';

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { 'other-secret': { type: 'boolean', default: false } },
  });
  const [file] = positionals;
  if (!file) throw new PlainError('Name the archive to read: npm run restore -- linli-backup.tar.gz');
  const environment = loadEnvironment();
  const connected = await connectDatabase(environment, { log: () => undefined, onLost: () => undefined });
  try {
    const { manifest, previous } = await restoreBackup({
      url: connected.url,
      file: resolve(file),
      demo: environment.demo,
      secret: environment.secret,
      adoptSecret: values['other-secret'] ? (url) => adoptSecret(url, environment) : undefined,
    });
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    console.log(`Restored ${rows} rows as they stood at ${manifest.createdAt}, and compared every one.`);
    console.log(`The database that stood there before is kept as ${previous} until the next restore.`);
  } finally {
    await connected.stop();
  }
});

async function adoptSecret(url: string, { demo, secret, previousSecret }: Environment): Promise<void> {
  const { prisma, close } = openDatabase(url, { maxConnections: 2 });
  try {
    const settings = { demo, secret, secureCookies: false, publicUrl: '' };
    await changeSecret({ prisma, clock: systemClock, settings }, previousSecret);
  } finally {
    await close();
  }
}
