import { beforeEach, describe, expect, test } from 'vitest';
import type { Category, Community, Organisation } from '~/generated/prisma/client';
import type { Judgement, Satisfaction } from '~/generated/prisma/enums';
import { newId } from '~/server/database/id';
import { findFigures } from '~/server/modules/insights/figures';
import { anonymous } from '~/server/policy/actor';
import { createMember } from '~/tests/factories/actor';
import { createCategory } from '~/tests/factories/category';
import { createCommunity } from '~/tests/factories/community';
import { createIntake } from '~/tests/factories/intake';
import { createNeed } from '~/tests/factories/need';
import { createOrganisation } from '~/tests/factories/organisation';
import { createPerson } from '~/tests/factories/person';
import { createTestDatabase } from '~/tests/setup/database';
import { TestClock, testDeps } from '~/tests/setup/deps';

const database = await createTestDatabase();
const { prisma } = database;
const clock = new TestClock();
const deps = testDeps(database, { clock });
const firstQuarter = { year: 2026, quarter: 1 };

let community: Community;
let unit: Organisation;
let categories: [Category, Category, Category];

beforeEach(async () => {
  clock.set('2026-05-04T01:00:00Z');
  community = await createCommunity(prisma, {});
  unit = await createOrganisation(prisma, { communityId: community.id, committeeOfId: community.id });
  categories = [await createCategory(prisma), await createCategory(prisma), await createCategory(prisma)];
});

interface Round {
  judgement?: Judgement;
  satisfaction?: Satisfaction | null;
  category?: Category | undefined;
  at?: string;
  person?: string;
  where?: Community;
}

/** Rounds of help that were judged, each for a person of its own unless told otherwise. */
async function judged(count: number, round: Round = {}): Promise<void> {
  const {
    judgement = 'solved',
    satisfaction = 'satisfied',
    category = categories[0],
    where = community,
  } = round;
  for (let number = 0; number < count; number += 1) {
    const need = await createNeed(prisma, {
      kind: 'help',
      status: 'closed',
      placeKind: 'private_home',
      communityId: where.id,
      organisationId: unit.id,
      categoryId: category.id,
      servedPersonId: round.person ?? (await createPerson(prisma)).id,
    });
    await prisma.needJudgement.create({
      data: {
        id: newId(),
        needId: need.id,
        round: 1,
        judgement,
        satisfaction: judgement === 'not_judged' ? null : satisfaction,
        channel: 'phone',
        at: new Date(round.at ?? '2026-02-10T02:00:00Z'),
      },
    });
  }
}

const read = (actor = anonymous(), id = community.id, quarter = firstQuarter) =>
  findFigures(deps, actor, id, quarter);
const ofCategories = async () => {
  const figures = await read();
  return categories.map(({ id }) => figures?.byCategory.find(({ key }) => key === id)?.solved ?? null);
};

