import { describe, expect, it } from 'vitest';
import { safeReturn } from './safe-return';

describe('safeReturn', () => {
  it('keeps an address of this site', () => {
    expect(safeReturn('/needs/1?day=2#tasks')).toBe('/needs/1?day=2#tasks');
  });

  it.each([
    ['//evil.example/'],
    ['/\\evil.example'],
    ['https://evil.example/'],
    ['javascript:alert(1)'],
    [''],
    [null],
    ['/\t/evil.example'],
    ['/.//evil.example'],
    ['/%2e//evil.example'],
    ['/needs/..//evil.example'],
    ['/.\\/evil.example'],
  ])('refuses %j', (value) => {
    expect(safeReturn(value)).toBe('/');
  });
});
