import { describe, expect, it } from 'vitest';
import { spokenNumber, typedNumber } from './spoken-number';

describe('a request’s number', () => {
  it('is read out as its year and groups of three', () => {
    expect(spokenNumber('2026-000123')).toBe('2026 – 000 123');
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
