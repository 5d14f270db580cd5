import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, escapeIdentifier } from 'pg';
import { afterAll, afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { makeBackup } from '~/server/database/backup/make-backup';
import { restoreBackup, type RestoreRequest } from '~/server/database/backup/restore-backup';
import { openDatabase } from '~/server/database/client';
import { claimMode } from '~/server/database/connect';
import { asAdministrator, databaseUrl } from '~/tests/setup/global';

const secret = 'a secret for tests only, long enough';
const { url: server, template } = inject('testServer');
const folder = mkdtempSync(join(tmpdir(), 'linli-backup-test-'));

let name: string;
let url: string;
let file: string;

/** Characters that separate lines or paragraphs for some readers of text. */
const SEPARATORS = '\u2028 \u2029 \u0085 \u000b\u000c \r\n';

/** What a restore must bring back: text of all kinds, bytes, lists, JSON, instants to the millisecond, empty and null. */
const ROWS = `
  INSERT INTO "Community" (id, level, slug, name, "nameEn", boundary, latitude) VALUES
    ('01930000-0000-7000-8000-000000000001', 'city', 'changsha', '长沙市 𠮷 "引号" \\ \n行', '', '{"type": "Polygon", "n": 1e-7}', 28.228209399999999);
  INSERT INTO "Community" (id, "parentId", level, slug, name) VALUES
    ('01930000-0000-7000-8000-000000000002', '01930000-0000-7000-8000-000000000001', 'district', 'yuelu', '岳麓区${SEPARATORS}末');
  INSERT INTO "Person" (id, "displayName", "homeCommunityId", "createdAt") VALUES
    ('01930000-0000-7000-8000-000000000003', 'مريم', '01930000-0000-7000-8000-000000000002', '2026-03-29T01:59:59.999Z');
  INSERT INTO "ContactPoint" (id, "personId", kind, value, "keyedHash") VALUES
    ('01930000-0000-7000-8000-000000000004', '01930000-0000-7000-8000-000000000003', 'phone', '+8613907310000', '\\x00ff5c0a');
  INSERT INTO "VolunteerProfile" ("personId", languages, "updatedAt") VALUES
    ('01930000-0000-7000-8000-000000000003', '{zh,"a,b",yue}', now());
  INSERT INTO "History" (id, "subjectType", "subjectId", action, capacity, channel) VALUES
    ('01930000-0000-7000-8000-000000000005', 'person', '01930000-0000-7000-8000-000000000003', 'registered', 'self', 'web');
  SELECT nextval('need_number'), nextval('need_number');`;

async function ask<Row extends object>(text: string): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

const names = async (): Promise<string[]> =>
  (await ask<{ displayName: string }>('SELECT "displayName" FROM "Person" ORDER BY 1')).map(
    (row) => row.displayName,
  );

beforeEach(async () => {
  name = `linli_test_backup_${randomBytes(6).toString('hex')}`;
  url = databaseUrl(server, name);
  file = join(folder, `${name}.tar.gz`);
  await asAdministrator(server, (client) =>
    client.query(`CREATE DATABASE ${escapeIdentifier(name)} TEMPLATE ${escapeIdentifier(template)}`),
  );
  const { pool, close } = openDatabase(url);
  await claimMode(pool, false);
  await pool.query(ROWS);
  await close();
});

afterEach(async () => {
  for (const database of [name, `${name}_previous`, `${name}_restoring`]) {
    await asAdministrator(server, (client) =>
      client.query(`DROP DATABASE IF EXISTS ${escapeIdentifier(database)} WITH (FORCE)`),
    );
  }
  rmSync(file, { force: true });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const backup = () => makeBackup({ url, file, demo: false, secret });
const restore = (options: Partial<RestoreRequest> = {}) =>
  restoreBackup({ url, file, demo: false, secret, ...options });

describe('a backup', () => {
  test('brings back every row as it was, and keeps what stood there before', async () => {
    const before = await ask(
      `SELECT row_to_json(c) FROM "Community" c UNION ALL SELECT row_to_json(p) FROM "ContactPoint" p`,
    );
    const saved = await backup();
    await ask(`UPDATE "Person" SET "displayName" = 'later'; DELETE FROM "ContactPoint"`);

    const { previous } = await restore();

    expect(saved.tables.find((table) => table.name === 'Community')?.rows).toBe(2);
    expect(await names()).toEqual(['مريم']);
    expect(
      await ask(
        `SELECT row_to_json(c) FROM "Community" c UNION ALL SELECT row_to_json(p) FROM "ContactPoint" p`,
      ),
    ).toEqual(before);
    expect(await ask(`SELECT nextval('need_number')::int AS next`)).toEqual([{ next: 3 }]);
    const kept = await asAdministrator(databaseUrl(server, previous), (client) =>
      client.query('SELECT "displayName" FROM "Person"'),
    );
    expect(kept.rows).toEqual([{ displayName: 'later' }]);
  });

  test('brings back a database that still guards itself: references, append-only history', async () => {
    await backup();
    await restore();

    await expect(ask('DELETE FROM "History"')).rejects.toThrow(/append-only/);
    await expect(ask(`DELETE FROM "Person"`)).rejects.toThrow(/foreign key/);
  });

  test('is readable by its owner alone', async () => {
    await backup();

    expect(statSync(file).mode & 0o077).toBe(0);
  });
});

describe('restoring refuses, and leaves the live database as it is,', () => {
  beforeEach(async () => {
    await backup();
    await ask(`UPDATE "Person" SET "displayName" = 'live'`);
  });

  afterEach(async () => {
    expect(await names()).toEqual(['live']);
    const left = await asAdministrator(server, (client) =>
      client.query('SELECT datname FROM pg_database WHERE datname = $1', [`${name}_restoring`]),
    );
    expect(left.rows).toEqual([]);
  });

  test.each([0, 0.1, 0.5, 0.9])('an archive with a byte changed at %f of its length', async (place) => {
    const bytes = readFileSync(file);
    const at = Math.floor(bytes.length * place);
    bytes[at] = (bytes[at] ?? 0) ^ 0x55;
    writeFileSync(file, bytes);

    await expect(restore()).rejects.toThrow(/is damaged or no backup of Linli .* Nothing was changed/);
  });

  test.each([0, 0.3, 0.99])('an archive cut off at %f of its length', async (place) => {
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.subarray(0, Math.floor(bytes.length * place)));

    await expect(restore()).rejects.toThrow(/is damaged or no backup of Linli/);
  });

  test('a file that does not exist', async () => {
    rmSync(file);

    await expect(restore()).rejects.toThrow(/There is no file/);
  });

  test('a real community where the demo is', async () => {
    await expect(restore({ demo: true })).rejects.toThrow(
      /the backup of a real community, and Linli is set to demo mode/,
    );
  });

  test('hashes made with another secret', async () => {
    await expect(restore({ secret: 'another secret of enough length!!' })).rejects.toThrow(
      /another SESSION_SECRET/,
    );
  });

  test('to work while a server is connected', async () => {
    const { pool, close } = openDatabase(url);
    await pool.query('SELECT 1');

    await expect(restore()).rejects.toThrow(/connected to the database: stop it first/);
    await close();
  });
});

test('another secret is taken over before the restored database goes live, or the live one stays', async () => {
  await backup();
  await ask(`UPDATE "Person" SET "displayName" = 'live'`);
  const adopted: string[] = [];

  const failing = restore({
    secret: 'another secret of enough length!!',
    adoptSecret: () => Promise.reject(new Error('no room')),
  });
  await expect(failing).rejects.toThrow('no room');
  expect(await names()).toEqual(['live']);

  await restore({
    secret: 'another secret of enough length!!',
    adoptSecret: async (restoring) => {
      adopted.push(restoring);
      expect(await names()).toEqual(['live']);
    },
  });
  expect(adopted).toEqual([databaseUrl(server, `${name}_restoring`)]);
  expect(await names()).toEqual(['مريم']);
});
