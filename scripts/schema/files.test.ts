import { expect, test } from 'vitest';
import { diffSchemas } from './engine';
import { findZonelessTimes, snapshotOf } from './files';

const schema = (fields: string) => [
  {
    path: 'prisma/schema/need.prisma',
    content: `datasource db {\n  provider = "postgresql"\n}\n\nmodel Need {\n  id String @id\n${fields}\n}\n`,
  },
];

test('finds every time that would lose its zone', () => {
  const found = findZonelessTimes(
    schema(
      '  startsAt DateTime\n  endsAt DateTime? @db.Timestamptz(3)\n  bornOn DateTime @db.Date\n  lockedAt DateTime? @default(now())',
    ),
  );

  expect(found).toEqual(['need.prisma: Need.startsAt', 'need.prisma: Need.lockedAt']);
});

test('a snapshot leads to no difference from the schema it was taken of', async () => {
  const now = schema('  /// What it is called.\n  title String');

  await expect(diffSchemas([{ path: 'schema.prisma', content: snapshotOf(now) }], now)).resolves.toBe('');
});

test('says in SQL what a schema has more than its snapshot', async () => {
  const before = [{ path: 'schema.prisma', content: snapshotOf(schema('  title String')) }];

  await expect(diffSchemas(before, schema('  title String\n  summary String?'))).resolves.toContain(
    'ALTER TABLE "Need" ADD COLUMN     "summary" TEXT',
  );
});
