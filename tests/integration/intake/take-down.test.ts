import { beforeEach, describe, expect, test } from 'vitest';
import { encodeId, newId } from '~/server/database/id';
import { takeDownRequest } from '~/server/modules/intake/take-down-request';
import { findIntakes } from '~/server/modules/intake/queries';
import { findMissing } from '~/server/modules/intake/find-missing';
import type { Actor } from '~/server/policy/actor';
import { InvalidInput } from '~/server/policy/refusal';
import { actorFor, createMember } from '~/tests/factories/actor';
import { createPerson } from '~/tests/factories/person';
import { createTestDatabase } from '~/tests/setup/database';
import { TestClock, testDeps } from '~/tests/setup/deps';
import { refusalCodeOf } from '~/tests/setup/refusal';
import { createDesk, type Desk } from './setting';

const database = await createTestDatabase();
const { prisma } = database;
const clock = new TestClock();
const deps = testDeps(database, { clock });
const inHours = (hours: number) => new Date(clock.now().getTime() + hours * 3_600_000);

let desk: Desk;

beforeEach(async () => {
  clock.set('2026-03-02T01:00:00Z');
  desk = await createDesk(deps);
});

const issuesOf = async (answer: () => Promise<unknown>) => {
  const error: unknown = await Promise.resolve()
    .then(answer)
    .catch((reason: unknown) => reason);
  return error instanceof InvalidInput ? error.issues : [];
};
const phonesOf = (personId: string | null) =>
  prisma.contactPoint.findMany({ where: { personId: personId ?? '' } });
const help = (overrides: Record<string, unknown> = {}) =>
  desk.takeDown({ outcome: 'need', outcomeNote: null, subject: '陪诊去三医院', ...overrides });

describe('what became of a request', () => {
  test('answered at once is kept with what was said, and who took it down by which channel', async () => {
    const intake = await desk.takeDown({
      channel: 'visit',
      category: encodeId('Category', desk.category.id),
    });
    expect(intake).toMatchObject({
      communityId: desk.community.id,
      organisationId: desk.committee.id,
      takenInById: desk.officer.personId,
      channel: 'visit',
      relationship: 'self',
      categoryId: desk.category.id,
      outcome: 'answered',
      outcomeNote: '每天十一点',
      needId: null,
      ownerId: null,
    });
    expect(intake.number).toMatch(/^2026-\d{6}$/);
    expect(intake.servedPersonId).toBe(intake.requesterId);
    expect(await phonesOf(intake.requesterId)).toMatchObject([{ value: '+8613912345678' }]);
    expect(await prisma.history.findMany({ where: { subjectId: intake.id } })).toMatchObject([
      { action: 'intake:taken_down', toState: 'answered', channel: 'visit' },
    ]);
    expect(await prisma.event.findMany({ where: { aggregateId: intake.id } })).toMatchObject([
      { feeds: [`community:${desk.community.id}`], payload: { intakeId: intake.id } },
    ]);
  });

  test('a complaint is owned by whoever took it down and has its deadline', async () => {
    const dueAt = inHours(72);
    const complaint = { outcome: 'complaint', outcomeNote: null, subject: '楼下半夜施工' };
    expect(await desk.takeDown({ ...complaint, dueAt })).toMatchObject({
      ownerId: desk.officer.personId,
      dueAt,
      outcomeNote: null,
    });
    expect(await issuesOf(() => desk.takeDown(complaint))).toMatchObject([{ path: ['dueAt'] }]);
    expect(await issuesOf(() => desk.takeDown({ ...complaint, dueAt: clock.now() }))).toMatchObject([
      { path: ['dueAt'], message: 'server_intake_time_past' },
    ]);
  });

  test.each([
    ['answered', 'outcomeNote', 'Write down what you answered.'],
    ['refused', 'outcomeNote', 'Write down why it is refused; whoever asked can read it.'],
    ['passed_on', 'passedOnTo', 'Write down to whom you passed it on.'],
  ])('%s asks for %s', async (outcome, field, message) => {
    const bare = { outcome, outcomeNote: ' ', passedOnTo: '' };
    expect(await issuesOf(() => desk.takeDown(bare))).toEqual([{ path: [field], message }]);
    expect(await desk.takeDown({ ...bare, [field]: '物业' })).toMatchObject({ outcome, [field]: '物业' });
  });

  test('the database keeps what each outcome must have, whoever writes it', async () => {
    const { id } = await desk.takeDown();
    await expect(prisma.intake.update({ where: { id }, data: { outcomeNote: null } })).rejects.toThrow(
      'intake_outcome',
    );
    await expect(prisma.intake.update({ where: { id }, data: { outcome: 'need' } })).rejects.toThrow(
      'intake_outcome',
    );
    await expect(
      prisma.intake.update({ where: { id }, data: { calledBackAt: clock.now() } }),
    ).rejects.toThrow('intake_called_back');
  });
});

