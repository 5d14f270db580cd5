import { beforeEach, describe, expect, test } from 'vitest';
import { encodeId } from '~/server/database/id';
import { claimTask } from '~/server/modules/claims/claim-task';
import { ownBirthDate } from '~/server/modules/contact/queries';
import { UpdateProfileInput } from '~/server/modules/volunteers/input';
import { ownProfile } from '~/server/modules/volunteers/queries';
import { updateProfile } from '~/server/modules/volunteers/update-profile';
import type { Actor } from '~/server/policy/actor';
import { createClaimant, createScene, type Scene } from '~/tests/factories/claim';
import { createCommunity } from '~/tests/factories/community';
import { createPerson } from '~/tests/factories/person';
import { createSkill } from '~/tests/factories/skill';
import { createTask } from '~/tests/factories/task';
import { createTestDatabase } from '~/tests/setup/database';
import { TestClock, testDeps } from '~/tests/setup/deps';
import { refusalCodeOf } from '~/tests/setup/refusal';

const database = await createTestDatabase();
const { prisma } = database;
const clock = new TestClock(new Date());
const deps = testDeps(database, { clock });

let scene: Scene;
let volunteer: Actor & { personId: string };

beforeEach(async () => {
  scene = await createScene(prisma);
  volunteer = await createClaimant(prisma);
});

const change = (input: object, actor: Actor = volunteer) =>
  updateProfile(deps, actor, UpdateProfileInput.parse(input));

describe('a profile', () => {
  test('is emptied by null, and keeps what is left out', async () => {
    const home = await createCommunity(prisma, { latitude: 28.2, longitude: 112.9 });
    const skill = await createSkill(prisma);
    await change({
      about: 'Retired nurse',
      homeCommunity: encodeId('Community', home.id),
      languages: ['zh'],
      travelRadiusMetres: 2_000,
      skills: [encodeId('Skill', skill.id)],
      availability: [{ weekday: 6, startMinute: 480, endMinute: 720 }],
    });
    const before = await ownProfile(deps, volunteer);

    await change({});
    expect(await ownProfile(deps, volunteer)).toEqual(before);

    await change({ about: null, homeCommunity: null });
    expect(await ownProfile(deps, volunteer)).toEqual({ ...before, about: null, homeCommunityId: null });
    expect(
      await prisma.volunteerProfile.findUniqueOrThrow({ where: { personId: volunteer.personId } }),
    ).toMatchObject({ homeLatitude: null, homeLongitude: null });

    await change({ languages: null, travelRadiusMetres: null, skills: null, availability: null });
    expect(await ownProfile(deps, volunteer)).toEqual({
      about: null,
      homeCommunityId: null,
      languages: [],
      travelRadiusMetres: 5_000,
      skills: [],
      availability: [],
    });
  });

  test('goes back to the centre of the home community when the own point is taken away', async () => {
    const home = await createCommunity(prisma, { latitude: 28.2, longitude: 112.9 });
    const pointNow = () =>
      prisma.volunteerProfile.findUniqueOrThrow({
        where: { personId: volunteer.personId },
        select: { homeLatitude: true, homeLongitude: true },
      });
    await change({ homeCommunity: encodeId('Community', home.id) });
    expect(await pointNow()).toEqual({ homeLatitude: 28.2, homeLongitude: 112.9 });
    await change({ homeLatitude: 28.25, homeLongitude: 112.95 });
    expect(await pointNow()).toEqual({ homeLatitude: 28.25, homeLongitude: 112.95 });
    await change({ homeLatitude: null, homeLongitude: null });
    expect(await pointNow()).toEqual({ homeLatitude: null, homeLongitude: null });
  });

  test('always has a name', () => {
    expect(UpdateProfileInput.safeParse({ displayName: null }).success).toBe(false);
    expect(UpdateProfileInput.safeParse({ displayName: ' ' }).success).toBe(false);
  });
});

describe('a birth date', () => {
  test('opens tasks with a minimum age to whoever writes it down, until they take it away', async () => {
    const task = await createTask(prisma, { needId: scene.need.id, minimumAge: 18 });
    const other = await createTask(prisma, {
      needId: scene.need.id,
      minimumAge: 18,
      startsAt: new Date(task.startsAt.getTime() + 86_400_000),
    });
    expect(await refusalCodeOf(claimTask(deps, volunteer, { task: task.id }))).toBe('AGE_UNKNOWN');

    await change({ birthDate: '1990-02-28' });
    expect(await ownBirthDate(deps, volunteer)).toBe('1990-02-28');
    expect(await claimTask(deps, volunteer, { task: task.id })).toMatchObject({ state: 'confirmed' });

    await change({ about: 'I cook.' });
    expect(await ownBirthDate(deps, volunteer)).toBe('1990-02-28');
    await change({ birthDate: null });
    expect(await ownBirthDate(deps, volunteer)).toBeNull();
    expect(await refusalCodeOf(claimTask(deps, volunteer, { task: other.id }))).toBe('AGE_UNKNOWN');
  });

  test('is a day on which somebody alive was born', async () => {
    for (const birthDate of ['1850-01-01', '2999-01-01']) {
      await expect(change({ birthDate })).rejects.toMatchObject({
        issues: [{ path: ['birthDate'], message: 'server_birth_date_unlikely' }],
      });
    }
    for (const birthDate of ['1990-02-30', '28.2.1990', '']) {
      expect(UpdateProfileInput.safeParse({ birthDate }).success, birthDate).toBe(false);
    }
    expect(await ownBirthDate(deps, volunteer)).toBeNull();
  });

  test('is read by the person themself, and not by somebody who acts for them', async () => {
    await change({ birthDate: '1990-02-28' });
    const proxy = await createPerson(prisma);
    const acting: Actor = {
      ...volunteer,
      personId: proxy.id,
      onBehalfOfId: volunteer.personId,
      proxyScope: ['serve'],
      capacity: 'proxy',
    };
    expect(await ownBirthDate(deps, acting)).toBeNull();
    await change({ about: 'Asked me to write this.' }, acting);
    expect(await ownBirthDate(deps, volunteer)).toBe('1990-02-28');
  });

  test('stands in no history and no event', async () => {
    await change({ birthDate: '1990-02-28' });
    const rows = [await prisma.event.findMany(), await prisma.history.findMany()];
    const text = JSON.stringify(rows, (_key, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value,
    );
    expect(text).not.toContain('1990-02-28');
  });
});
