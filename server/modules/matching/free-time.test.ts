import { describe, expect, test } from 'vitest';
import { dayPartOf, freeMinutes } from './free-time';

const saturdayMorning = [{ weekday: 6, startMinute: 9 * 60, endMinute: 12 * 60 }];

describe('free time', () => {
  test('is counted by the wall clock of the place, not by UTC', () => {
    const [from, until] = [new Date('2026-03-07T01:00:00Z'), new Date('2026-03-07T03:00:00Z')];
    expect(freeMinutes(saturdayMorning, from, until, 'Asia/Shanghai')).toBe(120);
    expect(freeMinutes(saturdayMorning, from, until, 'UTC')).toBe(0);
  });
  test('counts only what lies in the window', () => {
    const [from, until] = [new Date('2026-03-07T11:00:00Z'), new Date('2026-03-07T14:00:00Z')];
    expect(freeMinutes(saturdayMorning, from, until, 'UTC')).toBe(60);
  });
  test('follows a task past midnight', () => {
    const night = [
      { weekday: 5, startMinute: 22 * 60, endMinute: 1440 },
      { weekday: 6, startMinute: 0, endMinute: 60 },
    ];
    const [from, until] = [new Date('2026-03-06T21:00:00Z'), new Date('2026-03-07T02:00:00Z')];
    expect(freeMinutes(night, from, until, 'UTC')).toBe(180);
  });
  test('loses the hour that spring takes', () => {
    // 2026-03-08 in New York: 02:00 becomes 03:00.
    const night = [{ weekday: 7, startMinute: 60, endMinute: 240 }];
    const [from, until] = [new Date('2026-03-08T05:00:00Z'), new Date('2026-03-08T10:00:00Z')];
    expect(freeMinutes(night, from, until, 'America/New_York')).toBe(120);
  });
  test('of a task of many weeks is counted in its first days', () => {
    const [from, until] = [new Date('2026-03-01T00:00:00Z'), new Date('2026-06-01T00:00:00Z')];
    expect(freeMinutes(saturdayMorning, from, until, 'UTC')).toBe(180);
  });
});

test('a day has a morning, an afternoon and an evening', () => {
  expect(dayPartOf(new Date('2026-03-07T01:00:00Z'), 'Asia/Shanghai')).toBe('morning');
  expect(dayPartOf(new Date('2026-03-07T04:00:00Z'), 'Asia/Shanghai')).toBe('afternoon');
  expect(dayPartOf(new Date('2026-03-07T10:00:00Z'), 'Asia/Shanghai')).toBe('evening');
});
