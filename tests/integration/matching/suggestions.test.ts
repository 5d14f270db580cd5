import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Community, Need, Skill } from '~/generated/prisma/client';
import { encodeId, newId } from '~/server/database/id';
import { claimTask } from '~/server/modules/claims/claim-task';
import { findCandidates } from '~/server/modules/matching/candidates';
import { findFit } from '~/server/modules/matching/fit';
import { findSuggestions } from '~/server/modules/matching/suggestions';
import { UpdateProfileInput } from '~/server/modules/volunteers/input';
import { ownProfile, searchSkills } from '~/server/modules/volunteers/queries';
import { updateProfile } from '~/server/modules/volunteers/update-profile';
import { anonymous } from '~/server/policy/actor';
import { createClaim, createClaimant } from '~/tests/factories/claim';
import { createCommunity } from '~/tests/factories/community';
import { createNeed } from '~/tests/factories/need';
import { createPerson } from '~/tests/factories/person';
import { createSkill } from '~/tests/factories/skill';
import { createTask } from '~/tests/factories/task';
import { countStatements } from '~/tests/helpers/count-statements';
import { createTestDatabase } from '~/tests/setup/database';
import { TestClock, testDeps } from '~/tests/setup/deps';
import { refusalCodeOf } from '~/tests/setup/refusal';

const database = await createTestDatabase();
const { prisma } = database;
const clock = new TestClock();
const deps = testDeps(database, { clock });

// The test clock starts on Monday at nine in Shanghai; Saturday at nine is 120 hours later.
const inHours = (hours: number): Date => new Date(clock.now().getTime() + hours * 3_600_000);
const saturdayAtNine = inHours(120);

let community: Community;
let firstAid: Skill;

beforeAll(async () => {
  firstAid = await createSkill(prisma, { nameEn: 'First aid', nameZh: '急救' });
});

beforeEach(async () => {
  await prisma.need.updateMany({ data: { status: 'closed' } });
  await prisma.task.updateMany({ data: { isOpen: false } });
  community = await createCommunity(prisma, { timeZone: 'Asia/Shanghai', latitude: 28.2, longitude: 112.9 });
});

const places = { near: { latitude: 28.21, longitude: 112.9 }, far: { latitude: 28.5, longitude: 112.9 } };

async function open(need: Partial<Need> = {}, task: Partial<Parameters<typeof createTask>[1]> = {}) {
  const made = await createNeed(prisma, { communityId: community.id, ...places.near, ...need });
  return createTask(prisma, {
    needId: made.id,
    startsAt: saturdayAtNine,
    endsAt: new Date(saturdayAtNine.getTime() + 2 * 3_600_000),
    ...task,
  });
}

async function volunteer(input: object = {}) {
  const actor = await createClaimant(prisma);
  const profile = { homeCommunity: encodeId('Community', community.id), ...input };
  await updateProfile(deps, actor, UpdateProfileInput.parse(profile));
  return actor;
}

const suggest = (actor: Parameters<typeof findSuggestions>[1], locale: 'en' | 'zh-CN' = 'en') =>
  findSuggestions(deps, actor, 10, locale);

describe('suggestions', () => {
  test('put what fits best first and say why, in the reader’s language', async () => {
    const far = await open(places.far);
    const fitting = await open({}, { languages: ['yue'] });
    await prisma.taskSkill.create({ data: { taskId: fitting.id, skillId: firstAid.id } });
    const actor = await volunteer({
      skills: [encodeId('Skill', firstAid.id)],
      languages: ['yue'],
      availability: [{ weekday: 6, startMinute: 480, endMinute: 720 }],
    });

    const found = await suggest(actor);
    expect(found.map((row) => row.taskId)).toEqual([fitting.id, far.id]);
    expect(found[0]?.reasons.map((reason) => reason.text)).toEqual([
      'asks for what you can do: First aid',
      'you speak Cantonese',
      'you are free on Saturday morning',
      '1.1 km away',
    ]);
    const [chinese] = await suggest(actor, 'zh-CN');
    expect(chinese?.reasons.map((reason) => reason.text)).toEqual([
      '用得上您的特长：急救',
      '您会说粤语',
      '您周六上午有空',
      '距您 1.1 公里',
    ]);
  });

  test('leave out what the person could not claim: taken, overlapping, full, without the skill, under way', async () => {
    const fits = await open({}, { startsAt: inHours(300), endsAt: inHours(302) });
    const mine = await open();
    await open();
    await open({}, { startsAt: inHours(400), endsAt: inHours(401), maximumPlaces: 1, takenPlaces: 1 });
    await open({ status: 'in_progress' }, { startsAt: inHours(-1), endsAt: inHours(3) });
    const skilled = await open({}, { startsAt: inHours(500), endsAt: inHours(501) });
    await prisma.taskSkill.create({ data: { taskId: skilled.id, skillId: firstAid.id } });
    const actor = await volunteer();
    await claimTask(deps, actor, { task: mine.id });

    expect((await suggest(actor)).map((row) => row.taskId)).toEqual([fits.id]);
  });

  test('show one task of each need', async () => {
    const first = await open();
    await createTask(prisma, { needId: first.needId, startsAt: inHours(200), endsAt: inHours(202) });
    expect(await suggest(await volunteer())).toHaveLength(1);
  });

  test('show help in a home of the own community only to those whose identity was checked', async () => {
    const home = await open({ kind: 'help', placeKind: 'private_home' });
    const actor = await volunteer();
    expect(await suggest(actor)).toEqual([]);
    await prisma.identityCheck.create({
      data: {
        id: newId(),
        personId: actor.personId,
        checkedById: (await createPerson(prisma)).id,
        organisationId: newId(),
        documentKind: 'id_card',
        lastFour: '0000',
        checkedAt: clock.now(),
        expiresAt: inHours(9_999),
      },
    });
    expect((await suggest(actor)).map((row) => row.taskId)).toEqual([home.id]);
  });

  test('never show drafts', async () => {
    await open({ status: 'draft' });
    expect(await suggest(await volunteer())).toEqual([]);
  });

  test('are found for somebody who said nothing of themselves, and are none for a stranger', async () => {
    const task = await open();
    expect((await suggest(await createClaimant(prisma))).map((row) => row.taskId)).toEqual([task.id]);
    expect(await suggest(anonymous())).toEqual([]);
  });

  test('a volunteer is offered nothing whose place they lost to somebody else', async () => {
    const task = await open({}, { maximumPlaces: 1 });
    const actor = await volunteer();
    expect(await suggest(actor)).toHaveLength(1);
    await createClaim(prisma, task, { personId: (await createPerson(prisma)).id });
    expect(await suggest(actor)).toEqual([]);
  });

  test('candidates cost one statement', async () => {
    const person = await createPerson(prisma);
    const { statements } = await countStatements(() =>
      findCandidates(deps, { id: person.id, homeCommunityId: community.id, home: places.near }),
    );
    expect(statements).toBe(1);
  });
});

