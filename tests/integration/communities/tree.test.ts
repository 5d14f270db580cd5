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
import { setCommunitySettings } from '~/server/modules/communities/set-community-settings';
import { createAccount } from '~/tests/factories/account';
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

const unfit = (field: string) => ({ issues: [{ path: [field] }] });

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
      addCommunity(deps, by.actor, { parent, level, name: `New ${level}`, committeeName: '', chair: null });

    const { communityId } = await add(chair, community.id, 'grid');
    expect(await prisma.communityAncestor.count({ where: { communityId } })).toBe(3);
    await expect(add(chair, community.id, 'district')).rejects.toMatchObject(unfit('level'));
    await expect(add(chair, community.id, 'grid')).rejects.toMatchObject(unfit('name'));
    await expect(add(chair, elsewhere.id, 'grid')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(add(officer, community.id, 'grid')).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    const operator = await createSignedIn(deps, {}, { isOperator: true });
    await add(operator, elsewhere.id, 'grid');
  });

  it('gives it a committee, led by the person that was named, who may then act there', async () => {
    const street = await createCommunity(prisma, { level: 'street' });
    const committee = await createOrganisation(prisma, { communityId: street.id, committeeOfId: street.id });
    const chair = await createSignedIn(deps, { organisationId: committee.id, role: 'chair' });
    const named = await createAccount(deps, { email: 'lin@example.org' });
    const add = (identifier: string | null) =>
      addCommunity(deps, chair.actor, {
        parent: street.id,
        level: 'community',
        name: 'Lakeside',
        committeeName: 'Lakeside Residents’ Committee',
        chair: identifier,
      });

    await expect(add(null)).rejects.toMatchObject(unfit('chair'));
    await expect(add('nobody@example.org')).rejects.toMatchObject(unfit('chair'));
    expect(await prisma.community.count({ where: { parentId: street.id } })).toBe(0);
    const { communityId } = await add('lin@example.org');

    const unit = await prisma.organisation.findUniqueOrThrow({
      where: { committeeOfId: communityId },
      include: { memberships: true, admissions: true },
    });
    expect(unit).toMatchObject({
      name: 'Lakeside Residents’ Committee',
      status: 'verified',
      inChargePersonId: named.personId,
      memberships: [{ personId: named.personId, role: 'chair' }],
      admissions: [{ communityId }],
    });
    expect(await prisma.notice.count({ where: { personId: named.personId, kind: 'membership_added' } })).toBe(
      1,
    );
    expect(await prisma.history.count({ where: { subjectId: unit.memberships[0]?.id } })).toBe(1);
  });
});

describe('what a community says of itself', () => {
  it('is said by its chair, counts below it, and is written down once', async () => {
    const district = await createCommunity(prisma, { level: 'district' });
    const below = await createCommunity(prisma, { parentId: district.id });
    const committee = await createOrganisation(prisma, {
      communityId: district.id,
      committeeOfId: district.id,
    });
    const chair = await createSignedIn(deps, { organisationId: committee.id, role: 'chair' });
    const officer = await createSignedIn(deps, { organisationId: committee.id, role: 'officer' });
    const say = (by: typeof chair, community: string, reviewVerifiedUnits: boolean) =>
      setCommunitySettings(deps, by.actor, { community, reviewVerifiedUnits });

    await say(chair, district.id, true);
    await say(chair, district.id, true);
    expect(await communitySetting(deps, below.id, 'reviewVerifiedUnits')).toBe(true);
    await say(chair, district.id, false);
    expect(await communitySetting(deps, below.id, 'reviewVerifiedUnits')).toBe(false);

    await setCommunitySettings(deps, chair.actor, { community: district.id, judgementDays: 14 });
    expect(await communitySetting(deps, below.id, 'judgementDays')).toBe(14);

    await expect(say(officer, district.id, true)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    await expect(say(chair, below.id, true)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const history = await prisma.history.findMany({
      where: { subjectId: district.id },
      orderBy: { id: 'asc' },
    });
    expect(history.map(({ toState }) => toState)).toEqual([
      'reviews_verified_units',
      'trusts_verified_units',
      'judgement_waits_14_days',
    ]);
  });
});
