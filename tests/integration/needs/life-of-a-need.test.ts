import { beforeEach, describe, expect, test } from 'vitest';
import type { Community, Organisation } from '~/generated/prisma/client';
import { newId } from '~/server/database/id';
import { cancelNeed } from '~/server/modules/needs/cancel-need';
import { PostNeedInput, type PostNeedValues } from '~/server/modules/needs/input';
import { postNeed } from '~/server/modules/needs/post-need';
import { publishNeed } from '~/server/modules/needs/publish-need';
import { findNeed } from '~/server/modules/needs/queries';
import { reviewNeed } from '~/server/modules/needs/review-need';
import { settleNeeds } from '~/server/modules/needs/settle-needs';
import { anonymous, type Actor } from '~/server/policy/actor';
import { encodeId } from '~/server/database/id';
import { InvalidInput } from '~/server/policy/refusal';
import { actorFor, createMember } from '~/tests/factories/actor';
import { createClaim } from '~/tests/factories/claim';
import { createCommunity } from '~/tests/factories/community';
import { createOrganisation } from '~/tests/factories/organisation';
import { createPerson } from '~/tests/factories/person';
import { createSkill } from '~/tests/factories/skill';
import { createTestDatabase } from '~/tests/setup/database';
import { TestClock, testDeps } from '~/tests/setup/deps';
import { refusalCodeOf } from '~/tests/setup/refusal';

const database = await createTestDatabase();
const { prisma } = database;
const clock = new TestClock();
const deps = testDeps(database, { clock });

const start = new Date('2026-03-02T01:00:00Z');
const inHours = (hours: number): Date => new Date(start.getTime() + hours * 3_600_000);

let community: Community;
let committee: Organisation;
let organisation: Organisation;
let coordinator: Actor & { personId: string };
let officer: Actor & { personId: string };

beforeEach(async () => {
  clock.set(start);
  community = await createCommunity(prisma, {
    name: '望月湖社区',
    nameEn: 'Wangyuehu',
    latitude: 28.21,
    longitude: 112.95,
  });
  committee = await createOrganisation(prisma, { communityId: community.id, committeeOfId: community.id });
  organisation = await createOrganisation(prisma, { communityId: community.id });
  coordinator = await createMember(prisma, organisation, 'coordinator');
  officer = await createMember(prisma, committee, 'officer');
});

const lunch = {
  title: 'Serving',
  startsAt: inHours(48),
  endsAt: inHours(50),
  minimumPlaces: 1,
  maximumPlaces: 4,
};

function values(overrides: Record<string, unknown> = {}): PostNeedValues {
  return PostNeedInput.parse({
    community: encodeId('Community', community.id),
    title: 'Lunch for neighbours',
    summary: 'Serve a warm meal.',
    tasks: [lunch],
    ...overrides,
  });
}

const stored = (id: string) =>
  prisma.need.findUniqueOrThrow({ where: { id }, include: { tasks: { orderBy: { sort: 'asc' } } } });

/** The input that changes nothing. */
async function valuesOf(id: string, overrides: Record<string, unknown> = {}): Promise<PostNeedValues> {
  const need = await stored(id);
  return values({
    id: encodeId('Need', id),
    version: need.version,
    title: need.title,
    tasks: need.tasks.map((task) => ({ ...task, id: encodeId('Task', task.id) })),
    ...overrides,
  });
}

async function openNeed(overrides: Record<string, unknown> = {}): Promise<string> {
  const { needId } = await postNeed(deps, coordinator, values(overrides));
  await publishNeed(deps, coordinator, { id: needId });
  return needId;
}

