import { beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '~/tests/setup/database';

/** What the database refuses whatever the code above it does. Each example breaks one rule and keeps the others. */

const { pool } = await createTestDatabase();

const id = (number: number): string => `01930000-0000-7000-8000-${String(number).padStart(12, '0')}`;
const [community, unit, need, task, otherTask, ann, ben, eve] = [1, 2, 3, 4, 5, 6, 7, 8].map(id);

beforeAll(async () => {
  await pool.query(`
    INSERT INTO "Community" (id, level, slug, name) VALUES ('${community}', 'community', 'c', 'C');
    INSERT INTO "Organisation" (id, kind, name, "communityId") VALUES ('${unit}', 'volunteer_team', 'U', '${community}');
    INSERT INTO "Person" (id, "displayName") VALUES ('${ann}', 'Ann'), ('${ben}', 'Ben'), ('${eve}', 'Eve');
    INSERT INTO "Need" (id, number, kind, "communityId", title, summary, "updatedAt")
      VALUES ('${need}', 'N1', 'activity', '${community}', 't', 's', now());
    INSERT INTO "Task" (id, "needId", title, "startsAt", "endsAt", "maximumPlaces", "checkInSecret") VALUES
      ('${task}', '${need}', 't', '2026-05-01 09:00Z', '2026-05-01 12:00Z', 2, ''),
      ('${otherTask}', '${need}', 't', '2026-05-01 11:00Z', '2026-05-01 13:00Z', 2, '');
    INSERT INTO "Event" (id, type, "aggregateType", "aggregateId", payload, capacity, channel)
      VALUES ('${id(90)}', 'need:edited', 'need', '${need}', '{}', 'self', 'web');
    INSERT INTO "History" (id, "subjectType", "subjectId", action, capacity, channel)
      VALUES ('${id(91)}', 'need', '${need}', 'edited', 'self', 'web');`);
});

/** Runs statements in a transaction that is always undone. */
async function attempt(...statements: string[]): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
}

const claim = (number: number, ofTask: string | undefined, state: string, from: string, until: string) =>
  `INSERT INTO "Claim" (id, "taskId", "personId", state, "startsAt", "endsAt")
   VALUES ('${id(number)}', '${ofTask}', '${ann}', '${state}', '2026-05-01 ${from}Z', '2026-05-01 ${until}Z')`;

describe('claims', () => {
  test('of one person do not overlap once confirmed', async () => {
    const first = claim(20, task, 'confirmed', '09:00', '12:00');

    await expect(attempt(first, claim(21, otherTask, 'attended', '11:00', '13:00'))).rejects.toThrow(
      /claim_no_overlap/,
    );
    await expect(
      attempt(first, claim(21, otherTask, 'confirmed', '12:00', '13:00')),
    ).resolves.toBeUndefined();
    await expect(attempt(first, claim(21, otherTask, 'invited', '11:00', '13:00'))).resolves.toBeUndefined();
  });

  test('of one person and task are live at most once', async () => {
    const first = claim(20, task, 'requested', '09:00', '12:00');

    await expect(attempt(first, claim(21, task, 'invited', '09:00', '12:00'))).rejects.toThrow(
      /claim_one_live/,
    );
    await expect(attempt(first, claim(21, task, 'withdrawn', '09:00', '12:00'))).resolves.toBeUndefined();
  });

  test('wait in a line, and are offered a place until some time', async () => {
    await expect(attempt(claim(20, task, 'waitlisted', '09:00', '12:00'))).rejects.toThrow(
      /claim_waits_in_line/,
    );
    await expect(attempt(claim(20, task, 'offered', '09:00', '12:00'))).rejects.toThrow(/claim_offer_ends/);
  });
});

describe('a task', () => {
  test.each([
    ['more places than it has', `"takenPlaces" = 3`],
    ['fewer than none', `"takenPlaces" = -1`],
    ['a minimum above its maximum', `"minimumPlaces" = 3`],
    ['an end before its start', `"endsAt" = "startsAt" - interval '1 hour'`],
  ])('never has %s', async (_what, change) => {
    await expect(attempt(`UPDATE "Task" SET ${change} WHERE id = '${task}'`)).rejects.toThrow(
      /check constraint/,
    );
  });
});

describe('a service record', () => {
  const record = (fields: Record<string, string | number>) => {
    const row = {
      minutes: 60,
      state: 'proposed',
      confirmerId: null,
      verifierId: null,
      verifiedAt: null,
      ...fields,
    };
    const values = Object.values(row).map((value) => (value === null ? 'NULL' : `'${value}'`));
    return `INSERT INTO "ServiceRecord" (id, "personId", "communityId", "organisationId", "evidenceLevel", "startsAt", "endsAt",
        "activityName", "recorderId", ${Object.keys(row)
          .map((name) => `"${name}"`)
          .join(', ')})
      VALUES ('${id(30)}', '${ann}', '${community}', '${unit}', 2, '2026-05-01 09:00Z', '2026-05-01 10:00Z', 'a', '${ben}', ${values.join(', ')})`;
  };
  const verified = { state: 'verified', verifiedAt: '2026-05-02' };

  test('is confirmed and verified by two others', async () => {
    await expect(
      attempt(record({ confirmerId: ben ?? '', verifierId: eve ?? '', ...verified })),
    ).resolves.toBeUndefined();
  });

  test.each([
    ['confirmed by the one who served', { confirmerId: ann ?? '' }],
    ['verified by the one who served', { verifierId: ann ?? '', ...verified }],
    ['verified by its confirmer', { confirmerId: ben ?? '', verifierId: ben ?? '', ...verified }],
    ['verified by nobody', verified],
    ['of no time', { minutes: 0 }],
  ])('is never %s', async (_what, fields) => {
    await expect(attempt(record(fields))).rejects.toThrow(/check constraint/);
  });
});

describe('what happened stays as it was written', () => {
  test.each([
    'UPDATE "History" SET action = \'other\'',
    'DELETE FROM "History"',
    'TRUNCATE "History"',
    'UPDATE "LedgerEntry" SET minutes = 1',
    'DELETE FROM "LedgerEntry"',
    'TRUNCATE "LedgerEntry" CASCADE',
    `UPDATE "Event" SET payload = '{"a": 1}'`,
    'DELETE FROM "Event"',
    'TRUNCATE "Event"',
  ])('%s is refused', async (statement) => {
    await expect(attempt(statement)).rejects.toThrow(/append-only/);
  });

  test('an event gets its position once', async () => {
    const give = (position: number) => `UPDATE "Event" SET position = ${position} WHERE id = '${id(90)}'`;

    await expect(attempt(give(1))).resolves.toBeUndefined();
    await expect(attempt(give(1), give(2))).rejects.toThrow(/append-only/);
  });

  test('old events go by the retention job alone', async () => {
    await expect(attempt(`SET LOCAL linli.retention = 'on'`, 'DELETE FROM "Event"')).resolves.toBeUndefined();
  });
});
