import { expect, it } from 'vitest';
import { taskShape } from './task-shape';

const typed = (startsAt: string, endsAt: string) => ({
  version: '1',
  title: 'Kitchen',
  startsAt,
  endsAt,
  minimumPlaces: '1',
  maximumPlaces: '3',
  withdrawUntilMinutes: '0',
});

/** The fields found wrong when the clock in Shanghai shows 17:00. */
function wrongFields(
  startsAt: string,
  endsAt: string,
  after: Date | null = new Date('2026-11-24T09:00:00Z'),
) {
  const read = taskShape('Asia/Shanghai', after).safeParse(typed(startsAt, endsAt));
  return read.success ? [] : read.error.issues.map((issue) => issue.path.join('.'));
}

it('asks for another time when a new task would be over already, by the clock of its community', () => {
  expect(wrongFields('2026-11-24T14:00', '2026-11-24T16:30')).toEqual(['startsAt']);
  expect(wrongFields('2026-11-24T14:00', '2026-11-24T17:30')).toEqual([]);
});

it('lets a task that is over be put right', () => {
  expect(wrongFields('2026-11-24T14:00', '2026-11-24T16:30', null)).toEqual([]);
});

it('speaks of the order alone when the end comes first', () => {
  expect(wrongFields('2026-11-24T14:00', '2026-11-24T12:00')).toEqual(['endsAt']);
});
