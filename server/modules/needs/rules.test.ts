import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NeedStatus } from '~/generated/prisma/enums';
import {
  canStep,
  isFilled,
  isTaskAtRisk,
  keepsFaith,
  needSteps,
  sumsOf,
  type HeldTask,
  type NeedStep,
} from './rules';

const hour = 3_600_000;
const now = new Date('2026-03-02T08:00:00Z');
const inHours = (hours: number): Date => new Date(now.getTime() + hours * hour);

const task = (overrides: Partial<HeldTask> = {}): HeldTask => ({
  id: 'a',
  startsAt: inHours(24),
  endsAt: inHours(26),
  minimumPlaces: 2,
  maximumPlaces: 5,
  takenPlaces: 0,
  cancelledAt: null,
  liveClaims: 0,
  ...overrides,
});

describe('the states of a need', () => {
  test.each<[NeedStatus, NeedStep[]]>([
    ['draft', ['submit', 'publish', 'cancel']],
    ['in_review', ['publish', 'return', 'cancel']],
    ['open', ['start', 'cancel']],
    ['in_progress', ['complete', 'cancel']],
    ['completed', ['judge', 'reopen', 'leave']],
    ['closed', []],
    ['cancelled', []],
  ])('from %s lead the steps %j and no others', (status, steps) => {
    const open = (Object.keys(needSteps) as NeedStep[]).filter((step) => canStep(status, step));
    expect(open.toSorted()).toEqual(steps.toSorted());
  });
});

describe('at risk', () => {
  test('is a task that starts within 48 hours with fewer people than it needs', () => {
    expect(isTaskAtRisk(task({ takenPlaces: 1 }), now)).toBe(true);
    expect(isTaskAtRisk(task({ startsAt: inHours(48) }), now)).toBe(true);
  });
  test('is not one with enough people, one further off, one under way or one called off', () => {
    expect(isTaskAtRisk(task({ takenPlaces: 2 }), now)).toBe(false);
    expect(isTaskAtRisk(task({ startsAt: inHours(48.01) }), now)).toBe(false);
    expect(isTaskAtRisk(task({ startsAt: now }), now)).toBe(false);
    expect(isTaskAtRisk(task({ cancelledAt: now }), now)).toBe(false);
  });
});

test('a need is filled when every place is taken, and never without places', () => {
  expect(isFilled({ places: 3, placesTaken: 3 })).toBe(true);
  expect(isFilled({ places: 3, placesTaken: 2 })).toBe(false);
  expect(isFilled({ places: 0, placesTaken: 0 })).toBe(false);
});

describe('what a need keeps of its tasks', () => {
  test('spans the first start and the last end and adds up the places of tasks that stand', () => {
    const early = task({ startsAt: inHours(1), endsAt: inHours(9), maximumPlaces: 3, takenPlaces: 1 });
    const late = task({ startsAt: inHours(5), endsAt: inHours(7), maximumPlaces: 4, takenPlaces: 4 });
    const off = task({ startsAt: inHours(-9), endsAt: inHours(99), cancelledAt: now });
    expect(sumsOf([early, late, off])).toEqual({
      startsAt: inHours(1),
      endsAt: inHours(9),
      places: 7,
      placesTaken: 5,
    });
  });
  test('is nothing without tasks', () => {
    expect(sumsOf([], null)).toEqual({ startsAt: null, endsAt: null, places: 0, placesTaken: 0 });
  });
  test('does not depend on the order of the tasks', () => {
    const tasks = fc.array(
      fc.record({
        start: fc.integer({ min: 0, max: 500 }),
        length: fc.integer({ min: 1, max: 99 }),
        places: fc.nat(9),
      }),
    );
    fc.assert(
      fc.property(tasks, (rows) => {
        const made = rows.map((row) =>
          task({
            startsAt: inHours(row.start),
            endsAt: inHours(row.start + row.length),
            maximumPlaces: row.places,
          }),
        );
        expect(sumsOf(made.toReversed())).toEqual(sumsOf(made));
      }),
    );
  });
});

describe('an edit keeps faith with those who signed up', () => {
  const held = task({ takenPlaces: 2, liveClaims: 2 });
  test('when it adds places or leaves the task alone', () => {
    expect(keepsFaith([held], [{ ...held, maximumPlaces: 9 }])).toBe(true);
    expect(keepsFaith([held], [{ ...held, maximumPlaces: 2 }])).toBe(true);
  });
  test('and not when it goes below the places taken, moves the task or drops it', () => {
    expect(keepsFaith([held], [{ ...held, maximumPlaces: 1 }])).toBe(false);
    expect(keepsFaith([held], [{ ...held, endsAt: inHours(27) }])).toBe(false);
    expect(keepsFaith([held], [])).toBe(false);
  });
  test('nor when somebody only waits for a place', () => {
    const awaited = task({ liveClaims: 1 });
    expect(keepsFaith([awaited], [{ ...awaited, startsAt: inHours(25) }])).toBe(false);
  });
  test('a task nobody counts on may move and go', () => {
    expect(keepsFaith([task()], [{ ...task(), startsAt: inHours(20) }])).toBe(true);
    expect(keepsFaith([task()], [])).toBe(true);
  });
});
