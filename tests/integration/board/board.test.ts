import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Category, Community, Organisation, Skill } from '~/generated/prisma/client';
import { encodeId } from '~/server/database/id';
import { findBoard } from '~/server/modules/needs/board';
import { BoardFilterInput } from '~/server/modules/needs/board-filter';
import { distanceMetres } from '~/server/modules/needs/distance';
import { findNextWindows } from '~/server/modules/needs/next-window';
import { findNeedsAtRisk } from '~/server/modules/needs/queries';
import { searchWordsOf } from '~/server/modules/needs/search-words';
import { anonymous, type Actor } from '~/server/policy/actor';
import { createMember } from '~/tests/factories/actor';
import { createCategory } from '~/tests/factories/category';
import { createCommunity } from '~/tests/factories/community';
import { createNeed } from '~/tests/factories/need';
import { createOrganisation } from '~/tests/factories/organisation';
import { createSkill } from '~/tests/factories/skill';
import { createTask } from '~/tests/factories/task';
import { countStatements } from '~/tests/helpers/count-statements';
import { createTestDatabase } from '~/tests/setup/database';
import { TestClock, testDeps } from '~/tests/setup/deps';

const database = await createTestDatabase();
const { prisma } = database;
const clock = new TestClock();
const deps = testDeps(database, { clock });
const stranger = anonymous();
const inHours = (hours: number): Date => new Date(clock.now().getTime() + hours * 3_600_000);

let district: Community;
let west: Community;
let east: Community;
let food: Category;
let meals: Category;
let spanish: Skill;
let kitchen: Organisation;
let coordinator: Actor;
const ids: Record<string, string> = {};
const nameOf = (id: string): string => Object.keys(ids).find((name) => ids[name] === id) ?? id;

async function add(
  name: string,
  need: Partial<Parameters<typeof createNeed>[1]> & { communityId: string },
  task: Partial<Parameters<typeof createTask>[1]> = {},
): Promise<string> {
  const made = await createNeed(prisma, { organisationId: kitchen.id, ...need });
  const { id } = await createTask(prisma, { needId: made.id, ...task });
  ids[name] = made.id;
  return id;
}

beforeAll(async () => {
  district = await createCommunity(prisma, { level: 'district', timeZone: 'Asia/Shanghai' });
  west = await createCommunity(prisma, { parentId: district.id, timeZone: null });
  east = await createCommunity(prisma, { parentId: district.id, timeZone: null });
  food = await createCategory(prisma);
  meals = await createCategory(prisma, { parentId: food.id, nameEn: 'Meals' });
  spanish = await createSkill(prisma, { nameEn: 'Spanish', nameZh: '西班牙语' });
  kitchen = await createOrganisation(prisma, { communityId: district.id });
  coordinator = await createMember(prisma, kitchen, 'coordinator');

  await add(
    'lunch',
    {
      communityId: west.id,
      categoryId: meals.id,
      title: 'Serve lunches',
      summary: 'Warm meals',
      latitude: 40.7,
      longitude: -74,
    },
    { startsAt: inHours(10), languages: ['es'], minimumPlaces: 2 },
  );
  const garden = await add(
    'garden',
    {
      communityId: east.id,
      categoryId: food.id,
      title: '社区花园浇水',
      summary: '给花园浇水',
      latitude: 40.8,
      longitude: -74,
      urgency: 'urgent',
    },
    { startsAt: inHours(200), maximumPlaces: 1 },
  );
  await prisma.taskSkill.create({ data: { taskId: garden, skillId: spanish.id } });
  await add(
    'full',
    {
      communityId: west.id,
      title: 'Café stall',
      summary: 'Sell cake',
      urgency: 'soon',
      latitude: 40.71,
      longitude: -74.01,
    },
    { startsAt: inHours(100), maximumPlaces: 1, takenPlaces: 1 },
  );
  await add(
    'underway',
    { communityId: west.id, status: 'in_progress', title: 'Tutoring', summary: 'Help with sums' },
    { startsAt: inHours(-1) },
  );
  await add('home', {
    communityId: west.id,
    kind: 'help',
    placeKind: 'private_home',
    latitude: 40.7,
    longitude: -74,
  });
  await add('draft', { communityId: west.id, status: 'draft' });
  await add('review', { communityId: west.id, status: 'in_review' });
  await add('over', { communityId: west.id, status: 'completed' }, { startsAt: inHours(-90) });
  await database.pool.query('ANALYZE');
});

