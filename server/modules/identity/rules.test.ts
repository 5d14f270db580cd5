import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isGuessable,
  isProxyValid,
  memberNumberOf,
  readMemberNumber,
  readSlipCode,
  type ProxyFacts,
} from './rules';

const eightDigits = fc.integer({ min: 0, max: 99_999_999 }).map((number) => String(number).padStart(8, '0'));

describe('a member number', () => {
  it('is read back however it is spaced', () => {
    fc.assert(
      fc.property(eightDigits, (digits) => {
        const number = memberNumberOf(digits);
        expect(readMemberNumber(` ${number.slice(0, 3)} ${number.slice(3, 6)}-${number.slice(6)} `)).toBe(
          number,
        );
      }),
    );
  });

  it('is refused when one digit was misread', () => {
    fc.assert(
      fc.property(eightDigits, fc.nat(8), fc.integer({ min: 1, max: 9 }), (digits, place, step) => {
        const number = memberNumberOf(digits);
        const wrong = String((Number(number.charAt(place)) + step) % 10);
        expect(readMemberNumber(number.slice(0, place) + wrong + number.slice(place + 1))).toBeNull();
      }),
    );
  });

  it('is read from full-width digits', () => {
    const number = memberNumberOf('12345678');
    const wide = [...number].map((digit) => String.fromCodePoint(digit.charCodeAt(0) + 0xfee0)).join('');
    expect(readMemberNumber(wide)).toBe(number);
  });
});

describe('a slip code', () => {
  it('is eight digits with or without a gap', () => {
    expect(readSlipCode('1234 5678')).toBe('12345678');
    expect(readSlipCode('1234567')).toBeNull();
    expect(readSlipCode('a2345678')).toBeNull();
  });
});

describe('a proxy', () => {
  const now = new Date('2026-03-02T01:00:00Z');
  const proxy: ProxyFacts = {
    kind: 'relative',
    confirmedByPerson: true,
    firstOfficerId: null,
    secondOfficerId: null,
    startsAt: new Date('2026-01-01T00:00:00Z'),
    endsAt: null,
    revokedAt: null,
  };

  it('may act when the person confirmed it', () => expect(isProxyValid(proxy, now)).toBe(true));

  it('may act when two different officers confirmed it', () => {
    const unconfirmed = { ...proxy, confirmedByPerson: false };
    expect(isProxyValid(unconfirmed, now)).toBe(false);
    expect(isProxyValid({ ...unconfirmed, firstOfficerId: 'a' }, now)).toBe(false);
    expect(isProxyValid({ ...unconfirmed, firstOfficerId: 'a', secondOfficerId: 'a' }, now)).toBe(false);
    expect(isProxyValid({ ...unconfirmed, firstOfficerId: 'a', secondOfficerId: 'b' }, now)).toBe(true);
  });

  it('may not act before it begins, after it ends, or once revoked', () => {
    expect(isProxyValid({ ...proxy, startsAt: new Date(now.getTime() + 1) }, now)).toBe(false);
    expect(isProxyValid({ ...proxy, endsAt: now }, now)).toBe(false);
    expect(isProxyValid({ ...proxy, revokedAt: now }, now)).toBe(false);
  });
});

describe('a guessable password', () => {
  it.each(['12345678', '87654321', 'aaaaaaaa', 'abcdefgh', 'Password', 'qwerty123', '1234567890'])(
    'is %s',
    (password) => expect(isGuessable(password)).toBe(true),
  );

  it("is the person's own phone number", () =>
    expect(isGuessable('13912345678', ['139 1234 5678'])).toBe(true));

  it.each(['quiet river stones', '春眠不觉晓处处闻', '19520314'])('is not %s', (password) =>
    expect(isGuessable(password, ['Li Na'])).toBe(false),
  );
});
