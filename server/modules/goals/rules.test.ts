import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isOnCourse, minutesLeft } from './rules';

const minutes = fc.nat(10_000);

test('what is left counts what waits as served, and is never less than nothing', () => {
  expect(minutesLeft({ goal: 600, verified: 120, waiting: 60, planned: 400 })).toBe(420);
  expect(minutesLeft({ goal: 600, verified: 700, waiting: 0, planned: 0 })).toBe(0);
});

test('a plan gets there just when it makes up for what is left', () => {
  fc.assert(
    fc.property(minutes, minutes, minutes, minutes, (goal, verified, waiting, planned) => {
      const progress = { goal, verified, waiting, planned };
      expect(isOnCourse(progress)).toBe(verified + waiting + planned >= goal);
    }),
  );
});
