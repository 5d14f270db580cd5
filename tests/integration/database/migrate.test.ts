import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { migrate } from '~/server/database/migrate';
import { createTestDatabase } from '~/tests/setup/database';

const { pool } = await createTestDatabase();
const directory = mkdtempSync(join(tmpdir(), 'linli-migrations-'));

afterAll(() => rmSync(directory, { recursive: true, force: true }));

function write(name: string, sql: string): void {
  mkdirSync(join(directory, name), { recursive: true });
  writeFileSync(join(directory, name, 'migration.sql'), sql);
}

const tables = async (): Promise<string[]> =>
  (
    await pool.query<{ name: string }>(
      `SELECT tablename AS name FROM pg_tables WHERE tablename LIKE 'm\\_%' ORDER BY 1`,
    )
  ).rows.map((row) => row.name);

beforeEach(async () => {
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory);
  await pool.query('DROP TABLE IF EXISTS m_one, m_two; DELETE FROM "_prisma_migrations"');
});

const ONE = `CREATE TABLE m_one (id int);
CREATE OR REPLACE FUNCTION m_answer() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 42; END; $$;`;

test('applies what is new, in order and once', async () => {
  write('0001_one', ONE);
  await expect(migrate(pool, { directory })).resolves.toEqual(['0001_one']);
  write('0002_two', 'CREATE TABLE m_two (id int)');

  await expect(migrate(pool, { directory })).resolves.toEqual(['0002_two']);
  await expect(migrate(pool, { directory })).resolves.toEqual([]);
  expect(await tables()).toEqual(['m_one', 'm_two']);
});

test('servers that start together apply each migration once', async () => {
  write('0001_one', ONE);

  const applied = await Promise.all(Array.from({ length: 5 }, () => migrate(pool, { directory })));

  expect(applied.flat()).toEqual(['0001_one']);
});

test('refuses a migration that was changed after it was applied', async () => {
  write('0001_one', ONE);
  await migrate(pool, { directory });
  write('0001_one', `${ONE}\n-- afterthought`);

  await expect(migrate(pool, { directory })).rejects.toThrow(
    /0001_one was changed after this database applied it/,
  );
});

test('line endings of another system are no change', async () => {
  write('0001_one', ONE);
  await migrate(pool, { directory });
  write('0001_one', ONE.replaceAll('\n', '\r\n'));

  await expect(migrate(pool, { directory })).resolves.toEqual([]);
});

test('undoes a migration that fails half-way, and keeps those before it', async () => {
  write('0001_one', ONE);
  write('0002_two', 'CREATE TABLE m_two (id int); SELECT 1 / 0');

  await expect(migrate(pool, { directory })).rejects.toThrow(
    'The migration 0002_two failed and was undone: division by zero',
  );
  expect(await tables()).toEqual(['m_one']);
});

test('refuses a database that a newer Linli has migrated', async () => {
  write('0001_one', ONE);
  write('0002_two', 'CREATE TABLE m_two (id int)');
  await migrate(pool, { directory });
  rmSync(join(directory, '0002_two'), { recursive: true });

  await expect(migrate(pool, { directory })).rejects.toThrow(/migrated by a newer Linli \(it has 0002_two\)/);
});
