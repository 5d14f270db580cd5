import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { newId } from '~/server/database/id';
import { migrate } from '~/server/database/migrate';
import { createTestDatabase } from '~/tests/setup/database';

const { pool } = await createTestDatabase();
const migrations = 'prisma/migrations';

test('help that was over before it could be judged waits to be judged from its end on', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'linli-upgrade-'));
  const copy = (name: string) => cpSync(join(migrations, name), join(directory, name), { recursive: true });
  const names = readdirSync(migrations).filter((name) => /^\d{4}_/.test(name));
  try {
    await pool.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
    names.filter((name) => name < '0006').forEach(copy);
    await migrate(pool, { directory });
    const [community, help, activity] = [newId(), newId(), newId()];
    await pool.query(
      `INSERT INTO "Community" (id, level, slug, name, "timeZone") VALUES ($1, 'community', 'willow-lane', 'Willow Lane', 'Asia/Shanghai')`,
      [community],
    );
    for (const [id, kind] of [
      [help, 'help'],
      [activity, 'activity'],
    ])
      await pool.query(
        `INSERT INTO "Need" (id, number, kind, status, title, summary, "communityId", "endsAt", "updatedAt")
         VALUES ($1::uuid, $1::text, $2::"NeedKind", 'completed', 'Mend the bell', 'It is silent', $3, '2026-01-10T02:00:00Z', now())`,
        [id, kind, community],
      );
    names.filter((name) => name >= '0006').forEach(copy);
    await migrate(pool, { directory });
    const { rows } = await pool.query<{ id: string; completedAt: Date | null }>(
      'SELECT id, "completedAt" FROM "Need" ORDER BY kind DESC',
    );
    expect(new Map(rows.map((row) => [row.id, row.completedAt]))).toEqual(
      new Map([
        [help, new Date('2026-01-10T02:00:00Z')],
        [activity, null],
      ]),
    );
  } finally {
    rmSync(directory, { recursive: true });
  }
});
