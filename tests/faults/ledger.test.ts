import { beforeEach, describe, expect, test } from 'vitest';
import { checkLedgers } from '~/server/modules/hours/check-ledgers';
import { verifyLedger } from '~/server/modules/hours/verify-ledger';
import { verifyServiceRecords } from '~/server/modules/hours/verify-service-record';
import { createMember } from '~/tests/factories/actor';
import { createClaimant, createScene, type Scene } from '~/tests/factories/claim';
import { createConfirmedRecord } from '~/tests/factories/record';
import { createTestDatabase } from '~/tests/setup/database';
import { testDeps } from '~/tests/setup/deps';
import { refusalCodeOf } from '~/tests/setup/refusal';

const database = await createTestDatabase();
const { pool, prisma } = database;
const deps = testDeps(database);

type Person = Awaited<ReturnType<typeof createMember>>;

let communityId: string;
let scene: Scene;
let officer: Person;

/** A community whose ledger has ten entries. */
beforeEach(async () => {
  scene = await createScene(prisma);
  communityId = scene.community.id;
  const volunteer = await createClaimant(prisma);
  officer = await createMember(prisma, scene.committee, 'officer');
  const records = await Promise.all(
    Array.from({ length: 10 }, (_, hour) =>
      createConfirmedRecord(prisma, scene, {
        personId: volunteer.personId,
        confirmerId: scene.coordinator.personId,
        minutes: 60,
        startsAt: new Date(Date.UTC(2026, 0, 1 + hour)),
      }),
    ),
  );
  await verifyServiceRecords(deps, officer, { records: records.map((record) => record.id) });
});

describe('the database itself refuses', () => {
  test.each([
    ['an edit', 'UPDATE "LedgerEntry" SET minutes = 600 WHERE "communityId" = $1'],
    ['a deletion', 'DELETE FROM "LedgerEntry" WHERE "communityId" = $1'],
    [
      'an edit that changes nothing',
      'UPDATE "LedgerEntry" SET minutes = minutes WHERE "communityId" = $1 AND false',
    ],
  ])('%s of the ledger', async (_what, sql) => {
    await expect(pool.query(sql, [communityId])).rejects.toThrow(/append-only/);
    expect(await verifyLedger(deps, communityId)).toMatchObject({ entries: 10, fault: null });
  });

  test('to empty the ledger', async () => {
    await expect(pool.query('TRUNCATE "LedgerEntry" CASCADE')).rejects.toThrow(/append-only/);
  });

  test('to change or delete history', async () => {
    await expect(pool.query(`UPDATE "History" SET reason = 'x'`)).rejects.toThrow(/append-only/);
    await expect(pool.query('DELETE FROM "History"')).rejects.toThrow(/append-only/);
  });
});

describe('what a superuser does behind the triggers is found, at the entry where it begins', () => {
  /** Runs SQL with the triggers off, as only the database's owner can. */
  async function tamper(...statements: string[]): Promise<void> {
    const client = await pool.connect();
    try {
      await client.query("SET session_replication_role = 'replica'");
      for (const sql of statements) await client.query(sql.replaceAll('$1', `'${communityId}'`));
    } finally {
      await client.query("SET session_replication_role = 'origin'");
      client.release();
    }
  }

  test.each<[string, string[], { index: number; kind: string }]>([
    [
      'minutes raised',
      ['UPDATE "LedgerEntry" SET minutes = 600 WHERE "communityId" = $1 AND index = 4'],
      { index: 4, kind: 'altered' },
    ],
    [
      'minutes raised and the hash made anew without its successors',
      [`UPDATE "LedgerEntry" SET hash = sha256('forged') WHERE "communityId" = $1 AND index = 4`],
      { index: 4, kind: 'altered' },
    ],
    [
      'an entry removed',
      ['DELETE FROM "LedgerEntry" WHERE "communityId" = $1 AND index = 7'],
      { index: 7, kind: 'missing' },
    ],
    [
      'the first removed',
      ['DELETE FROM "LedgerEntry" WHERE "communityId" = $1 AND index = 1'],
      { index: 1, kind: 'missing' },
    ],
    [
      'the last removed',
      ['DELETE FROM "LedgerEntry" WHERE "communityId" = $1 AND index = 10'],
      { index: 10, kind: 'head' },
    ],
    [
      'one removed and the rest moved up',
      [
        'DELETE FROM "LedgerEntry" WHERE "communityId" = $1 AND index = 5',
        'UPDATE "LedgerEntry" SET index = -index WHERE "communityId" = $1 AND index > 5',
        'UPDATE "LedgerEntry" SET index = -index - 1 WHERE "communityId" = $1 AND index < 0',
      ],
      { index: 5, kind: 'unlinked' },
    ],
    [
      'two exchanged',
      [
        'UPDATE "LedgerEntry" SET index = 99 WHERE "communityId" = $1 AND index = 2',
        'UPDATE "LedgerEntry" SET index = 2 WHERE "communityId" = $1 AND index = 3',
        'UPDATE "LedgerEntry" SET index = 3 WHERE "communityId" = $1 AND index = 99',
      ],
      { index: 2, kind: 'unlinked' },
    ],
    [
      'everything deleted',
      ['DELETE FROM "LedgerEntry" WHERE "communityId" = $1'],
      { index: 1, kind: 'head' },
    ],
    [
      'the time of an entry moved',
      [`UPDATE "LedgerEntry" SET at = at - interval '1 day' WHERE "communityId" = $1 AND index = 9`],
      { index: 9, kind: 'altered' },
    ],
    [
      'what an entry stands for rewritten',
      [
        `UPDATE "LedgerOpening" SET content = content || '{"minutes": 600}' WHERE "entryId" =
           (SELECT id FROM "LedgerEntry" WHERE "communityId" = $1 AND index = 6)`,
      ],
      { index: 6, kind: 'opening_altered' },
    ],
  ])('%s', async (_what, statements, fault) => {
    await tamper(...statements);
    expect((await verifyLedger(deps, communityId)).fault).toMatchObject(fault);
  });

  test('and told to the committee whose ledger it is', async () => {
    expect(await checkLedgers(deps, officer)).toEqual({ entries: 10, minutes: 600, fault: null });
    await tamper('UPDATE "LedgerEntry" SET minutes = 600 WHERE "communityId" = $1 AND index = 4');
    expect(await checkLedgers(deps, officer)).toMatchObject({
      entries: 3,
      minutes: 180,
      fault: { communityId, index: 4, kind: 'altered' },
    });
    const elsewhere = await createMember(prisma, (await createScene(prisma)).committee, 'officer');
    expect(await checkLedgers(deps, elsewhere)).toEqual({ entries: 0, minutes: 0, fault: null });
    expect(await refusalCodeOf(checkLedgers(deps, scene.coordinator))).toBe('NOT_ALLOWED');
  });

  test('but erasing a person’s openings leaves the chain whole', async () => {
    await pool.query(
      'DELETE FROM "LedgerOpening" o USING "LedgerEntry" e WHERE e.id = o."entryId" AND e."communityId" = $1',
      [communityId],
    );
    expect(await verifyLedger(deps, communityId)).toMatchObject({ entries: 10, minutes: 600, fault: null });
  });
});
