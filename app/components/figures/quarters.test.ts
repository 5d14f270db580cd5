import { describe, expect, it } from 'vitest';
import { parseQuarter, quarterKey, quartersUntil } from './quarters';

describe('a quarter', () => {
  it('is named by an address, and nothing else is', () => {
    expect(parseQuarter('2026-3')).toEqual({ year: 2026, quarter: 3 });
    for (const other of [null, '', '2026', '2026-5', '2026-0', '1999-1', '2026-3x'])
      expect(parseQuarter(other)).toBeNull();
    expect(quarterKey({ year: 2026, quarter: 3 })).toBe('2026-3');
  });

  it('comes after the one before it, across the year', () => {
    expect(quartersUntil(new Date('2026-02-03T00:00:00Z'), 3)).toEqual([
      { year: 2026, quarter: 1 },
      { year: 2025, quarter: 4 },
      { year: 2025, quarter: 3 },
    ]);
  });
});
