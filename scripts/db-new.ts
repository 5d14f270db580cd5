/**
 * npm run db:new -- NAME       writes the next migration from the difference between the schema and the last snapshot
 * npm run db:new -- --amend    writes the last migration anew, keeping what was written by hand; only before it landed
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { diffSchemas } from './schema/engine';
import {
  findZonelessTimes,
  HAND_WRITTEN,
  MIGRATIONS_DIRECTORY,
  readMigrationNames,
  readSchema,
  readSnapshot,
  writeMigration,
} from './schema/files';

const argument = process.argv[2];
if (!argument || (argument !== '--amend' && !/^[a-z0-9]+([-_][a-z0-9]+)*$/.test(argument))) {
  fail('Name the migration in small letters, digits and hyphens: npm run db:new -- add-wish-photos');
}

const schema = readSchema();
const zoneless = findZonelessTimes(schema);
if (zoneless.length > 0) fail(`Add @db.Timestamptz(3) or @db.Date to: ${zoneless.join(', ')}`);

const names = readMigrationNames();
const last = names.at(-1);
if (argument === '--amend') {
  if (!last) fail('There is no migration to amend.');
  const folder = writeMigration(last, await authored(names.at(-2), handWrittenPart(last)), schema);
  console.log(`Wrote ${folder} anew.`);
} else {
  const changed = (await diffSchemas(readSnapshot(last), schema)) !== '';
  const number = String(names.length + 1).padStart(4, '0');
  const folder = writeMigration(
    `${number}_${argument.replaceAll('-', '_')}`,
    await authored(last, ''),
    schema,
  );
  console.log(
    changed
      ? `Wrote ${folder}. Read its SQL, and add by hand below the marked line what Prisma cannot say.`
      : `Wrote ${folder}. The schema did not change: add the SQL by hand below the marked line.`,
  );
}

async function authored(from: string | undefined, byHand: string): Promise<string> {
  const difference = await diffSchemas(readSnapshot(from), schema);
  return `${[difference, HAND_WRITTEN, byHand].filter((part) => part !== '').join('\n\n')}\n`;
}

function handWrittenPart(migration: string): string {
  const path = join(MIGRATIONS_DIRECTORY, migration, 'migration.sql');
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const marker = text.indexOf(HAND_WRITTEN);
  return marker === -1 ? '' : text.slice(marker + HAND_WRITTEN.length).trim();
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
