import { expect, test } from 'vitest';
import { isToBeAsked } from './rules';

const at = (day: number, hour: number): Date => new Date(Date.UTC(2026, 2, day, hour));
const usual = { state: 'confirmed', stateSince: at(1, 9), startsAt: at(10, 9), now: at(9, 9) } as const;

test('people are asked from a day before the start until the start', () => {
  expect(isToBeAsked(usual)).toBe(true);
  expect(isToBeAsked({ ...usual, now: at(9, 8) })).toBe(false);
  expect(isToBeAsked({ ...usual, now: at(10, 8) })).toBe(true);
  expect(isToBeAsked({ ...usual, now: at(10, 9) })).toBe(false);
});

test('who took the place within the last day is not asked, nor who has none', () => {
  expect(isToBeAsked({ ...usual, stateSince: at(9, 10), now: at(9, 11) })).toBe(false);
  expect(isToBeAsked({ ...usual, state: 'waitlisted' })).toBe(false);
  expect(isToBeAsked({ ...usual, state: 'withdrawn' })).toBe(false);
});
