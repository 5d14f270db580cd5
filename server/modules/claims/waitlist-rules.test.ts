import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answerRefusal, offerUntil, turnsFor, type OfferFacts } from './waitlist-rules';

const shanghai = {
  timeZone: 'Asia/Shanghai',
  longestMinutes: 1440,
  quiet: { from: '22:00', until: '07:00' },
} as const;
const at = (local: string): Date => new Date(`${local}+08:00`);
const until = (now: string, startsAt: string, more: Partial<OfferFacts> = {}): string =>
  offerUntil({ ...shanghai, now: at(now), startsAt: at(startsAt), ...more }).toISOString();
const iso = (local: string): string => at(local).toISOString();

describe('an offer stands', () => {
  test('for an eighth of the time left until the start', () => {
    expect(until('2026-03-02T09:00', '2026-03-02T17:00')).toBe(iso('2026-03-02T10:00'));
    expect(until('2026-03-02T09:00', '2026-03-04T17:00')).toBe(iso('2026-03-02T16:00'));
  });

  test('for a quarter of an hour at least, and never beyond the start', () => {
    expect(until('2026-03-02T09:00', '2026-03-02T10:00')).toBe(iso('2026-03-02T09:15'));
    expect(until('2026-03-02T09:00', '2026-03-02T09:08')).toBe(iso('2026-03-02T09:08'));
  });

  test('no longer than the community lets it', () => {
    const noPause = { quiet: { from: '00:00', until: '00:00' } };
    expect(until('2026-03-02T09:00', '2026-03-30T09:00', noPause)).toBe(iso('2026-03-03T09:00'));
    expect(until('2026-03-02T09:00', '2026-03-30T09:00', { longestMinutes: 120 })).toBe(
      iso('2026-03-02T11:00'),
    );
  });

  test('to a round time', () => {
    expect(until('2026-03-02T09:02', '2026-03-02T17:00')).toBe(iso('2026-03-02T10:05'));
  });
});

describe('the clock of an offer', () => {
  test('pauses in quiet hours', () => {
    // Four hours: one before ten in the evening, three after seven in the morning.
    const more = { longestMinutes: 240 };
    expect(until('2026-03-02T21:00', '2026-03-09T09:00', more)).toBe(iso('2026-03-03T10:00'));
    expect(until('2026-03-03T02:00', '2026-03-09T09:00', more)).toBe(iso('2026-03-03T11:00'));
  });

  test('runs on through the night within 24 hours of the start', () => {
    expect(until('2026-03-02T21:00', '2026-03-03T13:00')).toBe(iso('2026-03-02T23:00'));
  });

  test('stops pausing once the start is a day off', () => {
    // Of two hours one runs before ten; the pause ends at one in the morning, when 24 hours are left.
    expect(until('2026-03-02T21:00', '2026-03-04T01:00', { longestMinutes: 120 })).toBe(
      iso('2026-03-03T02:00'),
    );
  });

  test('follows the wall clock where it is put forward', () => {
    const berlin = {
      timeZone: 'Europe/Berlin',
      longestMinutes: 120,
      quiet: { from: '22:00', until: '07:00' },
      now: new Date('2026-03-28T20:00:00Z'), // nine in the evening; the night has eight hours
      startsAt: new Date('2026-04-04T08:00:00Z'),
    };
    expect(offerUntil(berlin).toISOString()).toBe('2026-03-29T06:00:00.000Z');
  });

  test('never ends before it began, after the start, or in a pause that counts', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 365 * 24 * 60 }),
        fc.integer({ min: 1, max: 60 * 24 * 60 }),
        fc.integer({ min: 15, max: 10_080 }),
        fc.constantFrom('Asia/Shanghai', 'America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe'),
        (begins, lead, longestMinutes, timeZone) => {
          const now = new Date(Date.UTC(2026, 0, 1) + begins * 60_000);
          const startsAt = new Date(now.getTime() + lead * 60_000);
          const end = offerUntil({ now, startsAt, timeZone, longestMinutes, quiet: shanghai.quiet });
          expect(end > now && end <= startsAt).toBe(true);
          if (startsAt.getTime() - end.getTime() < 24 * 3_600_000) return;
          const clock = end.toLocaleTimeString('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
          expect(clock >= '07:00' && clock <= '22:00').toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('an answer', () => {
  const now = at('2026-03-02T09:00');

  test('counts until the offer runs out', () => {
    expect(answerRefusal({ state: 'offered', expiresAt: at('2026-03-02T09:01') }, now)).toBeNull();
    expect(answerRefusal({ state: 'offered', expiresAt: now }, now)).toBe('OFFER_EXPIRED');
    expect(answerRefusal({ state: 'expired', expiresAt: now }, now)).toBe('OFFER_EXPIRED');
  });

  test('comes to nothing where there is no offer', () => {
    expect(answerRefusal({ state: 'confirmed', expiresAt: null }, now)).toBe('ALREADY_DONE');
    expect(answerRefusal({ state: 'withdrawn', expiresAt: null }, now)).toBe('WRONG_STATE');
  });
});

describe('those who get their turn', () => {
  test('are as many as there are free places', () => {
    expect(turnsFor({ free: 2, requested: 5, needsYes: false })).toBe(2);
    expect(turnsFor({ free: -1, requested: 0, needsYes: false })).toBe(0);
  });

  test('leave room for the requests that wait already, where a worker has the last word', () => {
    expect(turnsFor({ free: 2, requested: 1, needsYes: true })).toBe(1);
    expect(turnsFor({ free: 1, requested: 3, needsYes: true })).toBe(0);
  });
});
