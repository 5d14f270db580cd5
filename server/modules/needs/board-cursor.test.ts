import { expect, test } from 'vitest';
import { decodeCursor, encodeCursor, type BoardPlace } from './board-cursor';

const place: BoardPlace = {
  sort: 'soonest',
  startsAt: 1_772_438_400_123,
  urgency: 'soon',
  distance: 0.000_123_456_789,
  id: '01990000-0000-7000-8000-000000000001',
};

test('a cursor names the place it was made of', () => {
  expect(decodeCursor(encodeCursor(place), 'soonest')).toEqual(place);
});

test('a cursor of another order begins the list anew', () => {
  expect(decodeCursor(encodeCursor(place), 'nearest')).toBeNull();
});

test.each([
  '',
  'nonsense',
  Buffer.from('{}').toString('base64url'),
  Buffer.from('["soonest"]').toString('base64url'),
  Buffer.from(JSON.stringify(['soonest', 1, 'soon', 0, "'; drop table"])).toString('base64url'),
  Buffer.from(JSON.stringify(['soonest', 1e99, 'soon', 0, place.id])).toString('base64url'),
])('%j is no cursor', (text) => {
  expect(decodeCursor(text, 'soonest')).toBeNull();
});
