import { expect, test } from 'vitest';
import { between } from './tick-range';

test('a range reaches from one to the other, whichever comes first', () => {
  const items = ['a', 'b', 'c', 'd'];
  expect(between(items, 'b', 'd')).toEqual(['b', 'c', 'd']);
  expect(between(items, 'd', 'b')).toEqual(['b', 'c', 'd']);
  expect(between(items, 'c', 'c')).toEqual(['c']);
  expect(between(items, 'a', 'z'), 'one that has gone since').toEqual([]);
});