const board = async (filter: object = {}, actor: Actor = stranger, first = 20, after: string | null = null) =>
  findBoard(deps, actor, BoardFilterInput.parse(filter), { first, after });
const names = async (filter: object = {}, actor: Actor = stranger): Promise<string[]> =>
  (await board(filter, actor)).rows.map((row) => nameOf(row.id));

describe('the public board', () => {
  test('shows what is open or under way, the soonest first, without homes, drafts and reviews', async () => {
    expect(await names()).toEqual(['underway', 'lunch', 'full', 'garden']);
  });
  test('shows the same to a unit and its committee', async () => {
    expect(await names({}, coordinator)).toEqual(['underway', 'lunch', 'full', 'garden']);
  });
  test('sorts by urgency, then by time', async () => {
    expect(await names({ sort: 'urgent' })).toEqual(['garden', 'full', 'underway', 'lunch']);
  });
  test('sorts by distance and says it, leaving out what has no place', async () => {
    const page = await board({ sort: 'nearest', latitude: 40.7, longitude: -74 });
    expect(page.rows.map((row) => [nameOf(row.id), row.distance])).toEqual([
      ['lunch', 0],
      [
        'full',
        Math.round(
          distanceMetres({ latitude: 40.7, longitude: -74 }, { latitude: 40.71, longitude: -74.01 }),
        ),
      ],
      [
        'garden',
        Math.round(distanceMetres({ latitude: 40.7, longitude: -74 }, { latitude: 40.8, longitude: -74 })),
      ],
    ]);
  });
  test('joins in the names and the community’s zone', async () => {
    const [row] = (await board({ text: 'lunch' })).rows;
    expect(row).toMatchObject({
      community: { id: west.id, timeZone: 'Asia/Shanghai' },
      organisation: { id: kitchen.id, name: kitchen.name, statusReason: null },
      category: { id: meals.id, nameEn: 'Meals' },
      atRisk: true,
    });
    expect(row?.organisation?.createdAt).toEqual(kitchen.createdAt);
    expect(row).not.toHaveProperty('searchWords');
  });
  test('says when a need goes on, and how many of its tasks are to come', async () => {
    await add('weekly', { communityId: west.id }, { startsAt: inHours(-30), endsAt: inHours(-28) });
    const needId = ids.weekly ?? '';
    await createTask(prisma, { needId, startsAt: inHours(300), endsAt: inHours(302) });
    await createTask(prisma, { needId, startsAt: inHours(20), endsAt: inHours(22) });
    const { rows } = await board();
    const next = rows.map((row) => [nameOf(row.id), row.next?.startsAt, row.next?.coming]);
    expect(next).toContainEqual(['weekly', inHours(20), 2]);
    expect(next).toContainEqual(['underway', inHours(-1), 1]);
    expect(rows.map((row) => row.next)).toEqual(
      await findNextWindows(
        deps,
        rows.map((row) => row.id),
      ),
    );
    await prisma.need.update({ where: { id: needId }, data: { status: 'cancelled' } });
  });
  test('agrees with the rule about what is at risk', async () => {
    const { rows } = await board();
    expect(rows.map((row) => row.atRisk)).toEqual(
      await findNeedsAtRisk(
        deps,
        rows.map((row) => row.id),
      ),
    );
  });
  test('does not show a unit that was never verified', async () => {
    const pending = await createOrganisation(prisma, { communityId: west.id, status: 'pending' });
    await add('unverified', { communityId: east.id, organisationId: pending.id, title: 'Zebra crossing' });
    const [row] = (await board({ text: 'zebra' })).rows;
    expect(row?.organisation).toBeNull();
    await prisma.need.update({ where: { id: ids.unverified ?? '' }, data: { status: 'cancelled' } });
  });
});

