import { beforeEach, describe, expect, test } from 'vitest';
import { encodeId } from '~/server/database/id';
import { viewPhones, viewPlacesOfIntakes } from '~/server/modules/contact/view-contacts';
import { listIntakes } from '~/server/modules/intake/queries';
import { settleCallBack } from '~/server/modules/intake/settle-call-back';
import { InvalidInput } from '~/server/policy/refusal';
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

const idsOf = async (filter: Parameters<typeof listIntakes>[2], first = 20, after: string | null = null) =>
  (await listIntakes(deps, desk.officer, filter, { first, after })).rows.map(({ id }) => id);

test('the list of intakes is read page by page, newest first, by outcome, number, words and names', async () => {
  const first = await desk.takeDown();
  clock.advance(1);
  const second = await desk.takeDown({
    outcome: 'refused',
    outcomeNote: '不属于本社区',
    subject: '代办证件',
  });
  await createDesk(deps).then((there) => there.takeDown());

  expect(await idsOf({})).toEqual([second.id, first.id]);
  expect(await idsOf({}, 1)).toEqual([second.id]);
  expect(await idsOf({}, 1, second.id)).toEqual([first.id]);
  expect(await idsOf({ outcome: 'refused' })).toEqual([second.id]);
  expect(await idsOf({ text: first.number })).toEqual([first.id]);
  expect(await idsOf({ text: '证件' })).toEqual([second.id]);
  expect(await idsOf({ text: '\u0000证件\u0000' })).toEqual([second.id]);
  expect(await idsOf({ text: '秀英' })).toEqual([second.id, first.id]);
  const { totalCount, hasNext } = await listIntakes(deps, desk.officer, {}, { first: 1, after: null });
  expect([await totalCount(), hasNext]).toEqual([2, true]);
});

describe('call-backs', () => {
  test('come by the time they are due and leave the list once settled', async () => {
    const late = await desk.takeDown({ callBackAt: inHours(5) });
    const soon = await desk.takeDown({ callBackAt: inHours(1) });
    await desk.takeDown();
    expect(await idsOf({ callBack: true })).toEqual([soon.id, late.id]);
    expect(await idsOf({ callBack: true }, 1, soon.id)).toEqual([late.id]);

    await settleCallBack(deps, desk.officer, { intake: soon.id, note: '已告知' });
    expect(await idsOf({ callBack: true })).toEqual([late.id]);
    expect(await prisma.intake.findUniqueOrThrow({ where: { id: soon.id } })).toMatchObject({
      calledBackAt: clock.now(),
      calledBackById: desk.officer.personId,
    });
    const history = await prisma.history.findMany({ where: { subjectId: soon.id }, orderBy: { id: 'asc' } });
    expect(history).toMatchObject([
      { action: 'intake:taken_down' },
      { action: 'intake:called_back', reason: '已告知' },
    ]);
  });

  test('are settled once, by their committee, where there is one', async () => {
    const { id: intake } = await desk.takeDown({ callBackAt: inHours(1) });
    const there = await createDesk(deps);
    expect(await refusalCodeOf(settleCallBack(deps, there.officer, { intake }))).toBe('NOT_FOUND');
    const answers = await Promise.allSettled(
      [1, 2].map(() => settleCallBack(deps, desk.officer, { intake })),
    );
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await refusalCodeOf(settleCallBack(deps, desk.officer, { intake }))).toBe('ALREADY_DONE');
    const { id: without } = await desk.takeDown();
    expect(await refusalCodeOf(settleCallBack(deps, desk.officer, { intake: without }))).toBe('WRONG_STATE');
  });

  test('need a phone, and a time that has not long passed', async () => {
    const call = (requester: object, callBackAt: Date) => desk.takeDown({ requester, callBackAt });
    await expect(call({ name: '无电话' }, inHours(1))).rejects.toThrow(InvalidInput);
    await expect(call({ name: '李秀英', phone: '13912345678' }, inHours(-1))).rejects.toThrow(InvalidInput);
    await expect(call({}, inHours(1))).rejects.toThrow(InvalidInput);
    expect((await call({ name: '李秀英', phone: '13912345678' }, inHours(-0.01))).callBackAt).not.toBeNull();
    const known = await createPerson(prisma, { homeCommunityId: desk.community.id });
    const person = encodeId('Person', known.id);
    expect((await call({ person, phone: '13912345678' }, inHours(1))).requesterId).toBe(known.id);
  });
});

describe('what is shown of a phone or a place', () => {
  const views = (what: string) =>
    prisma.contactView.findMany({ where: { what, viewerId: desk.officer.personId } });

  test('is logged for whoever it belongs to', async () => {
    const intake = await desk.takeDown({ building: '3栋', door: '502' });
    const person = intake.requesterId ?? '';
    expect(await viewPhones(deps, desk.officer, [person, person])).toEqual([
      '+8613912345678',
      '+8613912345678',
    ]);
    expect(await viewPlacesOfIntakes(deps, desk.officer, [intake])).toEqual([
      { building: '3栋', door: '502' },
    ]);
    for (const what of ['intake_phone', 'intake_place'])
      expect(await views(what)).toMatchObject([{ subjectId: person }]);
  });

  test('is nothing once the person is of another community', async () => {
    const { requesterId } = await desk.takeDown();
    const there = await createDesk(deps);
    await prisma.person.update({
      where: { id: requesterId ?? '' },
      data: { homeCommunityId: there.community.id },
    });
    expect(await viewPhones(deps, desk.officer, [requesterId ?? ''])).toEqual([null]);
    expect(await prisma.contactView.count({ where: { subjectId: requesterId ?? '' } })).toBe(0);
  });
});