describe('a need made of a request', () => {
  test('carries its number, and waits as a draft for consent and a time', async () => {
    const intake = await help({ channel: 'paper', paperNumber: 'A-17' });
    expect(intake.need).toMatchObject({
      number: intake.number,
      kind: 'help',
      status: 'draft',
      title: '陪诊去三医院',
      placeKind: 'private_home',
      channel: 'paper',
      organisationId: desk.committee.id,
      responsibleUnitId: desk.committee.id,
      requestedById: intake.requesterId,
      servedPersonId: intake.servedPersonId,
      takenInById: desk.officer.personId,
    });
    expect(await findMissing(deps, [intake])).toEqual([['CONSENT', 'TIME']]);
  });

  test('is published at once with consent and a time, by the channel it came on', async () => {
    const window = { wishedFrom: inHours(24), wishedUntil: inHours(26) };
    const intake = await help({ ...window, consent: true, channel: 'paper' });
    expect(intake.need).toMatchObject({ status: 'open', publishedAt: clock.now() });
    expect(await prisma.task.findMany({ where: { needId: intake.needId ?? '' } })).toMatchObject([
      { startsAt: window.wishedFrom, endsAt: window.wishedUntil, maximumPlaces: 2, isOpen: true },
    ]);
    const consents = await prisma.consent.findMany({ where: { scope: intake.needId } });
    expect(consents).toMatchObject([
      { personId: intake.servedPersonId, form: 'paper', takenById: desk.officer.personId },
    ]);
    expect(await findMissing(deps, [intake])).toEqual([[]]);
  });

  test.each([
    ['a time', { consent: true }, ['TIME']],
    ['consent', { wishedFrom: inHours(24), wishedUntil: inHours(26) }, ['CONSENT']],
  ] as const)('without %s stays a draft and says so', async (_what, given, missing) => {
    const intake = await help(given);
    expect(intake.need?.status).toBe('draft');
    expect(await findMissing(deps, [intake])).toEqual([missing]);
  });

  test('a guardian agrees in the name of their ward', async () => {
    const window = { wishedFrom: inHours(24), wishedUntil: inHours(26) };
    const ward = { servedPerson: { name: '小明' }, relationship: 'guardian' };
    const intake = await help({ ...window, ...ward, consent: true });
    expect(await prisma.consent.findMany({ where: { scope: intake.needId } })).toMatchObject([
      { personId: intake.servedPersonId, form: 'guardian', givenById: intake.requesterId },
    ]);
  });

  test('is not agreed to by a guardian whom nobody named', async () => {
    const ward = { requester: {}, servedPerson: { name: '小明' }, relationship: 'guardian' };
    expect(await issuesOf(() => help({ ...ward, consent: true }))).toEqual([
      { path: ['requester'], message: 'A guardian agrees for somebody. Say who the guardian is.' },
    ]);
    expect((await help(ward)).need?.status).toBe('draft');
  });

  test('needs somebody to help, and a time that lies ahead and has two ends', async () => {
    expect(await issuesOf(() => help({ requester: {} }))).toMatchObject([{ path: ['requester'] }]);
    expect(await issuesOf(() => help({ wishedFrom: inHours(1) }))).toMatchObject([{ path: ['wishedUntil'] }]);
    const past = { wishedFrom: inHours(-2), wishedUntil: inHours(-1) };
    expect(await issuesOf(() => help(past))).toMatchObject([{ path: ['wishedUntil'] }]);
    const backwards = { wishedFrom: inHours(2), wishedUntil: inHours(1) };
    expect(await issuesOf(() => help(backwards))).toMatchObject([{ path: ['wishedUntil'] }]);
  });

  test('is not made of half a request: nothing is left when something is refused', async () => {
    const before = [await prisma.person.count(), await prisma.need.count(), await prisma.intake.count()];
    const unknown = encodeId('Category', newId());
    expect(await refusalCodeOf(help({ category: unknown }))).toBe('NOT_FOUND');
    const stranger = { person: encodeId('Person', newId()) };
    expect(await refusalCodeOf(help({ servedPerson: stranger, relationship: 'neighbour' }))).toBe(
      'NOT_FOUND',
    );
    expect([await prisma.person.count(), await prisma.need.count(), await prisma.intake.count()]).toEqual(
      before,
    );
  });
});

