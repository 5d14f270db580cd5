import { beforeEach, describe, expect, test } from 'vitest';
import { followCode, isFollowCode } from '~/server/modules/intake/follow-code';
import { followRequest } from '~/server/modules/intake/follow-request';
import { cancelNeed } from '~/server/modules/needs/cancel-need';
import { anonymous } from '~/server/policy/actor';
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
let addresses = 0;

beforeEach(async () => {
  clock.set('2026-03-02T01:00:00Z');
  desk = await createDesk(deps);
  addresses += 1;
});

const follow = (number: string, code: string, address = `192.0.2.${addresses}`) =>
  followRequest(deps, anonymous(), { number, code }, address);
const wrongOf = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

async function followed(overrides: Record<string, unknown>) {
  const intake = await desk.takeDown(overrides);
  return follow(intake.number, followCode(deps, intake));
}

describe('whoever has number and code', () => {
  const window = () => ({ wishedFrom: inHours(24), wishedUntil: inHours(26) });
  const need = { outcome: 'need', outcomeNote: '家里有狗' };

  test.each<[string, () => Record<string, unknown>, Record<string, unknown>]>([
    ['an answer', () => ({}), { state: 'answered', note: '每天十一点' }],
    [
      'a refusal',
      () => ({ outcome: 'refused', outcomeNote: '请找房管局' }),
      { state: 'refused', note: '请找房管局' },
    ],
    [
      'to whom it was passed on',
      () => ({ outcome: 'passed_on', passedOnTo: '街道司法所' }),
      { state: 'passed_on', passedOnTo: '街道司法所', note: null },
    ],
    [
      'the deadline of a complaint',
      () => ({ outcome: 'complaint', dueAt: inHours(72) }),
      { state: 'received', dueAt: new Date('2026-03-05T01:00:00Z'), note: null },
    ],
    [
      'what a draft waits for',
      () => need,
      { state: 'waiting', waitingFor: ['CONSENT', 'TIME'], needStatus: 'draft', next: null, note: null },
    ],
    [
      'that it is published, and when somebody comes',
      () => ({ ...need, ...window(), consent: true }),
      { state: 'published', waitingFor: [], next: { startsAt: new Date('2026-03-03T01:00:00Z') } },
    ],
  ])('reads %s', async (_what, overrides, told) => {
    expect(await followed(overrides())).toMatchObject({ timeZone: 'UTC', ...told });
  });

  test('reads why it was called off', async () => {
    const intake = await desk.takeDown({ ...need, ...window(), consent: true });
    await cancelNeed(deps, desk.officer, { id: intake.needId ?? '', reason: '改到下周' });
    expect(await follow(intake.number, followCode(deps, intake))).toMatchObject({
      state: 'cancelled',
      note: '改到下周',
      next: null,
    });
  });

  test('is not promised an answer by a day that has passed', async () => {
    const intake = await desk.takeDown({ outcome: 'complaint', dueAt: inHours(72) });
    clock.advance(72 * 60);
    expect(await follow(intake.number, followCode(deps, intake))).toMatchObject({
      state: 'received',
      dueAt: null,
    });
  });

  test('reads no name, no address and no phone', async () => {
    const told = await followed({ ...need, ...window(), consent: true, building: '88栋', door: '502' });
    expect(JSON.stringify(told)).not.toMatch(/秀英|88栋|502|13912345678|5678|食堂/);
  });

  test('may type both as they come', async () => {
    const intake = await desk.takeDown();
    const code = followCode(deps, intake);
    const typed = ` ${intake.number.replace('-', ' － ')} `;
    expect(await follow(typed, `${code.slice(0, 3)} ${code.slice(3)}`)).toMatchObject({ state: 'answered' });
  });
});

describe('the code', () => {
  test('is six digits, the same when printed again, another one for another request, version or secret', async () => {
    const [one, another] = [await desk.takeDown(), await desk.takeDown()];
    const code = followCode(deps, one);
    expect(code).toMatch(/^\d{6}$/);
    expect(followCode(deps, one)).toBe(code);
    const others = [
      followCode(deps, another),
      followCode(deps, { ...one, followVersion: 2 }),
      followCode({ settings: { ...deps.settings, secret: 'another secret' } }, one),
    ];
    for (const other of others) expect(isFollowCode(deps, one, other)).toBe(other === code);
    expect(JSON.stringify(await prisma.intake.findUnique({ where: { id: one.id } }))).not.toContain(code);
  });

  test('that is wrong, short or long is refused like a number that is not there', async () => {
    const intake = await desk.takeDown();
    const code = followCode(deps, intake);
    for (const wrong of [wrongOf(code), '', code.slice(1), `${code}0`, '１'])
      expect(await refusalCodeOf(follow(intake.number, wrong))).toBe('NOT_FOUND');
    for (const number of ['2026-999999', '2026-1', `${intake.number}\u0000`, '\u0000', '', '2026'])
      expect(await refusalCodeOf(follow(number, code))).toBe('NOT_FOUND');
  });

  test('is guessed ten times an hour for one number from one address, also where there is none; the holder elsewhere reads on', async () => {
    const intake = await desk.takeDown();
    const code = followCode(deps, intake);
    const stranger = `198.51.100.${addresses}`;
    for (const number of [intake.number, '1999-000001', 'nothing']) {
      for (let guess = 0; guess < 10; guess += 1)
        expect(await refusalCodeOf(follow(number, wrongOf(code), stranger))).toBe('NOT_FOUND');
      expect(await refusalCodeOf(follow(number, code, stranger))).toBe('TOO_MANY_ATTEMPTS');
    }
    expect(await follow(intake.number, code)).toMatchObject({ state: 'answered' });
  });

  test('is guessed a hundred times an hour for one number, from however many addresses', async () => {
    const intake = await desk.takeDown();
    const code = followCode(deps, intake);
    for (let guess = 0; guess < 100; guess += 1)
      expect(await refusalCodeOf(follow(intake.number, wrongOf(code), `203.0.113.${guess % 10}`))).toBe(
        'NOT_FOUND',
      );
    expect(await refusalCodeOf(follow(intake.number, code))).toBe('TOO_MANY_ATTEMPTS');
  });

  test('that is right costs nothing, however often', async () => {
    const intake = await desk.takeDown();
    for (let count = 0; count < 70; count += 1) await follow(intake.number, followCode(deps, intake));
  });

  test('is guessed sixty times a quarter of an hour from one address', async () => {
    for (let guess = 0; guess < 60; guess += 1)
      expect(await refusalCodeOf(follow(`2001-${guess}`, '000000'))).toBe('NOT_FOUND');
    expect(await refusalCodeOf(follow('2001-60', '000000'))).toBe('TOO_MANY_ATTEMPTS');
  });
});
