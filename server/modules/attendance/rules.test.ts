import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AttendanceSource } from '~/generated/prisma/enums';
import {
  checkInRefusal,
  checkOutRefusal,
  currentCode,
  effectiveService,
  evidenceLevel,
  isCurrentCode,
} from './rules';

const secret = Buffer.alloc(20, 7);
const at = (text: string) => new Date(`2026-03-01T${text}Z`);
const window = { startsAt: at('09:00:00'), endsAt: at('11:00:00') };

describe('the rotating code', () => {
  test('is six digits and is accepted in its own minute and the next', () => {
    const { digits, validUntil } = currentCode(secret, at('09:00:10'));
    expect(digits).toMatch(/^\d{6}$/);
    expect(validUntil).toEqual(at('09:02:00'));
    expect(isCurrentCode(secret, digits, at('09:00:59.999'))).toBe(true);
    expect(isCurrentCode(secret, digits, at('09:01:59.999'))).toBe(true);
    expect(isCurrentCode(secret, digits, at('09:02:00'))).toBe(false);
    expect(isCurrentCode(secret, digits, at('08:59:59'))).toBe(false);
  });

  test('differs from task to task', () => {
    const codes = Array.from({ length: 20 }, () => currentCode(randomBytes(20), at('09:00:00')).digits);
    expect(new Set(codes).size).toBeGreaterThan(15);
  });

  test('takes anything typed without failing', () => {
    fc.assert(
      fc.property(fc.string(), (typed) => {
        expect(isCurrentCode(secret, typed, at('09:00:00'))).toBe(
          typed === currentCode(secret, at('09:00:00')).digits ||
            typed === currentCode(secret, at('08:59:00')).digits,
        );
      }),
    );
  });
});

describe('server time', () => {
  test('opens check-in 60 minutes before the start and closes it at the end', () => {
    expect(checkInRefusal('confirmed', window, at('07:59:59'))).toBe('TOO_EARLY');
    expect(checkInRefusal('confirmed', window, at('08:00:00'))).toBeNull();
    expect(checkInRefusal('confirmed', window, at('11:00:00'))).toBeNull();
    expect(checkInRefusal('confirmed', window, at('11:00:01'))).toBe('TOO_LATE');
  });

  test('keeps check-out open for 12 hours after the end', () => {
    expect(checkOutRefusal('checked_in', window, at('23:00:00'))).toBeNull();
    expect(checkOutRefusal('checked_in', window, at('23:00:01'))).toBe('TOO_LATE');
  });

  test('checks in only the confirmed and out only those checked in', () => {
    expect(checkInRefusal('requested', window, at('09:00:00'))).toBe('WRONG_STATE');
    expect(checkInRefusal('checked_in', window, at('09:00:00'))).toBe('ALREADY_DONE');
    expect(checkOutRefusal('confirmed', window, at('09:00:00'))).toBe('WRONG_STATE');
    expect(checkOutRefusal('attended', window, at('09:00:00'))).toBe('ALREADY_DONE');
  });
});

describe('effective service', () => {
  const served = (checkedInAt: Date, checkedOutAt: Date, breakMinutes = 0) =>
    effectiveService(window, { checkedInAt, checkedOutAt, breakMinutes });

  test('counts from check-in to check-out less the breaks, in whole minutes rounded down', () => {
    expect(served(at('09:05:30'), at('11:00:00'), 20)?.minutes).toBe(94);
  });

  test('counts at most 15 minutes before the start and 60 after the end', () => {
    expect(served(at('08:00:00'), at('11:00:00'))?.minutes).toBe(135);
    expect(served(at('09:00:00'), at('22:00:00'))?.minutes).toBe(180);
  });

  test('is nothing when breaks or clipping leave nothing', () => {
    expect(served(at('09:00:00'), at('09:00:59'))).toBeNull();
    expect(served(at('09:00:00'), at('10:00:00'), 60)).toBeNull();
    expect(served(at('08:00:00'), at('08:30:00'))).toBeNull();
  });

  test('never exceeds the time on site nor the window with its margins', () => {
    const instant = fc.date({ min: at('00:00:00'), max: at('23:59:59'), noInvalidDate: true });
    fc.assert(
      fc.property(instant, instant, fc.nat(600), (a, b, breaks) => {
        const [checkedInAt, checkedOutAt] = a <= b ? [a, b] : [b, a];
        const service = served(checkedInAt, checkedOutAt, breaks);
        if (!service) return;
        expect(service.minutes).toBeGreaterThan(0);
        expect(service.minutes).toBeLessThanOrEqual(
          (checkedOutAt.getTime() - checkedInAt.getTime()) / 60_000,
        );
        expect(service.minutes).toBeLessThanOrEqual(195);
        expect(service.startsAt < service.endsAt).toBe(true);
      }),
    );
  });
});

describe('evidence', () => {
  test('is strongest when the code and a person each vouch for one end', () => {
    expect(evidenceLevel('code', 'coordinator')).toBe(3);
    expect(evidenceLevel('officer', 'kiosk')).toBe(3);
    expect(evidenceLevel('code', 'code')).toBe(2);
    expect(evidenceLevel('code', 'rule')).toBe(1);
    expect(evidenceLevel('coordinator', 'coordinator')).toBe(0);
    expect(evidenceLevel('paper', 'paper')).toBe(0);
  });

  test("is weak when it is the helper's own word, alone or beside a member of staff", () => {
    expect(evidenceLevel('self', 'self')).toBe(1);
    expect(evidenceLevel('self', 'officer')).toBe(1);
    expect(evidenceLevel('code', 'self')).toBe(1);
    expect(evidenceLevel('self', 'rule')).toBe(0);
  });

  test('of a magnet, whose digits stay the same, is one trace at most, beside a member of staff', () => {
    expect(evidenceLevel('magnet', 'magnet')).toBe(1);
    expect(evidenceLevel('magnet', 'self')).toBe(1);
    expect(evidenceLevel('magnet', 'code')).toBe(1);
    expect(evidenceLevel('magnet', 'officer')).toBe(2);
    expect(evidenceLevel('magnet', 'paper')).toBe(0);
  });

  test('does not depend on which end is which', () => {
    const sources = Object.values(AttendanceSource);
    for (const one of sources)
      for (const other of sources) expect(evidenceLevel(one, other)).toBe(evidenceLevel(other, one));
  });
});