describe('the figures of a quarter', () => {
  test('are shares of what was judged; partly is apart, silence counts in none, satisfaction only of those who said', async () => {
    await judged(6);
    await judged(2, { judgement: 'partly', satisfaction: null });
    await judged(2, { judgement: 'not_solved', satisfaction: 'dissatisfied' });
    await judged(5, { judgement: 'not_judged' });
    expect((await read())?.total).toEqual({
      response: null,
      solved: { percent: 60, of: 10 },
      partly: { percent: 20, of: 10 },
      notSolved: { percent: 20, of: 10 },
      satisfied: { percent: 75, of: 8 },
      notJudged: 5,
    });
  });

  test('tell of responses: in time, of all whose time ended', async () => {
    const at = (hours: number) => new Date(Date.parse('2026-02-10T02:00:00Z') + hours * 3_600_000);
    const officer = await createPerson(prisma);
    for (const respondedAt of [at(0), at(1), at(2), at(3), at(5), null])
      await createIntake(prisma, {
        communityId: community.id,
        organisationId: unit.id,
        takenInById: officer.id,
        respondBy: at(3),
        respondedAt,
      });
    expect((await read())?.total.response).toEqual({ percent: 67, of: 6 });
  });

  test('begin and end with the day of the community', async () => {
    const shanghai = await createCommunity(prisma, { timeZone: 'Asia/Shanghai' });
    await judged(5, { where: shanghai, at: '2025-12-31T16:30:00Z' });
    await judged(7, { where: shanghai, at: '2026-03-31T16:30:00Z' });
    expect((await read(anonymous(), shanghai.id))?.total.solved?.of).toBe(5);
    expect((await read(anonymous(), shanghai.id))?.byMonth.map(({ solved }) => solved?.of ?? 0)).toEqual([
      5, 0, 0,
    ]);
  });

  test('are not told of fewer than five people, nor of one person who asked five times', async () => {
    await judged(4);
    expect((await read())?.total.solved).toBeNull();
    const { id: person } = await createPerson(prisma);
    await judged(6, { at: '2025-11-10T02:00:00Z', person });
    expect((await read(anonymous(), community.id, { year: 2025, quarter: 4 }))?.total.solved).toBeNull();
  });

  test('hide a small category together with the next, so that the total does not tell it', async () => {
    await judged(2, { category: categories[0] });
    await judged(6, { category: categories[1] });
    await judged(9, { category: categories[2] });
    expect((await read())?.total.solved?.of).toBe(17);
    expect(await ofCategories()).toEqual([null, null, { percent: 100, of: 9 }]);
  });

  test('count the same three people of two months once, so that the third month does not tell of them', async () => {
    for (let number = 0; number < 3; number += 1) {
      const { id: person } = await createPerson(prisma);
      for (const at of ['2026-01-10T02:00:00Z', '2026-02-10T02:00:00Z'])
        await judged(1, { person, judgement: 'not_solved', at });
    }
    await judged(10, { at: '2026-03-10T02:00:00Z' });
    const figures = await read();
    expect(figures?.total.solved).toEqual({ percent: 63, of: 16 });
    expect(figures?.byMonth.map(({ solved }) => solved)).toEqual([null, null, null]);
  });

  test('of a quarter that still runs are nobody’s but the committee’s, who reads its own community whole', async () => {
    await judged(2, { at: '2026-04-10T02:00:00Z', category: categories[0] });
    const running = { year: 2026, quarter: 2 };
    expect(await read(anonymous(), community.id, running)).toBeNull();
    const officer = await createMember(prisma, unit, 'officer');
    expect(await read(officer, community.id, running)).toMatchObject({
      whole: true,
      total: { solved: { percent: 100, of: 2 } },
    });
    const elsewhere = await createCommunity(prisma, {});
    expect(await read(officer, elsewhere.id)).toMatchObject({ whole: false });
    expect(await read(officer, elsewhere.id, running)).toBeNull();
  });

  test('of nowhere are none', async () => expect(await read(anonymous(), newId())).toBeNull());
});

describe('the figures of a tree', () => {
  test('tell a parent’s total by community, hide the small with another, and tell nothing on the page of a hidden one', async () => {
    const below = [
      await createCommunity(prisma, { parentId: community.id }),
      await createCommunity(prisma, { parentId: community.id }),
      await createCommunity(prisma, { parentId: community.id }),
    ] as const;
    await judged(3, { where: below[0] });
    await judged(6, { where: below[1] });
    await judged(12, { where: below[2] });
    const figures = await read();
    expect(figures?.total.solved?.of).toBe(21);
    const solvedOf = new Map(figures?.byCommunity.map(({ key, solved }) => [key, solved?.of ?? null]));
    expect(below.map(({ id }) => solvedOf.get(id))).toEqual([null, null, 12]);
    // A table by category of the parent would let those of a hidden community be worked out.
    expect(figures).toMatchObject({ byCategory: [], byOrganisation: [], byMonth: [] });
    const pages = await Promise.all(below.map(({ id }) => read(anonymous(), id)));
    expect(pages.map((page) => page?.total.solved?.of ?? null)).toEqual([null, null, 12]);
    expect(pages[1]?.byCategory.every(({ solved }) => solved === null)).toBe(true);
    expect(pages[2]?.byCategory).toMatchObject([{ key: categories[0].id, solved: { of: 12 } }]);
  });

  test('count a grid as its community’s own', async () => {
    const grid = await createCommunity(prisma, { parentId: community.id, level: 'grid' });
    const below = await createCommunity(prisma, { parentId: community.id });
    await judged(5, { where: grid });
    await judged(7, { where: below });
    const figures = await read();
    expect(figures?.byCommunity.map(({ key, solved }) => [key, solved?.of])).toEqual([
      [below.id, 7],
      [community.id, 5],
    ]);
    expect((await read(anonymous(), grid.id))?.total.solved).toBeNull();
  });
});
