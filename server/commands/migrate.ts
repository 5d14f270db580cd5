/** npm run db:migrate: brings the database to the newest schema without starting Linli. */
import { listMigrations } from '~/server/database/migrate';
import { loadEnvironment } from '~/server/environment';
import { openCommandDatabase } from './command-database';
import { runCommand } from './run-command';

await runCommand(async () => {
  const database = await openCommandDatabase(loadEnvironment());
  await database.close();
  console.log(`The database stands at ${listMigrations().at(-1)?.name}.`);
});
