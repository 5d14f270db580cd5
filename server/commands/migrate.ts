/** npm run db:migrate: brings the database to the newest schema without starting Linli. */
import { DatabaseUnavailableError } from '~/server/database/connect';
import { MigrationError } from '~/server/database/migrate';
import { EnvironmentError, loadEnvironment } from '~/server/environment';
import { openCommandDatabase } from './command-database';

try {
  const database = await openCommandDatabase(loadEnvironment());
  const { rows } = await database.pool.query<{ name: string }>(
    'SELECT migration_name AS name FROM "_prisma_migrations" ORDER BY 1 DESC LIMIT 1',
  );
  await database.close();
  console.log(`The database stands at ${rows[0]?.name}.`);
} catch (error) {
  const expected = [EnvironmentError, MigrationError, DatabaseUnavailableError].some(
    (kind) => error instanceof kind,
  );
  console.error(expected ? (error as Error).message : error);
  process.exitCode = 1;
}