describe('posting', () => {
  test('writes a numbered draft with its tasks, sums, words, history and event', async () => {
    const skill = await createSkill(prisma);
    const { needId } = await postNeed(
      deps,
      coordinator,
      values({
        title: '社区助餐',
        tasks: [
          { ...lunch, requiredSkills: [encodeId('Skill', skill.id)] },
          { ...lunch, endsAt: inHours(52), maximumPlaces: 2 },
        ],
      }),
    );
    const need = await stored(needId);
    expect(need).toMatchObject({
      status: 'draft',
      organisationId: organisation.id,
      places: 6,
      placesTaken: 0,
      kind: 'activity',
    });
    expect(need.number).toMatch(/^2026-\d{6}$/);
    expect(need.startsAt).toEqual(inHours(48));
    expect(need.endsAt).toEqual(inHours(52));
    expect(need.searchWords).toContain('助餐');
    expect(need.tasks.map((task) => [task.isOpen, task.checkInSecret.length])).toEqual([
      [false, 20],
      [false, 20],
    ]);
    expect(await prisma.taskSkill.count({ where: { task: { needId } } })).toBe(1);
    expect(await prisma.history.findMany({ where: { subjectId: needId } })).toMatchObject([
      { action: 'need:drafted' },
    ]);
    expect(await prisma.event.count({ where: { aggregateId: needId } })).toBe(1);
  });

  test('gives every need a number of its own', async () => {
    const made = await Promise.all(Array.from({ length: 8 }, () => postNeed(deps, coordinator, values())));
    const rows = await prisma.need.findMany({ where: { id: { in: made.map((need) => need.needId) } } });
    expect(new Set(rows.map((need) => need.number)).size).toBe(8);
  });

  test('keeps a draft without tasks, and publishing asks for one', async () => {
    const { needId } = await postNeed(deps, coordinator, values({ tasks: [] }));
    await expect(publishNeed(deps, coordinator, { id: needId })).rejects.toBeInstanceOf(InvalidInput);
  });

  test('shows a private home at the centre of its community', async () => {
    const { needId } = await postNeed(
      deps,
      officer,
      values({ kind: 'help', placeKind: 'private_home', latitude: 28.3, longitude: 113 }),
    );
    expect(await stored(needId)).toMatchObject({
      latitude: 28.21,
      longitude: 112.95,
      takenInById: officer.personId,
    });
  });

  test('is refused to strangers, to members and in communities of other committees', async () => {
    const member = await createMember(prisma, organisation, 'member');
    const elsewhere = await createCommunity(prisma);
    expect(await refusalCodeOf(postNeed(deps, anonymous(), values()))).toBe('NOT_SIGNED_IN');
    expect(await refusalCodeOf(postNeed(deps, member, values({ kind: 'activity' })))).toBe('NOT_ALLOWED');
    const there = values({ community: encodeId('Community', elsewhere.id) });
    expect(await refusalCodeOf(postNeed(deps, officer, there))).toBe('NOT_FOUND');
    const foreign = values({ organisation: encodeId('Organisation', committee.id) });
    expect(await refusalCodeOf(postNeed(deps, coordinator, foreign))).toBe('NOT_FOUND');
    const unknown = values({ tasks: [{ ...lunch, requiredSkills: [encodeId('Skill', newId())] }] });
    expect(await refusalCodeOf(postNeed(deps, coordinator, unknown))).toBe('NOT_FOUND');
  });
});

