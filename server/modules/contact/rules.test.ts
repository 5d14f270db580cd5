import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ageOn, isLikelyBirthDate, normaliseEmail, normalisePhone, phonesIn } from './rules';

const digits = (count: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: count, maxLength: count }).map((all) => all.join(''));

describe('a telephone number', () => {
  it.each([
    ['139 1234 5678', 'CN', '+8613912345678'],
    ['+86 139-1234-5678', 'US', '+8613912345678'],
    ['008613912345678', 'CN', '+8613912345678'],
    ['０７３１－８２２２２２２２', 'CN', '+8673182222222'],
    ['+86 731 8222 2222', 'CN', '+8673182222222'],
    ['(212) 555-0188', 'US', '+12125550188'],
    ['1 212 555 0188', 'US', '+12125550188'],
    ['+44 20 7946 0958', 'CN', '+442079460958'],
  ] as const)('%s in %s is %s', (text, country, e164) => expect(normalisePhone(text, country)).toBe(e164));

  it.each(['', '12345', '+', 'phone', '139123456789', '+12'])('is not %j', (text) => {
    expect(phonesIn(text)).toEqual([]);
  });

  it('is the same in every spelling of a Chinese mobile', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('3', '5', '8'),
        digits(9),
        fc.constantFrom('', '+86', '0086', '+86 '),
        (second, rest, prefix) => {
          expect(normalisePhone(`${prefix}1${second}${rest}`, 'CN')).toBe(`+861${second}${rest}`);
        },
      ),
    );
  });

  it('stays as it is once normalised', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 20 }), fc.constantFrom('CN', 'US'), (text, country) => {
        for (const phone of phonesIn(text, country)) expect(phonesIn(phone)).toEqual([phone]);
      }),
    );
  });

  it('is tried in both countries when it could be of either', () => {
    expect(phonesIn('19175550188', 'CN')).toEqual(['+8619175550188', '+19175550188']);
    expect(phonesIn('19175550188', 'US')).toEqual(['+19175550188', '+8619175550188']);
  });
});

describe('an e-mail address', () => {
  it('compares without case', () => expect(normaliseEmail(' Li.Na@Example.COM ')).toBe('li.na@example.com'));

  it.each(['', 'a', 'a@b', 'a@@b.cn', 'a b@c.cn', '@c.cn', 'a@-c.cn', `${'a'.repeat(65)}@c.cn`])(
    'is not %j',
    (text) => expect(normaliseEmail(text)).toBeNull(),
  );
});

describe('an age', () => {
  const born = new Date('2008-02-29');
  it('turns on the birthday', () => {
    expect(ageOn(new Date('2000-05-10'), new Date('2018-05-09'))).toBe(17);
    expect(ageOn(new Date('2000-05-10'), new Date('2018-05-10'))).toBe(18);
  });
  it('of a leap-day child turns on 1 March in other years', () => {
    expect(ageOn(born, new Date('2026-02-28'))).toBe(17);
    expect(ageOn(born, new Date('2026-03-01'))).toBe(18);
  });
  it.each([
    ['2026-03-01', true],
    ['2026-03-02', false],
    ['1900-03-02', true],
    ['1900-03-01', false],
  ])('of somebody alive on 1 March 2026 who is born on %s: %s', (birthDate, likely) => {
    expect(isLikelyBirthDate(new Date(birthDate), new Date('2026-03-01'))).toBe(likely);
  });
});
