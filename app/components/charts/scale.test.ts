import { describe, expect, it } from 'vitest';
import { niceTicks } from './scale';

describe('the ticks of a scale', () => {
  it.each([
    [7.5, [0, 2, 4, 6, 8]],
    [100, [0, 25, 50, 75, 100]],
    [1234, [0, 500, 1000, 1500]],
    [0.3, [0, 0.1, 0.2, 0.3]],
  ])('up to %d are %j', (largest, ticks) => {
    expect(niceTicks(largest)).toEqual(ticks);
  });

  it('stand even when there is nothing to show', () => {
    expect(niceTicks(0)).toEqual([0, 1]);
  });
});
