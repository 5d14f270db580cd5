import { expect, test } from 'vitest';
import { readRows } from './files';
import { movedFile, weeksToMove } from './nyc-file';

const rows = readRows('nyc/volunteer_opportunities.csv');
const now = new Date('2026-11-24T01:00:00Z');

test('moves the dates by whole weeks, so that weekdays stay', () => {
  const weeks = weeksToMove(rows, now);
  const [, first = ''] = movedFile(rows, weeks).split('\n');
  const [start = ''] = /\d{4}-\d{2}-\d{2}(?=,\d{4}-\d{2}-\d{2},approved)/.exec(first) ?? [];
  expect(new Date(start).getUTCDay()).toBe(new Date(rows[0]?.start_date ?? '').getUTCDay());
});

test('chooses the move with which most needs are open in the next four weeks', () => {
  const day = 86_400_000;
  const today = Date.parse('2026-11-24');
  const alive = (weeks: number): number =>
    rows.filter((row) => {
      const move = weeks * 7 * day;
      return (
        Date.parse(row.end_date ?? '') + move >= today &&
        Date.parse(row.start_date ?? '') + move <= today + 28 * day
      );
    }).length;
  const weeks = weeksToMove(rows, now);
  expect(alive(weeks)).toBeGreaterThan(400);
  for (const other of [weeks - 4, weeks - 1, weeks + 1, weeks + 4])
    expect(alive(other)).toBeLessThanOrEqual(alive(weeks));
});

test('moves one week further a week later', () => {
  const later = new Date(now.getTime() + 7 * 86_400_000);
  expect(weeksToMove(rows, later)).toBe(weeksToMove(rows, now) + 1);
});

test('keeps every row and every text as it is', () => {
  const moved = movedFile(rows, 0);
  expect(moved.split('\n')[0]?.endsWith(',start_time,end_time')).toBe(true);
  expect(moved).toContain(rows[0]?.summary ?? '');
});
