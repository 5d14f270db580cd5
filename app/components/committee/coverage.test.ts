import { expect, it } from 'vitest';
import { coverageByDay, shortSoon, tasksWithin } from './coverage';

const need = (startsAt: string, takenPlaces: number) => ({
  id: 'n',
  title: 'Read aloud',
  placeName: null,
  organisation: { id: 'o', name: 'Library' },
  tasks: [
    {
      id: 't',
      title: 'Reader',
      startsAt,
      endsAt: startsAt,
      minimumPlaces: 2,
      maximumPlaces: 4,
      takenPlaces,
      cancelledAt: null,
    },
  ],
});
const week = ['2026-11-23T05:00:00Z', '2026-11-30T05:00:00Z'] as const;

it('counts tasks, places and short tasks on the day of the community', () => {
  const tasks = tasksWithin([need('2026-11-25T02:00:00Z', 1), need('2026-11-24T15:00:00Z', 4)], ...week);
  expect(coverageByDay(tasks, 'America/New_York')).toMatchObject([
    { day: '2026-11-24', tasks: 2, places: 8, taken: 5, short: 1 },
  ]);
});

it('leaves out tasks of another week', () => {
  expect(tasksWithin([need('2026-12-01T15:00:00Z', 0)], ...week)).toEqual([]);
});

it('names a task at risk only within two days', () => {
  const tasks = tasksWithin([need('2026-11-25T02:00:00Z', 1), need('2026-11-28T15:00:00Z', 0)], ...week);
  expect(shortSoon(tasks, '2026-11-24T10:00:00Z')).toHaveLength(1);
});
