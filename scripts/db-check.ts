/** npm run db:check: fails when the Prisma schema and the migrations do not say the same. Needs no database. */
import { diffSchemas } from './schema/engine';
import { findZonelessTimes, readMigrationNames, readSchema, readSnapshot } from './schema/files';

const schema = readSchema();
const problems: string[] = [];

const zoneless = findZonelessTimes(schema);
if (zoneless.length > 0) problems.push(`Add @db.Timestamptz(3) or @db.Date to: ${zoneless.join(', ')}`);

const difference = await diffSchemas(readSnapshot(readMigrationNames().at(-1)), schema);
if (difference !== '') {
  problems.push(
    'prisma/schema says more than the migrations. Run: npm run db:new -- NAME\n' +
      `(or, before the last migration has landed: npm run db:new -- --amend)\n\n${difference}`,
  );
}

for (const problem of problems) console.error(problem);
if (problems.length === 0) console.log('Schema and migrations agree.');
process.exitCode = problems.length === 0 ? 0 : 1;
