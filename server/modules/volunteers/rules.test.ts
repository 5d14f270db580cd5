import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeWindows, type FreeWindow } from './rules';

const window = fc
  .record({
    weekday: fc.integer({ min: 1, max: 7 }),
    a: fc.integer({ min: 0, max: 1440 }),
    b: fc.integer({ min: 0, max: 1440 }),
  })
  .filter(({ a, b }) => a !== b)
  .map(({ weekday, a, b }): FreeWindow => ({
    weekday,
    startMinute: Math.min(a, b),
    endMinute: Math.max(a, b),
  }));

const minutesOf = (windows: readonly FreeWindow[]): Set<number> =>
  new Set(
    windows.flatMap(({ weekday, startMinute, endMinute }) =>
      Array.from({ length: endMinute - startMinute }, (_, index) => weekday * 10_000 + startMinute + index),
    ),
  );

test('windows that overlap or touch become one, in the order of the week', () => {
  expect(
    mergeWindows([
      { weekday: 6, startMinute: 600, endMinute: 720 },
      { weekday: 1, startMinute: 540, endMinute: 600 },
      { weekday: 6, startMinute: 540, endMinute: 600 },
      { weekday: 6, startMinute: 700, endMinute: 710 },
    ]),
  ).toEqual([
    { weekday: 1, startMinute: 540, endMinute: 600 },
    { weekday: 6, startMinute: 540, endMinute: 720 },
  ]);
});

test('merging keeps every free minute, adds none, and leaves no two windows that meet', () => {
  fc.assert(
    fc.property(fc.array(window, { maxLength: 12 }), (windows) => {
      const merged = mergeWindows(windows);
      expect(minutesOf(merged)).toEqual(minutesOf(windows));
      for (const [index, next] of merged.entries()) {
        const before = merged[index - 1];
        if (before?.weekday === next.weekday) expect(next.startMinute).toBeGreaterThan(before.endMinute);
      }
    }),
    { numRuns: 50 },
  );
});
