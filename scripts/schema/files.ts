import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { SchemaFile } from './engine';

export const SCHEMA_DIRECTORY = 'prisma/schema';
export const MIGRATIONS_DIRECTORY = 'prisma/migrations';

/** What follows this line in a migration was written by hand; `db:new --amend` keeps it. */
export const HAND_WRITTEN = '-- Written by hand from here on.';

/** The Prisma schema as it stands now. */
export function readSchema(directory = SCHEMA_DIRECTORY): SchemaFile[] {
  return readdirSync(directory)
    .filter((name) => name.endsWith('.prisma'))
    .sort()
    .map((name) => ({ path: name, content: readFileSync(join(directory, name), 'utf8') }));
}

/** The names of the migrations, oldest first. */
export function readMigrationNames(directory = MIGRATIONS_DIRECTORY): string[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** The schema as it stood when this migration was written; empty without a migration. */
export function readSnapshot(migration: string | undefined, directory = MIGRATIONS_DIRECTORY): SchemaFile[] {
  if (migration === undefined) return [];
  const path = join(directory, migration, 'schema.prisma');
  return [{ path: 'schema.prisma', content: readFileSync(path, 'utf8') }];
}

/** Writes a migration's SQL and the snapshot of the schema it leads to. */
export function writeMigration(name: string, sql: string, schema: SchemaFile[]): string {
  const folder = join(MIGRATIONS_DIRECTORY, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'migration.sql'), sql);
  writeFileSync(join(folder, 'schema.prisma'), snapshotOf(schema));
  return folder;
}

/** All schema files as one, without comments and generators: only what decides the tables. */
export function snapshotOf(schema: SchemaFile[]): string {
  const text = schema.map((file) => file.content).join('\n');
  return text
    .replace(/^generator \w+ \{[^}]*\}\n/gm, '')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.trim().startsWith('//'))
    .map((line) => (line === '}' ? '}\n' : line))
    .join('\n');
}

/**
 * Every DateTime that would become a timestamp without a time zone, as `file: Model.field`.
 * Each must say @db.Timestamptz(n) or @db.Date.
 */
export function findZonelessTimes(schema: SchemaFile[]): string[] {
  const found: string[] = [];
  for (const file of schema) {
    let model = '';
    for (const line of file.content.split('\n')) {
      model = /^(?:model|view)\s+(\w+)/.exec(line)?.[1] ?? model;
      const field = /^\s+(\w+)\s+DateTime\b/.exec(line)?.[1];
      if (field && !/@db\.(Timestamptz\(\d\)|Date)(\s|$)/.test(line)) {
        found.push(`${basename(file.path)}: ${model}.${field}`);
      }
    }
  }
  return found;
}
