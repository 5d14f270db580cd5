import { beforeEach, describe, expect, test } from 'vitest';
import { newId } from '~/server/database/id';
import { postNeed } from '~/server/modules/needs/post-need';
import { PostNeedInput } from '~/server/modules/needs/input';
import { publishNeed } from '~/server/modules/needs/publish-need';
import { reviewNeed } from '~/server/modules/needs/review-need';
import { settleCallBack } from '~/server/modules/intake/settle-call-back';
import { SetServiceTimeInput } from '~/server/modules/standards/input';
import { listServiceTimes } from '~/server/modules/standards/queries';
import { dueAtOf, respondByOf } from '~/server/modules/standards/service-times';
import { setServiceTime } from '~/server/modules/standards/set-service-time';
import { encodeId } from '~/server/database/id';
import { parseInput } from '~/server/policy/parse-input';
import { InvalidInput } from '~/server/policy/refusal';
import { actorFor, createMember } from '~/tests/factories/actor';
import { createCategory } from '~/tests/factories/category';
import { createCommunity } from '~/tests/factories/community';
import { createOrganisation } from '~/tests/factories/organisation';
import { createPerson } from '~/tests/factories/person';
import { createDesk, type Desk } from '~/tests/integration/intake/setting';
import { createTestDatabase } from '~/tests/setup/database';
import { TestClock, testDeps } from '~/tests/setup/deps';
import { refusalCodeOf } from '~/tests/setup/refusal';

const database = await createTestDatabase();
const { prisma } = database;
const clock = new TestClock();
const deps = testDeps(database, { clock });
const inMinutes = (minutes: number) => new Date(clock.now().getTime() + minutes * 60_000);
const [hour, day] = [60, 24 * 60];

let desk: Desk;
beforeEach(async () => {
  clock.set('2026-03-02T01:00:00Z');
  desk = await createDesk(deps);
});

const times = (communityId: string, categoryId: string | null, responseMinutes: number, dueMinutes: number) =>
  prisma.serviceTime.create({ data: { id: newId(), communityId, categoryId, responseMinutes, dueMinutes } });
const asked = (overrides: object = {}) => ({
  kind: 'help' as const,
  communityId: desk.community.id,
  categoryId: desk.category.id,
  urgency: 'normal' as const,
  ...overrides,
});
const both = async (overrides: object = {}) => [
  await respondByOf(prisma, asked(overrides), clock.now()),
  await dueAtOf(prisma, asked(overrides), clock.now()),
];

describe('the times that count', () => {
  test('are a day and a week where nobody set any, and two hours and two days for what is urgent', async () => {
    expect(await both()).toEqual([inMinutes(day), inMinutes(7 * day)]);
    expect(await both({ urgency: 'urgent' })).toEqual([inMinutes(2 * hour), inMinutes(2 * day)]);
  });

  test('are those of the category, else those for all', async () => {
    await times(desk.community.id, null, 5 * hour, 3 * day);
    expect(await both()).toEqual([inMinutes(5 * hour), inMinutes(3 * day)]);
    await times(desk.community.id, desk.category.id, hour, day);
    expect(await both()).toEqual([inMinutes(hour), inMinutes(day)]);
    expect(await both({ categoryId: null })).toEqual([inMinutes(5 * hour), inMinutes(3 * day)]);
  });

  test('are those of the category above where it has none', async () => {
    const child = await createCategory(prisma, { parentId: desk.category.id });
    await times(desk.community.id, desk.category.id, hour, day);
    expect(await both({ categoryId: child.id })).toEqual([inMinutes(hour), inMinutes(day)]);
  });

  test('are those of the nearest community above; what it said for all comes before what is said further up', async () => {
    const street = await createCommunity(prisma, {});
    const below = await createCommunity(prisma, { parentId: street.id });
    await times(street.id, desk.category.id, hour, day);
    expect(await both({ communityId: below.id })).toEqual([inMinutes(hour), inMinutes(day)]);
    await times(below.id, null, 9 * hour, 9 * day);
    expect(await both({ communityId: below.id })).toEqual([inMinutes(9 * hour), inMinutes(9 * day)]);
    expect(await listServiceTimes(deps, below.id)).toEqual([
      { categoryId: null, communityId: below.id, responseMinutes: 9 * hour, dueMinutes: 9 * day },
    ]);
  });

  test('are nobody’s for an activity', async () => {
    expect(await dueAtOf(prisma, asked({ kind: 'activity' }), clock.now())).toBeNull();
  });
});

