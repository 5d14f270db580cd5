import { expect, it } from 'vitest';
import { tasksForCopy } from './draft';
import type { Draft } from '~/app/graphql/organisation/needs';

const task = (startsAt: string, endsAt: string): Draft['tasks'][number] => ({
  id: 'a',
  isOfSeries: false,
  title: 'Kitchen',
  startsAt,
  endsAt,
  minimumPlaces: 1,
  maximumPlaces: 3,
  allocation: 'first_come',
  takenPlaces: 2,
  minimumAge: null,
  languages: [],
  needsApproval: false,
  withdrawUntilMinutes: 0,
  cancelledAt: null,
  cancelReason: null,
  requiredSkills: [],
  usefulSkills: [],
});

it('moves a copied task forward by whole weeks, past now', () => {
  const [copy] = tasksForCopy(
    [task('2026-11-02T09:00:00Z', '2026-11-02T11:00:00Z')],
    Date.parse('2026-11-24T08:00:00Z'),
    'UTC',
  );
  expect(copy).toMatchObject({ startsAt: '2026-11-30T09:00:00.000Z', endsAt: '2026-11-30T11:00:00.000Z' });
  expect(copy?.id).toBeUndefined();
});

it('leaves the dates of a task that lies ahead', () => {
  const [copy] = tasksForCopy(
    [task('2026-12-02T09:00:00Z', '2026-12-02T11:00:00Z')],
    Date.parse('2026-11-24T08:00:00Z'),
    'UTC',
  );
  expect(copy?.startsAt).toBe('2026-12-02T09:00:00.000Z');
});

it('leaves out what was cancelled, unless all of it was', () => {
  const cancelled = {
    ...task('2026-12-02T09:00:00Z', '2026-12-02T11:00:00Z'),
    cancelledAt: '2026-11-01T00:00:00Z',
  };
  const held = { ...cancelled, id: 'b', title: 'Door', cancelledAt: null };
  expect(tasksForCopy([cancelled, held], 0, 'UTC').map((copy) => copy.title)).toEqual(['Door']);
  expect(tasksForCopy([cancelled], 0, 'UTC')).toHaveLength(1);
});

it('takes one date of a series, with all of its roles by the clock of the community', () => {
  const ofSeries = (startsAt: string, title: string) => ({
    ...task(startsAt, new Date(Date.parse(startsAt) + 3_600_000).toISOString()),
    isOfSeries: true,
    title,
  });
  const tasks = [
    ofSeries('2026-11-22T23:30:00Z', 'Door'),
    ofSeries('2026-11-30T15:00:00Z', 'Kitchen'),
    ofSeries('2026-11-29T23:30:00Z', 'Door'),
    ofSeries('2026-12-06T23:30:00Z', 'Door'),
    task('2026-12-02T09:00:00Z', '2026-12-02T11:00:00Z'),
  ];
  const now = Date.parse('2026-11-24T08:00:00Z');
  expect(tasksForCopy(tasks, now, 'Asia/Shanghai').map(({ startsAt }) => startsAt.slice(0, 16))).toEqual([
    '2026-11-30T15:00',
    '2026-11-29T23:30',
    '2026-12-02T09:00',
  ]);
});