describe('a filter', () => {
  test.each([
    ['lunch', ['lunch']],
    ['MEAL', ['lunch']],
    ['cafe', ['full']],
    ['花园', ['garden']],
    ['浇水 花园', ['garden']],
    ['花', ['garden']],
    ['水花', []],
    ["'; DROP TABLE", []],
    ['***', []],
    ['luncehs', ['lunch']],
    ['serving luches', ['lunch']],
    ['Tutering', ['underway']],
    ['花园 luncehs', []],
    ['xylophone', []],
    ['  ', ['underway', 'lunch', 'full', 'garden']],
  ])('by the text %j finds %j', async (text, expected) => {
    expect(await names({ text })).toEqual(expected);
  });
  test('by category takes what lies below it', async () => {
    expect(await names({ category: encodeId('Category', food.id) })).toEqual(['lunch', 'garden']);
    expect(await names({ category: encodeId('Category', meals.id) })).toEqual(['lunch']);
  });
  test('by community takes what lies below it', async () => {
    expect(await names({ community: encodeId('Community', district.id) })).toHaveLength(4);
    expect(await names({ community: encodeId('Community', east.id) })).toEqual(['garden']);
  });
  test('by unknown or malformed ids finds nothing', async () => {
    expect(await names({ category: 'nonsense' })).toEqual([]);
    expect(await names({ community: encodeId('Category', food.id) })).toEqual([]);
  });
  test('by dates takes what has a task in them', async () => {
    expect(await names({ from: inHours(9), until: inHours(11) })).toEqual(['lunch']);
    expect(await names({ until: inHours(9) })).toEqual(['underway']);
    expect(await names({ from: inHours(150) })).toEqual(['garden']);
  });
  test('by a box of the map takes what lies in it', async () => {
    expect(await names({ within: { west: -74.1, south: 40.65, east: -73.9, north: 40.75 } })).toEqual([
      'lunch',
      'full',
    ]);
    expect(await names({ within: { west: 170, south: 40, east: -170, north: 41 } })).toEqual([]);
    expect(await names({ within: { west: 170, south: 40, east: -73, north: 41 } })).toEqual([
      'lunch',
      'full',
      'garden',
    ]);
  });
  test('by skill and by language', async () => {
    expect(await names({ skill: encodeId('Skill', spanish.id) })).toEqual(['garden']);
    expect(await names({ language: 'es' })).toEqual(['lunch']);
  });
  test('by free places leaves out what is full or has begun', async () => {
    expect(await names({ withFreePlaces: true })).toEqual(['lunch', 'garden']);
  });
  test('by status shows what is over', async () => {
    expect(await names({ status: ['completed'] })).toEqual(['over']);
  });
  test('by several things asks for all of them', async () => {
    expect(
      await names({
        text: 'meals',
        community: encodeId('Community', west.id),
        language: 'es',
        withFreePlaces: true,
      }),
    ).toEqual(['lunch']);
    expect(await names({ text: 'meals', community: encodeId('Community', east.id) })).toEqual([]);
  });
});

describe('what the caller runs', () => {
  test('holds the drafts and homes of their unit', async () => {
    expect((await names({ mine: true }, coordinator)).toSorted()).toEqual(
      ['draft', 'full', 'garden', 'home', 'lunch', 'review', 'underway'].toSorted(),
    );
    expect(await names({ status: ['draft'] }, coordinator)).toEqual(['draft']);
  });
  test('holds for a committee what waits for its review, and no draft of another unit', async () => {
    const committee = await createOrganisation(prisma, { communityId: west.id, committeeOfId: west.id });
    const officer = await createMember(prisma, committee, 'officer');
    expect(await names({ status: ['in_review', 'draft'] }, officer)).toEqual(['review']);
  });
  test('is nothing for a stranger', async () => {
    expect(await names({ mine: true })).toEqual([]);
    expect(await names({ status: ['draft', 'open'] })).toEqual([]);
  });
});

