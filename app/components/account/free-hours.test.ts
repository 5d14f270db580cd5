import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxesOf, boxOf, dayParts, windowsOf } from './free-hours';

const allBoxes = [1, 2, 3, 4, 5, 6, 7].flatMap((weekday) => dayParts.map((part) => boxOf(weekday, part)));

describe('free hours', () => {
  it('join neighbouring parts of a day', () => {
    expect(windowsOf(['6-morning', '6-afternoon'])).toEqual([
      { weekday: 6, startMinute: 480, endMinute: 1080 },
    ]);
  });

  it('keep a gap', () => {
    expect(windowsOf(['1-morning', '1-evening'])).toHaveLength(2);
  });

  it('tick a part that is at least half covered', () => {
    expect(boxesOf([{ weekday: 3, startMinute: 600, endMinute: 800 }])).toEqual(['3-morning']);
  });

  it('come back as they were ticked', () => {
    fc.assert(
      fc.property(fc.subarray(allBoxes), (boxes) => {
        expect(boxesOf(windowsOf(boxes)).sort()).toEqual([...boxes].sort());
      }),
    );
  });
});