describe('a profile', () => {
  test('keeps what was given, merges free time and starts from the centre of the home community', async () => {
    const actor = await volunteer({
      about: 'Retired nurse',
      languages: ['zh', 'zh', 'en'],
      travelRadiusMetres: 3_000,
      skills: [encodeId('Skill', firstAid.id)],
      availability: [
        { weekday: 1, startMinute: 540, endMinute: 600 },
        { weekday: 1, startMinute: 600, endMinute: 660 },
      ],
    });
    expect(await ownProfile(deps, actor)).toMatchObject({
      about: 'Retired nurse',
      languages: ['zh', 'en'],
      travelRadiusMetres: 3_000,
      homeCommunityId: community.id,
      skills: [{ id: firstAid.id }],
      availability: [{ weekday: 1, startMinute: 540, endMinute: 660 }],
    });
    const profile = await prisma.volunteerProfile.findUniqueOrThrow({ where: { personId: actor.personId } });
    expect(profile).toMatchObject({ homeLatitude: 28.2, homeLongitude: 112.9 });
  });

  test('leaves what an edit does not name as it was', async () => {
    const actor = await volunteer({ about: 'Retired nurse', languages: ['en'] });
    await updateProfile(deps, actor, UpdateProfileInput.parse({ travelRadiusMetres: 900 }));
    expect(await ownProfile(deps, actor)).toMatchObject({
      about: 'Retired nurse',
      languages: ['en'],
      travelRadiusMetres: 900,
    });
  });

  test('refuses unknown skills and communities, and changes nothing', async () => {
    const actor = await volunteer({ skills: [encodeId('Skill', firstAid.id)] });
    const edit = (input: object) => updateProfile(deps, actor, UpdateProfileInput.parse(input));
    expect(await refusalCodeOf(edit({ about: 'New', skills: [encodeId('Skill', newId())] }))).toBe(
      'NOT_FOUND',
    );
    expect(await refusalCodeOf(edit({ homeCommunity: 'community_nonsense' }))).toBe('NOT_FOUND');
    expect(await ownProfile(deps, actor)).toMatchObject({ about: null, skills: [{ id: firstAid.id }] });
    expect(await refusalCodeOf(updateProfile(deps, anonymous(), UpdateProfileInput.parse({})))).toBe(
      'NOT_SIGNED_IN',
    );
  });

  test('is refused with the field named when a window ends before it starts', () => {
    const result = UpdateProfileInput.safeParse({
      availability: [{ weekday: 1, startMinute: 60, endMinute: 60 }],
    });
    expect(result.error?.issues[0]).toMatchObject({
      path: ['availability', 0, 'endMinute'],
      message: 'server_window_ends_first',
    });
  });
});

test('skills are found by their Chinese and English names', async () => {
  const ids = async (text: string) => (await searchSkills(deps, text, 10)).map((skill) => skill.id);
  expect(await ids('FIRST')).toContain(firstAid.id);
  expect(await ids('急救')).toContain(firstAid.id);
  expect(await ids('%')).toEqual([]);
  expect(await ids('')).toContain(firstAid.id);
});

describe('why a need of the board fits', () => {
  test('is said of its best open task, without what the need says of itself, and of nothing that cannot be claimed', async () => {
    const near = await open({}, { languages: ['es'], minimumPlaces: 5 });
    const full = await open({}, { maximumPlaces: 1, takenPlaces: 1 });
    const unskilled = await open();
    await prisma.taskSkill.create({ data: { taskId: unskilled.id, skillId: firstAid.id, required: true } });
    const actor = await volunteer({ languages: ['es'] });
    const ids = [full.needId, near.needId, unskilled.needId, newId()];
    const fit = await findFit(deps, actor, ids, 'en');
    expect(fit.map((reasons) => reasons.map((reason) => reason.kind))).toEqual([
      [],
      ['languages', 'distance'],
      [],
      [],
    ]);
  });
  test('is nobody’s business but the signed-in reader’s', async () => {
    const { needId } = await open();
    expect(await findFit(deps, anonymous(), [needId], 'en')).toEqual([[]]);
  });
});