describe('who asks, and for whom', () => {
  test('are two people with their relationship, who may share a phone', async () => {
    const intake = await desk.takeDown({
      servedPerson: { name: '张桂兰', phone: '13912345678' },
      relationship: 'neighbour',
    });
    expect(intake.servedPersonId).not.toBe(intake.requesterId);
    expect(intake.relationship).toBe('neighbour');
    for (const id of [intake.requesterId, intake.servedPersonId])
      expect(await phonesOf(id)).toMatchObject([{ value: '+8613912345678' }]);
    expect(await prisma.account.count({ where: { personId: intake.servedPersonId ?? '' } })).toBe(0);
  });

  test.each([
    [{ servedPerson: { name: '张桂兰' } }, 'relationship'],
    [{ servedPerson: { name: '张桂兰' }, relationship: 'self' }, 'relationship'],
    [{ relationship: 'relative' }, 'servedPerson'],
    [{ requester: { phone: '13912345678' } }, 'requester'],
    [{ requester: { name: '李秀英', phone: '12' } }, 'requester'],
  ])('%j is asked about at %s', async (given, field) => {
    const issues = await issuesOf(() => desk.takeDown(given));
    expect(issues.map(({ path }) => path[0])).toEqual([field]);
  });

  test('somebody known is named by id, and a phone they give is kept beside those they have', async () => {
    const known = await createPerson(prisma, { homeCommunityId: desk.community.id });
    const requester = { person: encodeId('Person', known.id), phone: '13800001111' };
    const first = await desk.takeDown({ requester });
    expect(first.requesterId).toBe(known.id);
    await desk.takeDown({ requester, servedPerson: { person: requester.person } });
    expect(await phonesOf(known.id)).toMatchObject([{ value: '+8613800001111' }]);
  });

  test('nobody of another community, nor for another community', async () => {
    const there = await createDesk(deps);
    const foreign = await createPerson(prisma, { homeCommunityId: there.community.id });
    const requester = { person: encodeId('Person', foreign.id) };
    expect(await refusalCodeOf(desk.takeDown({ requester }))).toBe('NOT_FOUND');
    const community = encodeId('Community', there.community.id);
    expect(await refusalCodeOf(desk.takeDown({ community }))).toBe('NOT_FOUND');
  });

  test('may be nobody, where nobody gave a name', async () => {
    const intake = await desk.takeDown({ requester: { name: '', phone: '' } });
    expect(intake).toMatchObject({ requesterId: null, servedPersonId: null });
  });
});