describe('editing', () => {
  test('changes what was written, adds and drops tasks and raises the version', async () => {
    const needId = await openNeed({ tasks: [lunch, { ...lunch, title: 'Washing up' }] });
    const before = await stored(needId);
    await postNeed(
      deps,
      coordinator,
      await valuesOf(needId, {
        title: 'Supper',
        tasks: [
          { ...lunch, id: encodeId('Task', before.tasks[0]?.id ?? ''), maximumPlaces: 9 },
          { ...lunch, title: 'Driving', startsAt: inHours(47) },
        ],
      }),
    );
    const after = await stored(needId);
    expect(after).toMatchObject({ title: 'Supper', version: before.version + 1, status: 'open', places: 13 });
    expect(after.startsAt).toEqual(inHours(47));
    const open = after.tasks.filter((task) => task.isOpen).map((task) => [task.title, task.maximumPlaces]);
    expect(open.toSorted()).toEqual([
      ['Driving', 4],
      ['Serving', 9],
    ]);
    expect(after.tasks.find((task) => task.title === 'Washing up')?.cancelledAt).not.toBeNull();
  });

  test('from a version that somebody else has changed is refused as stale', async () => {
    const { needId } = await postNeed(deps, coordinator, values());
    const input = await valuesOf(needId);
    await postNeed(deps, coordinator, input);
    expect(await refusalCodeOf(postNeed(deps, coordinator, input))).toBe('STALE_VERSION');
  });

  test('twice at once from the same version has one effect', async () => {
    const { needId } = await postNeed(deps, coordinator, values());
    const input = await valuesOf(needId);
    const codes = await Promise.all(
      Array.from({ length: 5 }, () =>
        postNeed(deps, coordinator, input).then(
          () => 'saved',
          (error: Error) => error.message,
        ),
      ),
    );
    expect(codes.toSorted()).toEqual([
      'STALE_VERSION',
      'STALE_VERSION',
      'STALE_VERSION',
      'STALE_VERSION',
      'saved',
    ]);
  });

  test('keeps faith with those who signed up, and tells them of what changed', async () => {
    const needId = await openNeed();
    const [task] = (await stored(needId)).tasks;
    if (!task) throw new Error('no task');
    const [ann, bob] = await Promise.all([createPerson(prisma), createPerson(prisma)]);
    await createClaim(prisma, task, { personId: ann.id });
    await createClaim(prisma, task, { personId: bob.id });
    const id = encodeId('Task', task.id);
    const edit = async (tasks: unknown[]) => postNeed(deps, coordinator, await valuesOf(needId, { tasks }));

    expect(await refusalCodeOf(edit([{ ...lunch, id, maximumPlaces: 1 }]))).toBe('TASK_HELD');
    expect(await refusalCodeOf(edit([{ ...lunch, id, startsAt: inHours(49) }]))).toBe('TASK_HELD');
    expect(await refusalCodeOf(edit([{ ...lunch, title: 'Another' }]))).toBe('TASK_HELD');
    await edit([{ ...lunch, id, maximumPlaces: 2 }]);
    expect(await stored(needId)).toMatchObject({ places: 2, placesTaken: 2 });
    expect(
      await prisma.notice.count({ where: { kind: 'need_changed', personId: { in: [ann.id, bob.id] } } }),
    ).toBe(2);
  });

  test('leaves a need in its community once it is handed in, so that its review and its verifier stay', async () => {
    const elsewhere = encodeId('Community', (await createCommunity(prisma)).id);
    const needId = await openNeed();
    const moved = async (actor: Actor) =>
      postNeed(deps, actor, await valuesOf(needId, { community: elsewhere }));
    const issue = { issues: [{ path: ['community'], message: 'server_need_community_fixed' }] };

    await expect(moved(coordinator)).rejects.toMatchObject(issue);
    await prisma.need.update({ where: { id: needId }, data: { status: 'in_review' } });
    await expect(moved(coordinator)).rejects.toMatchObject(issue);
    await expect(moved(officer)).rejects.toMatchObject(issue);
    expect((await stored(needId)).communityId).toBe(community.id);

    await prisma.need.update({ where: { id: needId }, data: { status: 'draft' } });
    await moved(coordinator);
    await publishNeed(deps, coordinator, { id: needId });
    expect(await stored(needId)).toMatchObject({ status: 'in_review' });
  });

  test('moves a published need within the communities of a committee that reviews in both', async () => {
    const below = await createCommunity(prisma, { parentId: community.id, level: 'grid' });
    const needId = await openNeed();
    const input = await valuesOf(needId, { community: encodeId('Community', below.id) });
    const worker = await createMember(prisma, committee, 'officer');

    await postNeed(deps, worker, input);

    expect(await stored(needId)).toMatchObject({ status: 'open', communityId: below.id });
  });

  test('of another unit’s need looks like an unknown one', async () => {
    const { needId } = await postNeed(deps, coordinator, values());
    const other = await createMember(
      prisma,
      await createOrganisation(prisma, { communityId: community.id }),
      'coordinator',
    );
    expect(await refusalCodeOf(postNeed(deps, other, await valuesOf(needId)))).toBe('NOT_FOUND');
  });
});

describe('publishing', () => {
  test('opens a verified unit’s need and its tasks at once', async () => {
    const needId = await openNeed();
    const need = await stored(needId);
    expect(need).toMatchObject({ status: 'open', publishedAt: start });
    expect(need.tasks.every((task) => task.isOpen)).toBe(true);
  });

  test('is refused to a unit that is not verified', async () => {
    await prisma.organisation.update({ where: { id: organisation.id }, data: { status: 'pending' } });
    const { needId } = await postNeed(deps, coordinator, values());
    expect(await refusalCodeOf(publishNeed(deps, coordinator, { id: needId }))).toBe(
      'ORGANISATION_NOT_VERIFIED',
    );
  });

  test('waits for the committee where the unit is not admitted', async () => {
    const elsewhere = await createCommunity(prisma);
    const { needId } = await postNeed(
      deps,
      coordinator,
      values({ community: encodeId('Community', elsewhere.id) }),
    );
    await publishNeed(deps, coordinator, { id: needId });
    expect(await stored(needId)).toMatchObject({ status: 'in_review' });
  });

  test('waits for the committee where the community reviews every need', async () => {
    await prisma.communitySetting.create({
      data: { communityId: community.id, key: 'reviewVerifiedUnits', value: true },
    });
    expect(await stored(await openNeed())).toMatchObject({ status: 'in_review' });
  });

  test('a committee’s need opens', async () => {
    const { needId } = await postNeed(deps, officer, values());
    await publishNeed(deps, officer, { id: needId });
    expect(await stored(needId)).toMatchObject({ status: 'open', organisationId: committee.id });
  });

  test('needs a task still to come', async () => {
    const { needId } = await postNeed(deps, coordinator, values());
    clock.set(inHours(60));
    await expect(publishNeed(deps, coordinator, { id: needId })).rejects.toMatchObject({
      issues: [{ path: ['tasks'], message: 'server_need_all_past' }],
    });
  });

  test('twice is refused the second time', async () => {
    const needId = await openNeed();
    expect(await refusalCodeOf(publishNeed(deps, coordinator, { id: needId }))).toBe('WRONG_STATE');
  });
});