describe('a clock', () => {
  test('starts when a request is taken down: answered at once by whoever took it, due once it is published', async () => {
    const intake = await desk.takeDown({
      outcome: 'need',
      outcomeNote: '门铃坏了',
      wishedFrom: inMinutes(day),
      wishedUntil: inMinutes(day + hour),
      consent: true,
    });
    expect(intake).toMatchObject({ respondBy: inMinutes(day), respondedAt: clock.now() });
    expect(intake.need).toMatchObject({ status: 'open', dueAt: inMinutes(7 * day) });
  });

  test('does not start for a draft', async () => {
    const intake = await desk.takeDown({ outcome: 'need', outcomeNote: '门铃坏了' });
    expect(intake.need).toMatchObject({ status: 'draft', dueAt: null });
  });

  test('starts when a resident hands a request in, and is kept when it is approved later', async () => {
    const resident = actorFor((await createPerson(prisma)).id);
    const input = parseInput(
      PostNeedInput,
      {
        kind: 'help',
        community: encodeId('Community', desk.community.id),
        title: 'Carry water',
        summary: 'Carry water upstairs',
        consent: true,
        tasks: [
          {
            title: 'Carry',
            startsAt: inMinutes(3 * day),
            endsAt: inMinutes(3 * day + hour),
            minimumPlaces: 1,
            maximumPlaces: 1,
          },
        ],
      },
      'en',
    );
    const { needId } = await postNeed(deps, resident, input);
    await publishNeed(deps, resident, { id: needId });
    const due = inMinutes(7 * day);
    clock.advance(hour);
    await reviewNeed(deps, desk.officer, { id: needId, approve: true, reason: null });
    expect(await prisma.need.findUnique({ where: { id: needId } })).toMatchObject({
      status: 'open',
      dueAt: due,
    });
  });

  test('of a response ends with the first call back, and not with a second one', async () => {
    const intake = await desk.takeDown({ callBackAt: inMinutes(hour) });
    await prisma.intake.update({ where: { id: intake.id }, data: { respondedAt: null } });
    clock.advance(30);
    await settleCallBack(deps, desk.officer, { intake: intake.id, note: null });
    const respondedAt = clock.now();
    expect(await prisma.intake.findUnique({ where: { id: intake.id } })).toMatchObject({ respondedAt });
  });
});

describe('the times of a community', () => {
  const chairOf = async () => ({
    ...(await createMember(prisma, desk.committee, 'chair')),
    accountId: newId(),
  });
  const set = (overrides: object = {}) => ({
    community: desk.community.id,
    category: null,
    responseMinutes: 4 * hour,
    dueMinutes: 2 * day,
    ...overrides,
  });

  test('are set by its chair, changed, and taken back, each with its history', async () => {
    const chair = await chairOf();
    await setServiceTime(deps, chair, set());
    await setServiceTime(deps, chair, set({ dueMinutes: 3 * day }));
    await setServiceTime(deps, chair, set({ dueMinutes: 3 * day }));
    expect(await both()).toEqual([inMinutes(4 * hour), inMinutes(3 * day)]);
    await setServiceTime(deps, chair, set({ responseMinutes: null, dueMinutes: null }));
    expect(await both()).toEqual([inMinutes(day), inMinutes(7 * day)]);
    const history = await prisma.history.findMany({
      where: { subjectId: desk.community.id, action: 'community:service_time_set' },
      orderBy: { id: 'asc' },
    });
    expect(history.map(({ fromState, toState }) => [fromState, toState])).toEqual([
      [null, '240/2880'],
      ['240/2880', '240/4320'],
      ['240/4320', null],
    ]);
  });

  test('are not an officer’s to set, nor those of another community', async () => {
    expect(await refusalCodeOf(setServiceTime(deps, desk.officer, set()))).toBe('NOT_ALLOWED');
    const elsewhere = await createCommunity(prisma, {});
    await createOrganisation(prisma, { communityId: elsewhere.id, committeeOfId: elsewhere.id });
    expect(await refusalCodeOf(setServiceTime(deps, await chairOf(), set({ community: elsewhere.id })))).toBe(
      'NOT_FOUND',
    );
  });

  test.each([
    ['one of the two', { responseMinutes: 60 }],
    ['a response after the help', { responseMinutes: 600, dueMinutes: 60 }],
    ['nothing at all', { responseMinutes: 0, dueMinutes: 0 }],
    ['more than a year', { responseMinutes: 1, dueMinutes: 367 * day }],
  ])('are refused with %s', (_what, given) => {
    const community = encodeId('Community', desk.community.id);
    expect(() => parseInput(SetServiceTimeInput, { community, ...given }, 'en')).toThrow(InvalidInput);
  });
});
