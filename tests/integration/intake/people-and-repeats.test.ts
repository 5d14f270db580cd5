import { beforeEach, describe, expect, test } from 'vitest';
import { encodeId } from '~/server/database/id';
import { findPeople } from '~/server/modules/intake/find-people';
import { findRepeats } from '~/server/modules/intake/find-repeats';
import { IntakeRepeatsInput } from '~/server/modules/intake/input';
import { actorFor } from '~/tests/factories/actor';
import { createCategory } from '~/tests/factories/category';
import { createCommunity } from '~/tests/factories/community';
import { createTestDatabase } from '~/tests/setup/database';
import { TestClock, testDeps } from '~/tests/setup/deps';
import { refusalCodeOf } from '~/tests/setup/refusal';
import { createDesk, type Desk } from './setting';

const database = await createTestDatabase();
const { prisma } = database;
const clock = new TestClock();
const deps = testDeps(database, { clock });

let desk: Desk;

beforeEach(async () => {
  clock.set('2026-03-02T01:00:00Z');
  desk = await createDesk(deps);
});

describe('a search for people', () => {
  const find = async (text: string, actor = desk.officer) =>
    (await findPeople(deps, actor, text)).map(({ name }) => name);

  test.each(['5678', '139 1234 5678', '秀英', '12栋', ' １２栋 '])(
    'finds a resident by %j, with what tells them apart',
    async (text) => {
      await desk.takeDown({ building: '12栋', door: '502' });
      await desk.takeDown({ requester: { name: '王建国', phone: '13900001111' }, building: '9栋' });
      expect(await findPeople(deps, desk.officer, text)).toMatchObject([
        { name: '李秀英', phoneLastFour: '5678', building: '12栋', communityId: desk.community.id },
      ]);
    },
  );

  test('finds everyone who shares a phone, at most ten', async () => {
    for (let count = 0; count < 11; count += 1)
      await desk.takeDown({ requester: { name: `家人${count}`, phone: '13912345678' } });
    expect(await find('5678')).toHaveLength(10);
    expect(await find('家人1')).toEqual(['家人1', '家人10']);
  });

  test('finds nobody for one character, in another community, or by a wildcard', async () => {
    await desk.takeDown({ building: '12栋' });
    const there = await createDesk(deps);
    expect(await find('李')).toEqual([]);
    expect(await find('%%')).toEqual([]);
    expect(await find('__')).toEqual([]);
    expect(await find('\u0000\u0000')).toEqual([]);
    expect(await find('\u0000秀英\u0000')).toEqual(['李秀英']);
    expect(await find('5678', there.officer)).toEqual([]);
    expect(await find('13912345678', there.officer)).toEqual([]);
    for (let count = 0; count < 10; count += 1) await there.takeDown();
    expect(await find('13912345678')).toEqual(['李秀英']);
    expect(await find('12栋', there.officer)).toEqual([]);
  });

  test('is logged for each person whose phone or building it shows, once while somebody types', async () => {
    const { requesterId } = await desk.takeDown();
    const { requesterId: nameless } = await desk.takeDown({ requester: { name: '李秀云' } });
    const views = () =>
      prisma.contactView.findMany({ where: { subjectId: { in: [requesterId ?? '', nameless ?? ''] } } });
    await find('李秀');
    await find('李秀英');
    expect(await views()).toMatchObject([
      { viewerId: desk.officer.personId, subjectId: requesterId, what: 'intake_search' },
    ]);
    clock.advance(11);
    await find('李秀英');
    expect(await views()).toHaveLength(2);
  });

  test('is counted, and for a committee alone', async () => {
    expect(await refusalCodeOf(findPeople(deps, actorFor(desk.officer.personId), '李秀'))).toBe(
      'NOT_ALLOWED',
    );
    for (let count = 0; count < 200; count += 1) await findPeople(deps, desk.officer, '李秀');
    expect(await refusalCodeOf(findPeople(deps, desk.officer, '李秀'))).toBe('TOO_MANY_ATTEMPTS');
  });
});

describe('likely repeats', () => {
  const category = () => encodeId('Category', desk.category.id);
  const repeats = async (input: Record<string, unknown>, actor = desk.officer) =>
    (await findRepeats(deps, actor, IntakeRepeatsInput.parse(input))).map(({ id }) => id);

  test('are for the same person, whatever it is about', async () => {
    const { id, servedPersonId } = await desk.takeDown();
    await desk.takeDown();
    const servedPerson = encodeId('Person', servedPersonId ?? '');
    expect(await repeats({ servedPerson, subject: '想找人修水管', category: category() })).toEqual([id]);
  });

  test('are of the kind about the building, or in nearly the same words', async () => {
    const lamp = await desk.takeDown({ category: category(), building: '3栋', subject: '楼道灯坏了' });
    clock.advance(1);
    const door = await desk.takeDown({ category: category(), building: '9栋', subject: '单元门锁不上' });
    const other = await createCategory(prisma);
    await desk.takeDown({
      category: encodeId('Category', other.id),
      building: '3栋',
      subject: '单元门锁不上了',
    });
    expect(await repeats({ category: category(), building: '3号楼', subject: '单元门锁不上了' })).toEqual([
      door.id,
      lamp.id,
    ]);
    expect(await repeats({ category: category(), building: '4栋', subject: '借轮椅' })).toEqual([]);
  });

  test('are at most five of the last 14 days, newest first', async () => {
    const ids: string[] = [];
    for (let count = 0; count < 6; count += 1) {
      ids.unshift((await desk.takeDown({ category: category() })).id);
      clock.advance(1);
    }
    expect(await repeats({ category: category(), subject: '想问社区食堂几点开门' })).toEqual(ids.slice(0, 5));
    clock.advance(14 * 24 * 60);
    expect(await repeats({ category: category(), subject: '想问社区食堂几点开门' })).toEqual([]);
  });

  test('are of the communities of the committee', async () => {
    const grid = await createCommunity(prisma, { parentId: desk.community.id, level: 'grid' });
    await desk.takeDown({ category: category() });
    const there = await createDesk(deps);
    const asked = { category: category(), subject: '想问社区食堂几点开门' };
    expect(await repeats(asked, there.officer)).toEqual([]);
    const community = encodeId('Community', desk.community.id);
    expect(await refusalCodeOf(repeats({ ...asked, community }, there.officer))).toBe('NOT_FOUND');
    const elsewhere = encodeId('Community', grid.id);
    expect(await refusalCodeOf(repeats({ ...asked, community: elsewhere }))).toBe('NOT_FOUND');
  });
});
