import { describe, expect, it } from 'vitest';
import { addCommunity } from '~/server/modules/communities/add-community';
import { insertCommunity } from '~/server/modules/communities/insert-community';
import {
  findBoundaries,
  findCommunityBySlug,
  listCommunities,
  timeZoneOf,
} from '~/server/modules/communities/queries';
import { communitySetting } from '~/server/modules/communities/settings';
import { createCommunity } from '~/tests/factories/community';
import { createOrganisation } from '~/tests/factories/organisation';
import { createSignedIn } from '~/tests/factories/session';
import { createTestDatabase } from '~/tests/setup/database';
import { testDeps } from '~/tests/setup/deps';

const database = await createTestDatabase();
const { prisma } = database;
const deps = testDeps(database);

const insert = (community: Parameters<typeof insertCommunity>[2]) =>
  prisma.$transaction((tx) => insertCommunity(tx, deps, community));

describe('the tree of communities', () => {
  it('keeps a row for every ancestor of every community', async () => {
    const city = await insert({ parentId: null, level: 'city', name: 'Changsha', timeZone: 'Asia/Shanghai' });
    const district = await insert({ parentId: city, level: 'district', name: 'Yuelu' });
    const grid = await insert({ parentId: district, level: 'grid', name: 'Yuelu' });
    const rows = await prisma.communityAncestor.findMany({
      where: { communityId: grid },
      orderBy: { depth: 'asc' },
    });
    expect(rows.map((row) => [row.ancestorId, row.depth])).toEqual([
      [grid, 0],
      [district, 1],
      [city, 2],
    ]);
    expect((await prisma.community.findUniqueOrThrow({ where: { id: grid } })).slug).toBe('yuelu-2');
    expect((await listCommunities(deps, { parentId: city })).map((row) => row.id)).toEqual([district]);
  });

  it("takes time zone and settings from the nearest ancestor, and the installation's where nobody set one", async () => {
    const city = await insert({
      parentId: null,
      level: 'city',
      name: 'New York',
      timeZone: 'America/New_York',
      settings: { country: 'US' },
    });
    const district = await insert({
      parentId: city,
      level: 'district',
      name: 'Brooklyn',
      settings: { reviewVerifiedUnits: true },
    });
    const below = await insert({
      parentId: district,
      level: 'community',
      name: 'Red Hook',
      settings: { reviewVerifiedUnits: 'nonsense' },
    });
    expect(await timeZoneOf(deps, below)).toBe('America/New_York');
    expect(await communitySetting(deps, below, 'country')).toBe('US');
    expect(await communitySetting(deps, district, 'reviewVerifiedUnits')).toBe(true);
    expect(await communitySetting(deps, below, 'reviewVerifiedUnits')).toBe(false);
    expect(await communitySetting(deps, city, 'termsUrl')).toBeNull();
  });

  it('is found by slug, its outline read apart', async () => {
    const boundary = {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [1, 0],
          [1, 1],
          [0, 0],
        ],
      ],
    };
    const id = await insert({ parentId: null, level: 'community', name: '橘子洲社区', boundary });
    expect(await findCommunityBySlug(deps, '橘子洲社区')).toMatchObject({ id, timeZone: 'UTC' });
    expect(await findCommunityBySlug(deps, 'no-such-place')).toBeNull();
    expect((await findBoundaries(deps, [id])).get(id)).toEqual(boundary);
  });
});

describe('adding a community', () => {
  it('is for the chair responsible for its parent, and only downwards', async () => {
    const district = await createCommunity(prisma, { level: 'district' });
    const community = await createCommunity(prisma, { parentId: district.id });
    const elsewhere = await createCommunity(prisma, { level: 'district' });
    const committee = await createOrganisation(prisma, {
      communityId: district.id,
      committeeOfId: district.id,
    });
    const chair = await createSignedIn(deps, { organisationId: committee.id, role: 'chair' });
    const officer = await createSignedIn(deps, { organisationId: committee.id, role: 'officer' });
    const add = (by: typeof chair, parent: string, level: 'grid' | 'district') =>
      addCommunity(deps, by.actor, { parent, level, name: 'New' });

    const { communityId } = await add(chair, community.id, 'grid');
    expect(await prisma.communityAncestor.count({ where: { communityId } })).toBe(3);
    await expect(add(chair, community.id, 'district')).rejects.toMatchObject({ code: 'WRONG_STATE' });
    await expect(add(chair, elsewhere.id, 'grid')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(add(officer, community.id, 'grid')).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    const operator = await createSignedIn(deps, {}, { isOperator: true });
    await add(operator, elsewhere.id, 'grid');
  });
});
