import { describe, expect, it } from 'vitest';
import { starLevelOf } from './star-level';

describe('the star level', () => {
  it.each([
    [0, 0, 100],
    [99 * 60 + 59, 0, 1],
    [100 * 60, 1, 200],
    [1499 * 60, 4, 1],
    [1500 * 60, 5, null],
  ])('of %i minutes is %i stars, %s hours to the next', (minutes, stars, hoursToNext) => {
    expect(starLevelOf(minutes)).toEqual({ stars, hoursToNext });
  });
});