describe('the place', () => {
  const place = { building: '３栋', door: '502' };
  const homeOf = (personId: string | null) =>
    prisma.address.findMany({ where: { personId: personId ?? '' }, select: { building: true, door: true } });

  test('is the home of the person served where none is known, and stays it whatever else is asked for', async () => {
    const { id, requesterId } = await desk.takeDown(place);
    expect(await prisma.address.findUniqueOrThrow({ where: { intakeId: id } })).toMatchObject({
      area: '望月湖社区',
      building: '3栋',
      door: '502',
    });
    expect(await homeOf(requesterId)).toEqual([{ building: '3栋', door: '502' }]);
    const requester = { person: encodeId('Person', requesterId ?? '') };
    for (const other of [
      { building: '3栋' },
      { building: '3栋', door: '101' },
      { building: '7栋', door: '502' },
      { building: '7栋' },
      { door: '9' },
    ]) {
      const about = await desk.takeDown({ requester, ...other });
      expect(await homeOf(requesterId)).toEqual([{ building: '3栋', door: '502' }]);
      expect(await prisma.address.findUniqueOrThrow({ where: { intakeId: about.id } })).toMatchObject(other);
    }
  });

  test('fills in what is missing of a home in the same building', async () => {
    const { requesterId } = await desk.takeDown({ building: '3栋' });
    const requester = { person: encodeId('Person', requesterId ?? '') };
    for (const other of [{ building: '7栋', door: '101' }, { door: '101' }]) {
      await desk.takeDown({ requester, ...other });
      expect(await homeOf(requesterId)).toEqual([{ building: '3栋', door: null }]);
    }
    await desk.takeDown({ requester, ...place });
    expect(await homeOf(requesterId)).toEqual([{ building: '3栋', door: '502' }]);

    const { requesterId: another } = await desk.takeDown({ door: '502' });
    const second = { requester: { person: encodeId('Person', another ?? '') } };
    await desk.takeDown({ ...second, building: '7栋', door: '101' });
    expect(await homeOf(another)).toEqual([{ building: null, door: '502' }]);
    await desk.takeDown({ ...second, ...place });
    expect(await homeOf(another)).toEqual([{ building: '3栋', door: '502' }]);
  });

  test('of a complaint may be anywhere', async () => {
    const complaint = { outcome: 'complaint', dueAt: inHours(72), ...place };
    const { id, requesterId } = await desk.takeDown(complaint);
    expect(await prisma.address.count({ where: { intakeId: id } })).toBe(1);
    expect(await homeOf(requesterId)).toEqual([]);
  });
});

test('control characters are not kept, line breaks of a note are', async () => {
  const intake = await desk.takeDown({
    subject: ' 灯\u0000坏\n了 ',
    building: '3栋\u0000',
    door: '\u0007502',
    wishedTime: '\u0000',
    outcomeNote: '第一行\r\n第二\u0000行',
  });
  expect(intake).toMatchObject({ subject: '灯 坏 了', outcomeNote: '第一行\n第二 行' });
  expect(await prisma.address.findUniqueOrThrow({ where: { intakeId: intake.id } })).toMatchObject({
    building: '3栋',
    door: '502',
  });
});

test('a repeat under one key has one effect and the same answer', async () => {
  const idempotency = {
    scope: newId(),
    key: 'one-call-1',
    operation: 'takeDown',
    requestHash: Buffer.from('a'),
  };
  const officer: Actor = { ...desk.officer, idempotency };
  const before = await prisma.intake.count();
  const values = desk.values({ outcome: 'need', callBackAt: inHours(1) });
  const answers = await Promise.all([1, 2, 3].map(() => takeDownRequest(deps, officer, values)));
  clock.advance(24 * 60);
  answers.push(await takeDownRequest(deps, officer, values));
  expect(new Set(answers.map(({ intakeId }) => intakeId)).size).toBe(1);
  expect(await prisma.intake.count()).toBe(before + 1);
});

test('sixty are taken down by one account in a quarter of an hour', async () => {
  for (let count = 0; count < 60; count += 1) await desk.takeDown();
  expect(await refusalCodeOf(desk.takeDown())).toBe('TOO_MANY_ATTEMPTS');
});

test('only a committee takes down and reads, each its own', async () => {
  const intake = await desk.takeDown();
  const there = await createDesk(deps);
  const unit = await createMember(prisma, { id: desk.committee.id, committeeOfId: null }, 'coordinator');
  expect(await findIntakes(deps, desk.officer, [intake.id])).toMatchObject([{ id: intake.id }]);
  for (const actor of [there.officer, unit, actorFor(intake.requesterId ?? '')])
    expect(await findIntakes(deps, actor, [intake.id])).toEqual([null]);
  expect(await refusalCodeOf(takeDownRequest(deps, unit, desk.values()))).toBe('NOT_ALLOWED');
});
