/**
 * npm run restore -- FILE [--other-secret]: puts a backup in the place of the database. Linli is stopped meanwhile.
 * A damaged archive changes nothing.
 */
import { parseArgs } from 'node:util';
import { resolve } from 'node:path';
import { connectDatabase } from '~/server/database/connect';
import { restoreBackup } from '~/server/database/backup/restore-backup';
import { loadEnvironment } from '~/server/environment';
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
      acceptOtherSecret: values['other-secret'],
    });
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    console.log(`Restored ${rows} rows as they stood at ${manifest.createdAt}, and compared every one.`);
    console.log(`The database that stood there before is kept as ${previous} until the next restore.`);
  } finally {
    await connected.stop();
  }
});