describe('pages', () => {
  test.each(['soonest', 'nearest', 'urgent'])(
    'sorted by %s follow one another without gap or repeat',
    async (sort) => {
      const filter = { sort, latitude: 40.75, longitude: -74 };
      const whole = await board(filter);
      const seen: string[] = [];
      let after: string | null = null;
      do {
        const page = await board(filter, stranger, 1, after);
        const [row] = page.rows;
        if (!row) break;
        seen.push(row.id);
        expect(page.hasPreviousPage).toBe(after !== null);
        after = page.hasNextPage ? page.cursorOf(row) : null;
      } while (after);
      expect(seen).toEqual(whole.rows.map((row) => row.id));
      expect(whole.hasNextPage).toBe(false);
    },
  );
  test('of needs in one place, all equally near, follow one another too', async () => {
    const { id: communityId } = await createCommunity(prisma);
    await Promise.all(
      Array.from({ length: 30 }, async () => {
        const need = await createNeed(prisma, { communityId, latitude: 40.5, longitude: -73.5 });
        await createTask(prisma, { needId: need.id });
      }),
    );
    const filter = {
      sort: 'nearest',
      latitude: 40.75,
      longitude: -74,
      community: encodeId('Community', communityId),
    };
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page = await board(filter, stranger, 8, after);
      seen.push(...page.rows.map((row) => row.id));
      const last = page.rows.at(-1);
      after = page.hasNextPage && last ? page.cursorOf(last) : null;
    } while (after);
    expect(new Set(seen).size).toBe(30);
    expect(seen).toHaveLength(30);
    await prisma.need.updateMany({ where: { communityId }, data: { status: 'cancelled' } });
  });
  test('leave out what was opened again and has no visit yet, from the rows and from the count', async () => {
    const { id } = await createNeed(prisma, { communityId: west.id, kind: 'help', round: 2, startsAt: null });
    const answer = await board();
    expect(answer.rows.map((row) => row.id)).not.toContain(id);
    expect(answer.totalCount).toBe(answer.rows.length);
    await prisma.need.delete({ where: { id } });
  });

  test('say how many there are in all, on every page', async () => {
    const first = await board({}, stranger, 3);
    expect([first.rows.length, first.totalCount]).toEqual([3, 4]);
    const [row] = first.rows.slice(-1);
    const second = await board({}, stranger, 3, row ? first.cursorOf(row) : null);
    expect([second.rows.length, second.totalCount]).toEqual([1, 4]);
    expect(await board({ text: 'nothing like it' })).toMatchObject({ rows: [], totalCount: 0 });
  });
});

test('costs one statement, with every name and the total', async () => {
  const { statements, answer } = await countStatements(() => board());
  expect(answer.rows).toHaveLength(4);
  expect(statements).toBe(1);
});

test('what stands in a private home teaches no words', async () => {
  await createNeed(prisma, {
    communityId: west.id,
    placeKind: 'private_home',
    searchWords: 'quinoa porridge',
  });
  const known = await prisma.$queryRaw`SELECT word FROM "SearchWord" WHERE word IN ('quinoa', 'porridge')`;
  expect(known).toEqual([]);
});

test('any filter gives a statement that PostgreSQL takes, and never a home or a draft', async () => {
  const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined });
  const filter = fc.record({
    text: maybe(fc.string({ unit: 'grapheme', maxLength: 20 })),
    category: maybe(fc.constant(encodeId('Category', meals.id))),
    community: maybe(fc.constant(encodeId('Community', district.id))),
    from: maybe(fc.constant(inHours(-5))),
    until: maybe(fc.constant(inHours(500))),
    within: maybe(fc.constant({ west: 170, south: -90, east: -60, north: 90 })),
    skill: maybe(fc.constant(encodeId('Skill', spanish.id))),
    language: maybe(fc.constant('es')),
    status: maybe(fc.subarray(['open', 'in_progress', 'completed', 'closed', 'cancelled'])),
    withFreePlaces: maybe(fc.boolean()),
    latitude: maybe(fc.double({ min: -90, max: 90, noNaN: true })),
    longitude: maybe(fc.double({ min: -180, max: 180, noNaN: true })),
    sort: maybe(fc.constantFrom('soonest', 'nearest', 'urgent')),
  });
  await fc.assert(
    fc.asyncProperty(filter, async (asked) => {
      const page = await board(asked);
      for (const row of page.rows) {
        expect(row.placeKind).not.toBe('private_home');
        expect(['draft', 'in_review']).not.toContain(row.status);
      }
      const [row] = page.rows;
      if (row) await board(asked, stranger, 1, page.cursorOf(row));
    }),
    { numRuns: 120 },
  );
});

test('the words of a need change with its text', async () => {
  await prisma.need.update({
    where: { id: ids.full ?? '' },
    data: { searchWords: searchWordsOf('糕点义卖') },
  });
  expect(await names({ text: '义卖' })).toEqual(['full']);
  await prisma.need.update({
    where: { id: ids.full ?? '' },
    data: { searchWords: searchWordsOf('Café stall') },
  });
});
