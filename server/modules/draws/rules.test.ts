import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  commitmentOf,
  drawOrder,
  dropDrawRefusal,
  setDrawRefusal,
  sumOf,
  ticketsOf,
  type DrawableTask,
  type TicketFacts,
} from './rules';

const nobody: TicketFacts = {
  recentMinutes: 0,
  isNewcomer: false,
  distanceMetres: null,
  radiusMetres: 5_000,
  hasUsefulSkill: false,
};
const seed = Buffer.alloc(32, 7);

describe('tickets', () => {
  test('halve with each hour in popular tasks, and never run out', () => {
    const load = (recentMinutes: number) => ticketsOf({ ...nobody, recentMinutes }).load;
    expect([0, 59, 60, 120, 480, 100_000].map(load)).toEqual([256, 256, 128, 64, 1, 1]);
  });

  test('are more for newcomers, for those who live near and for a useful skill', () => {
    expect(ticketsOf({ ...nobody, isNewcomer: true }).newcomer).toBe(128);
    expect(ticketsOf({ ...nobody, distanceMetres: 1_000 }).distance).toBe(32);
    expect(ticketsOf({ ...nobody, distanceMetres: 5_000 }).distance).toBe(16);
    expect(ticketsOf({ ...nobody, distanceMetres: 5_001 }).distance).toBe(0);
    expect(ticketsOf({ ...nobody, hasUsefulSkill: true }).skill).toBe(32);
    expect(sumOf(ticketsOf({ ...nobody, isNewcomer: true, distanceMetres: 10, hasUsefulSkill: true }))).toBe(
      448,
    );
  });
});

const entriesOf = fc
  .array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 40 })
  .map((tickets) => tickets.map((count, at) => ({ number: at + 1, tickets: count })));

describe('the draw', () => {
  test('comes to one order for one seed, however the entries are listed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), entriesOf, (bytes, entries) => {
        const order = drawOrder(bytes, entries);
        expect(order.toSorted((a, b) => a - b)).toEqual(entries.map(({ number }) => number));
        expect(drawOrder(bytes, entries.toReversed())).toEqual(order);
      }),
    );
  });

  test('of two comes out as the tickets say, in the long run', () => {
    const entries = [
      { number: 1, tickets: 64 },
      { number: 2, tickets: 16 },
    ];
    const rounds = 4_000;
    const firsts = Array.from({ length: rounds }, (_, round) => {
      const bytes = Buffer.alloc(32);
      bytes.writeUInt32BE(round);
      return drawOrder(bytes, entries)[0];
    }).filter((number) => number === 1).length;
    expect(firsts / rounds).toBeGreaterThan(0.77);
    expect(firsts / rounds).toBeLessThan(0.83);
  });

  test('is what it was when it was written down', () => {
    const entries = [5, 1, 64, 32, 8].map((tickets, at) => ({ number: at + 1, tickets }));
    expect(drawOrder(seed, entries)).toMatchInlineSnapshot(`
      [
        3,
        5,
        4,
        1,
        2,
      ]
    `);
    expect(commitmentOf(seed)).toMatchInlineSnapshot(
      `"4bb06f8e4e3a7715d201d573d0aa423762e55dabd61a2c02278fa56cc6d294e0"`,
    );
  });
});

const hour = 3_600_000;
const now = new Date('2026-03-02T01:00:00Z');
const after = (hours: number) => new Date(now.getTime() + hours * hour);
const task: DrawableTask = {
  allocation: 'first_come',
  startsAt: after(72),
  isCancelled: false,
  needsYes: false,
  hasClaims: false,
};

test.each([
  [{}, after(48), null],
  [{}, after(48.1), 'TOO_LATE'],
  [{}, now, 'TOO_EARLY'],
  [{ hasClaims: true }, after(24), 'TASK_HELD'],
  [{ needsYes: true }, after(24), 'WRONG_STATE'],
  [{ allocation: 'drawn' }, after(24), 'WRONG_STATE'],
  [{ allocation: 'draw_pending' }, after(24), null],
  [{ isCancelled: true }, after(24), 'TASK_CANCELLED'],
  [{ startsAt: now }, after(24), 'STARTED'],
] as const)('a draw is set only where it can be held: %j', (overrides, closesAt, refusal) => {
  expect(setDrawRefusal({ ...task, ...overrides }, closesAt, now)).toBe(refusal);
});

test.each([
  [{ allocation: 'draw_pending' }, null],
  [{ allocation: 'draw_pending', hasClaims: true }, 'TASK_HELD'],
  [{ allocation: 'drawn' }, 'WRONG_STATE'],
  [{}, 'ALREADY_DONE'],
] as const)('a draw is taken back only while nobody has entered: %j', (overrides, refusal) => {
  expect(dropDrawRefusal({ ...task, ...overrides })).toBe(refusal);
});