describe('a resident’s request', () => {
  const ask = async (resident: Actor, consent = true) =>
    (await postNeed(deps, resident, values({ consent }))).needId;

  test('waits for the committee, which opens it, and the resident hears of it', async () => {
    const resident = actorFor((await createPerson(prisma)).id);
    const needId = await ask(resident);
    expect(await stored(needId)).toMatchObject({
      kind: 'help',
      placeKind: 'private_home',
      requestedById: resident.personId,
    });
    expect(await findNeed(deps, officer, needId)).toBeNull();
    await publishNeed(deps, resident, { id: needId });
    expect(await stored(needId)).toMatchObject({ status: 'in_review' });
    expect(await findNeed(deps, officer, needId)).not.toBeNull();
    await reviewNeed(deps, officer, { id: needId, approve: true, reason: null });
    expect(await stored(needId)).toMatchObject({ status: 'open' });
    expect(
      await prisma.notice.count({ where: { personId: resident.personId ?? '', kind: 'need_published' } }),
    ).toBe(1);
    expect(await prisma.event.count({ where: { aggregateId: needId, feeds: { has: 'board' } } })).toBe(0);
  });

  test('is not handed in without the consent of the person it is for', async () => {
    const resident = actorFor((await createPerson(prisma)).id);
    const needId = await ask(resident, false);
    expect(await refusalCodeOf(publishNeed(deps, resident, { id: needId }))).toBe('CONSENT_NEEDED');
  });

  test('is returned with a reason, and only with one', async () => {
    const resident = actorFor((await createPerson(prisma)).id);
    const needId = await ask(resident);
    await publishNeed(deps, resident, { id: needId });
    expect(await refusalCodeOf(reviewNeed(deps, officer, { id: needId, approve: false, reason: null }))).toBe(
      'REASON_NEEDED',
    );
    await reviewNeed(deps, officer, { id: needId, approve: false, reason: 'Which day?' });
    expect(await stored(needId)).toMatchObject({ status: 'draft', statusReason: 'Which day?' });
    expect(await refusalCodeOf(reviewNeed(deps, officer, { id: needId, approve: true, reason: null }))).toBe(
      'NOT_FOUND',
    );
  });

  test('is not reviewed by a unit, nor by the committee of another community', async () => {
    const resident = actorFor((await createPerson(prisma)).id);
    const needId = await ask(resident);
    await publishNeed(deps, resident, { id: needId });
    const other = await createCommunity(prisma);
    const stranger = await createMember(
      prisma,
      await createOrganisation(prisma, { communityId: other.id, committeeOfId: other.id }),
      'officer',
    );
    const yes = { id: needId, approve: true, reason: null };
    expect(await refusalCodeOf(reviewNeed(deps, coordinator, yes))).toBe('NOT_ALLOWED');
    expect(await refusalCodeOf(reviewNeed(deps, stranger, yes))).toBe('NOT_FOUND');
  });

  test('is read by the resident, the committee and volunteers whose identity was checked, by nobody else', async () => {
    const resident = actorFor((await createPerson(prisma)).id);
    const needId = await ask(resident);
    await publishNeed(deps, resident, { id: needId });
    await reviewNeed(deps, officer, { id: needId, approve: true, reason: null });
    const volunteer = actorFor((await createPerson(prisma)).id);
    expect(await findNeed(deps, resident, needId)).not.toBeNull();
    expect(await findNeed(deps, officer, needId)).not.toBeNull();
    expect(await findNeed(deps, volunteer, needId)).toBeNull();
    expect(await findNeed(deps, coordinator, needId)).toBeNull();
    expect(await findNeed(deps, anonymous(), needId)).toBeNull();
    await prisma.identityCheck.create({
      data: {
        id: newId(),
        personId: volunteer.personId ?? '',
        checkedById: officer.personId,
        organisationId: committee.id,
        documentKind: 'id_card',
        lastFour: '0000',
        checkedAt: start,
        expiresAt: inHours(9_999),
      },
    });
    expect(await findNeed(deps, volunteer, needId)).not.toBeNull();
  });
});

