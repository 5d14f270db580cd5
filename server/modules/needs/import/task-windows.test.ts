import { expect, test } from 'vitest';
import { taskWindows, type Schedule } from './task-windows';

const now = new Date('2026-03-11T12:00:00Z'); // A Wednesday.
const schedule = (overrides: Partial<Schedule>): Schedule => ({
  startDay: '2026-03-14',
  endDay: null,
  startMinutes: 540,
  endMinutes: 720,
  recurrence: null,
  weekdays: [],
  ...overrides,
});
const starts = (overrides: Partial<Schedule>, timeZone = 'UTC') =>
  taskWindows(schedule(overrides), now, timeZone)?.map((window) => window.startsAt.toISOString());

test('one day is one window', () => {
  expect(starts({})).toEqual(['2026-03-14T09:00:00.000Z']);
});

test('a short span is one window a day', () => {
  expect(starts({ endDay: '2026-03-16' })).toHaveLength(3);
});

test('a daily span that is too long is refused', () => {
  expect(taskWindows(schedule({ endDay: '2026-12-31', recurrence: 'daily' }), now, 'UTC')).toBeNull();
});

test('a long span is weekly, for four weeks ahead', () => {
  expect(starts({ startDay: '2026-01-03', endDay: '2026-12-31' })).toEqual([
    '2026-03-14T09:00:00.000Z',
    '2026-03-21T09:00:00.000Z',
    '2026-03-28T09:00:00.000Z',
    '2026-04-04T09:00:00.000Z',
  ]);
});

test("weekly takes the row's weekdays and leaves out what is over today", () => {
  expect(
    starts({ startDay: '2026-03-01', endDay: '2026-03-13', recurrence: 'weekly', weekdays: [3, 5] }),
  ).toEqual(['2026-03-13T09:00:00.000Z']);
});

test('a series that is over keeps its last day, one far off its first', () => {
  expect(starts({ startDay: '2025-01-04', endDay: '2025-06-30', recurrence: 'weekly' })).toEqual([
    '2025-06-28T09:00:00.000Z',
  ]);
  expect(starts({ startDay: '2026-09-05', endDay: '2026-12-31', recurrence: 'weekly' })).toEqual([
    '2026-09-05T09:00:00.000Z',
  ]);
});

test('a weekday that never comes gives nothing', () => {
  expect(
    starts({ startDay: '2026-03-16', endDay: '2026-03-17', recurrence: 'weekly', weekdays: [7] }),
  ).toEqual([]);
});

test('keeps the wall-clock time across the change to summer time', () => {
  const days = starts(
    { startDay: '2026-03-22', endDay: '2026-03-30', recurrence: 'weekly' },
    'Europe/Berlin',
  );
  expect(days).toEqual(['2026-03-22T08:00:00.000Z', '2026-03-29T07:00:00.000Z']);
});

test('24:00 is the midnight that ends the day', () => {
  expect(taskWindows(schedule({ endMinutes: 1440 }), now, 'UTC')?.[0]?.endsAt.toISOString()).toBe(
    '2026-03-15T00:00:00.000Z',
  );
});
