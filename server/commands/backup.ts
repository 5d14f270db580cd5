/** npm run backup -- FILE: saves the database as one archive. Linli may go on running meanwhile. */
import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { makeBackup } from '~/server/database/backup/make-backup';
import { loadEnvironment } from '~/server/environment';
import { connectCommand } from './command-database';
import { PlainError, runCommand } from './run-command';

await runCommand(async () => {
  const file = process.argv[2];
  if (!file) throw new PlainError('Name the archive to write: npm run backup -- linli-backup.tar.gz');
  if (existsSync(file))
    throw new PlainError(`${file} exists already: name another file, or delete it first.`);
  const environment = loadEnvironment();
  const { url, stop } = await connectCommand(environment);
  try {
    const { demo, secret } = environment;
    const { tables } = await makeBackup({ url, file: resolve(file), demo, secret });
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    const size = Math.ceil(statSync(file).size / 1024);
    console.log(`Saved ${rows} rows of ${tables.length} tables in ${file} (${size} kB).`);
    console.log(
      'It holds personal data. Keep it safe, and keep SESSION_SECRET with it: it is not in the archive.',
    );
  } finally {
    await stop();
  }
});