describe('cancelling', () => {
  test('gives back every claim with the reason, frees the places and tells everyone who had one', async () => {
    const needId = await openNeed();
    const [task] = (await stored(needId)).tasks;
    if (!task) throw new Error('no task');
    const persons = await Promise.all([1, 2, 3].map(() => createPerson(prisma)));
    const [confirmed, requested, here] = persons;
    await createClaim(prisma, task, { personId: confirmed?.id ?? '' });
    await createClaim(prisma, task, { personId: requested?.id ?? '', state: 'requested' });
    await createClaim(prisma, task, { personId: here?.id ?? '', state: 'checked_in' });

    await cancelNeed(deps, coordinator, { id: needId, reason: 'Storm' });

    expect(await stored(needId)).toMatchObject({
      status: 'cancelled',
      statusReason: 'Storm',
      placesTaken: 1,
      startsAt: inHours(48),
    });
    const [after] = (await stored(needId)).tasks;
    expect(after).toMatchObject({ isOpen: false, cancelReason: 'Storm', takenPlaces: 1 });
    const claims = await prisma.claim.findMany({ where: { taskId: task.id } });
    expect(claims.map((claim) => [claim.state, claim.reason]).toSorted()).toEqual([
      ['checked_in', null],
      ['released', 'Storm'],
      ['released', 'Storm'],
    ]);
    const notices = await prisma.notice.findMany({ where: { kind: 'need_cancelled' } });
    expect(notices.filter((notice) => persons.some((person) => person.id === notice.personId))).toHaveLength(
      3,
    );
    expect(
      await prisma.event.count({
        where: { type: 'claim:released', payload: { path: ['needId'], equals: needId } },
      }),
    ).toBe(2);
    expect(
      await prisma.history.findFirst({ where: { action: 'need:cancelled', subjectId: needId } }),
    ).toMatchObject({ reason: 'Storm' });
  });

  test('needs a reason, happens once, and never after completion', async () => {
    const needId = await openNeed();
    expect(await refusalCodeOf(cancelNeed(deps, coordinator, { id: needId, reason: '' }))).toBe(
      'REASON_NEEDED',
    );
    await cancelNeed(deps, coordinator, { id: needId, reason: 'Storm' });
    expect(await refusalCodeOf(cancelNeed(deps, coordinator, { id: needId, reason: 'Storm' }))).toBe(
      'ALREADY_DONE',
    );
    const done = await openNeed();
    clock.set(inHours(60));
    await settleNeeds(deps);
    expect(await refusalCodeOf(cancelNeed(deps, coordinator, { id: done, reason: 'Storm' }))).toBe(
      'WRONG_STATE',
    );
  });

  test('of a stranger’s need looks like an unknown one', async () => {
    const needId = await openNeed();
    const resident = actorFor((await createPerson(prisma)).id);
    expect(await refusalCodeOf(cancelNeed(deps, resident, { id: needId, reason: 'No' }))).toBe('NOT_FOUND');
  });
});

describe('time', () => {
  test('starts a need at its first start and completes it after its last end', async () => {
    const needId = await openNeed();
    await settleNeeds(deps);
    expect(await stored(needId)).toMatchObject({ status: 'open' });
    clock.set(inHours(48));
    await settleNeeds(deps);
    expect(await stored(needId)).toMatchObject({ status: 'in_progress' });
    clock.set(inHours(50));
    await settleNeeds(deps);
    const need = await stored(needId);
    expect(need).toMatchObject({ status: 'completed' });
    expect(need.tasks.some((task) => task.isOpen)).toBe(false);
    const history = await prisma.history.findMany({
      where: { subjectId: needId, capacity: 'system' },
      orderBy: { id: 'asc' },
    });
    expect(history.map((row) => row.action)).toEqual(['need:started', 'need:completed']);
  });

  test('passes once, however many nodes watch it, and catches up after a standstill', async () => {
    const needId = await openNeed();
    clock.set(inHours(99));
    await Promise.all(Array.from({ length: 4 }, () => settleNeeds(deps)));
    await settleNeeds(deps);
    expect(await stored(needId)).toMatchObject({ status: 'completed' });
    expect(
      await prisma.event.count({
        where: { aggregateId: needId, type: { in: ['need:started', 'need:completed'] } },
      }),
    ).toBe(2);
  });

  test('leaves drafts and cancelled needs alone', async () => {
    const { needId: draft } = await postNeed(deps, coordinator, values());
    const cancelled = await openNeed();
    await cancelNeed(deps, coordinator, { id: cancelled, reason: 'Storm' });
    clock.set(inHours(99));
    await settleNeeds(deps);
    expect(await stored(draft)).toMatchObject({ status: 'draft' });
    expect(await stored(cancelled)).toMatchObject({ status: 'cancelled' });
  });
});
