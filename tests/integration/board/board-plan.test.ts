import { beforeAll, expect, test } from 'vitest';
import { everyPart } from '~/server/modules/needs/board';
import { BoardFilterInput } from '~/server/modules/needs/board-filter';
import { boardStatement, type BoardQuestion } from '~/server/modules/needs/board-statement';
import { createCommunity } from '~/tests/factories/community';
import { createTestDatabase } from '~/tests/setup/database';

const { pool, prisma } = await createTestDatabase();
const rows = 20_000;
const noPart = Object.fromEntries(
  Object.keys(everyPart).map((part) => [part, false]),
) as unknown as typeof everyPart;
const now = new Date('2026-03-02T00:00:00Z');

beforeAll(async () => {
  const { id } = await createCommunity(prisma);
  await pool.query(
    `INSERT INTO "Need" (id, number, kind, status, "communityId", title, summary, "placeKind", urgency, latitude, longitude,
       "startsAt", "endsAt", places, "updatedAt", "searchWords")
     SELECT gen_random_uuid(), 'plan-' || i, 'activity', 'open', $1, 'Need ' || i, 'Text', 'public',
       (ARRAY['normal', 'soon', 'urgent'])[1 + i % 3]::"Urgency", 40 + (i % 1000) / 1000.0, -74 + (i % 777) / 777.0,
       $2::timestamptz + i * interval '1 minute', $2::timestamptz + i * interval '1 minute' + interval '2 hours', 5, now(),
       'need word' || (i % 5000)
     FROM generate_series(1, $3) i`,
    [id, now, rows],
  );
  await pool.query('ANALYZE');
});

async function planOf(
  filter: object,
  sort: BoardQuestion['sort'],
  parts: Partial<BoardQuestion['parts']> = {},
): Promise<string> {
  const { text, values } = boardStatement({
    filter: BoardFilterInput.parse(filter),
    scope: { kind: 'board' },
    statuses: ['open', 'in_progress'],
    sort,
    first: 50,
    after: null,
    now,
    parts: { ...everyPart, totalCount: false, ...parts },
  });
  const explained = await pool.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${text}`, values);
  return explained.rows.map((row) => row['QUERY PLAN']).join('\n');
}

test.each([
  ['soonest', {}, 'need_board'],
  ['urgent', {}, 'need_board_urgent'],
  ['nearest', { latitude: 40.5, longitude: -73.5 }, 'need_board_place'],
  ['soonest', { text: 'word77' }, 'need_words'],
  ['soonest', { text: 'wrod77 need' }, 'need_words'],
  ['soonest', { within: { west: -73.61, south: 40.5, east: -73.6, north: 40.51 } }, 'need_board_place'],
] as const)(
  `sorted by %s, filtered by %j, reads ${rows} needs by the index %s`,
  async (sort, filter, index) => {
    const plan = await planOf(filter, sort);
    expect(plan).toMatch(new RegExp(`${index}\\b`));
    expect(plan).not.toMatch(/Seq Scan on "Need"/);
  },
);

test('the total is counted up to a thousand and no further', async () => {
  const plan = await planOf({}, 'soonest', { totalCount: true });
  expect(plan).toContain('Limit');
  const { text, values } = boardStatement({
    filter: BoardFilterInput.parse({}),
    scope: { kind: 'board' },
    statuses: ['open', 'in_progress'],
    sort: 'soonest',
    first: 10,
    after: null,
    now,
    parts: { ...noPart, totalCount: true },
  });
  const found = await pool.query<{ totalCount: number }>(text, values);
  expect(found.rows[0]?.totalCount).toBe(1000);
});
