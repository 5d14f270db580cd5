import { describe, expect, test } from 'vitest';
import { Refused } from '~/server/policy/refusal';
import { momentOfTap } from './tap-rules';

const now = new Date('2026-03-01T12:00:00Z');
const before = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

function refusalOf(work: () => unknown): string | null {
  try {
    work();
    return null;
  } catch (error) {
    return error instanceof Refused ? error.code : 'another error';
  }
}

describe('the time of a tap that was kept on a device', () => {
  test('is now when none is given', () => {
    expect(momentOfTap(null, now)).toEqual({ at: now, heardAt: null });
  });

  test('counts, and says when it was heard of once that is more than two minutes later', () => {
    expect(momentOfTap(before(2), now)).toEqual({ at: before(2), heardAt: null });
    expect(momentOfTap(before(3), now)).toEqual({ at: before(3), heardAt: now });
    expect(momentOfTap(before(72 * 60), now)).toEqual({ at: before(72 * 60), heardAt: now });
  });

  test('is refused after 72 hours', () => {
    expect(refusalOf(() => momentOfTap(before(72 * 60 + 1), now))).toBe('TOO_LATE');
  });

  test('never lies in the future: a clock a little ahead is set to now, one far ahead is refused', () => {
    expect(momentOfTap(before(-2), now)).toEqual({ at: now, heardAt: null });
    expect(refusalOf(() => momentOfTap(before(-3), now))).toBe('CLOCK_AHEAD');
  });
});
