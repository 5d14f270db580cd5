import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canDecide, creditCodeCheck, isRoleOf, mayGive, needsCreditCode, readCreditCode } from './rules';

const characters = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'];
const seventeen = fc
  .array(fc.constantFrom(...characters), { minLength: 17, maxLength: 17 })
  .map((all) => all.join(''));

describe('a unified social credit code', () => {
  it('is the worked example of GB 32100-2015', () =>
    expect(readCreditCode('91350100M000100Y43')).toBe('91350100M000100Y43'));

  it('is read in small letters, full width and groups', () => {
    expect(readCreditCode('9135 0100 m000 100y 43')).toBe('91350100M000100Y43');
    expect(readCreditCode('９１３５０１００Ｍ０００１００Ｙ４３')).toBe('91350100M000100Y43');
  });

  it('is taken with its own check character and no other', () => {
    fc.assert(
      fc.property(seventeen, fc.constantFrom(...characters), (first, last) => {
        expect(readCreditCode(first + last)).toBe(creditCodeCheck(first) === last ? first + last : null);
      }),
    );
  });

  it('is refused when one character was mistyped', () => {
    fc.assert(
      fc.property(seventeen, fc.nat(17), fc.constantFrom(...characters), (first, place, other) => {
        const code = first + creditCodeCheck(first);
        fc.pre(code.charAt(place) !== other);
        expect(readCreditCode(code.slice(0, place) + other + code.slice(place + 1))).toBeNull();
      }),
    );
  });

  it.each(['', '91350100M000100Y4', '91350100I000100Y43', '913501000000100Y430', '9.135E+17'])(
    'is not %j',
    (text) => expect(readCreditCode(text)).toBeNull(),
  );

  it('is asked of every Chinese unit but an informal team', () => {
    expect(needsCreditCode('school', 'CN')).toBe(true);
    expect(needsCreditCode('volunteer_team', 'CN')).toBe(false);
    expect(needsCreditCode('school', 'US')).toBe(false);
  });
});

describe('the committee about a unit', () => {
  it('verifies or refuses what is pending, suspends what is verified, and takes a suspension back', () => {
    expect(canDecide('pending', 'verified')).toBe(true);
    expect(canDecide('pending', 'suspended')).toBe(false);
    expect(canDecide('verified', 'refused')).toBe(false);
    expect(canDecide('suspended', 'verified')).toBe(true);
    expect(canDecide('verified', 'verified')).toBe(false);
  });
});

describe('roles', () => {
  it('of a committee exist in committees alone', () => {
    expect(isRoleOf('officer', false)).toBe(false);
    expect(isRoleOf('officer', true)).toBe(true);
    expect(isRoleOf('coordinator', false)).toBe(true);
  });
  it('that lead a committee are given by its chair alone', () => {
    expect(mayGive('officer', 'officer')).toBe(false);
    expect(mayGive('coordinator', 'chair')).toBe(false);
    expect(mayGive('chair', 'chair')).toBe(true);
    expect(mayGive('officer', 'grid_worker')).toBe(true);
  });
});
