import { describe, expect, it } from 'vitest';
import { spokenNumber, spokenPhone, typedNumber } from './spoken-number';

describe('a request’s number', () => {
  it('is read out as its year and groups of three', () => {
    expect(spokenNumber('2026-000123')).toBe('2026 – 000\u00a0123');
  });

  it.each([
    ['2026-000123'],
    ['2026 000 123'],
    ['2026 – 000 123'],
    ['２０２６－０００１２３'],
    ['2026000123'],
    ['2026-123'],
  ])('is the same however it is typed: %s', (typed) => {
    expect(typedNumber(typed)).toBe('2026-000123');
  });

  it('stays nothing when nothing was typed', () => {
    expect(typedNumber(' ')).toBe('');
  });
});

it.each([
  ['+8613800138000', '+86 138 0013 8000'],
  ['+12125550142', '+1 212 555 0142'],
  ['+442079460000', '+442079460000'],
])('writes a phone as it is dialled: %s', (phone, spoken) => {
  expect(spokenPhone(phone)).toBe(spoken);
});
