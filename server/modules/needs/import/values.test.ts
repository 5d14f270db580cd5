import { describe, expect, test } from 'vitest';
import { parseCount, parseDay, parseRecurrence, parseTimes, parseWeekdays } from './values';

describe('dates', () => {
  test.each([
    '2026-03-04',
    '2026/3/4',
    '2026.3.4',
    '2026年3月4日',
    '２０２６年３月４日',
    '20260304',
    'March 4 2026',
    'March 4, 2026',
    '4 March 2026',
    'Wed, Mar 4th, 2026',
    '4-Mar-2026',
    '04.03.2026',
    '46085',
    '2026-03-04T00:00:00.000Z',
    '2026-03-04 (周三)',
  ])('reads %s', (text) => {
    expect(parseDay(text)).toEqual({ day: '2026-03-04', minutes: null, endMinutes: null });
  });

  test('reads a time that follows the day', () => {
    expect(parseDay('2026-03-04 09:30-11:00')).toEqual({ day: '2026-03-04', minutes: 570, endMinutes: 660 });
    expect(parseDay('3月4日'.padStart(9, '2026年'))).toMatchObject({ day: '2026-03-04' });
  });

  test.each(['3/4/2026', '12-11-2026'])('does not guess which day %s is', (text) => {
    expect(() => parseDay(text)).toThrow('AMBIGUOUS_DATE');
  });

  test.each([
    ['25/12/2026', '2026-12-25'],
    ['12/25/2026', '2026-12-25'],
    ['4/4/2026', '2026-04-04'],
  ])('reads %s, which can be one day only', (text, day) => {
    expect(parseDay(text).day).toBe(day);
  });

  test.each(['2026-02-30', 'soon', '待定', '2026-13-01', '99'])('refuses %s', (text) => {
    expect(() => parseDay(text)).toThrow('BAD_DATE');
  });
});

describe('times', () => {
  test.each([
    ['9:00', 540],
    ['09：30', 570],
    ['9 am', 540],
    ['2:15 PM', 855],
    ['12 am', 0],
    ['9点', 540],
    ['9点半', 570],
    ['下午2点', 840],
    ['晚上7点30分', 1170],
    ['14时', 840],
    ['24:00', 1440],
    ['中午12点', 720],
  ])('reads %s', (text, minutes) => {
    expect(parseTimes(text)).toEqual({ start: minutes, end: null });
  });

  test.each([
    ['09:00-11:00', 540, 660],
    ['9:00至11:30', 540, 690],
    ['下午2点到4点', 840, 960],
    ['9am to 5pm', 540, 1020],
  ])('reads the range %s', (text, start, end) => {
    expect(parseTimes(text)).toEqual({ start, end });
  });

  test.each(['noonish', '25:00', '9:75', '9-10-11'])('refuses %s', (text) => {
    expect(() => parseTimes(text)).toThrow('BAD_TIME');
  });
});

test('reads whole numbers with full-width digits and counting words', () => {
  expect(['20', '２０', '20人', '1,000', '5.0'].map(parseCount)).toEqual([20, 20, 20, 1000, 5]);
});

test.each(['about 20', '-3', '2.5', '1.2E+3'])('refuses the number %s', (text) => {
  expect(() => parseCount(text)).toThrow('BAD_NUMBER');
});

test('reads recurrence and days of the week in both languages', () => {
  expect(['ongoing', 'onetime', '每周', '单次', 'Daily'].map(parseRecurrence)).toEqual([
    'weekly',
    'once',
    'weekly',
    'once',
    'daily',
  ]);
  expect(parseWeekdays('周一、周三')).toEqual([1, 3]);
  expect(parseWeekdays('Sat, Sunday')).toEqual([6, 7]);
  expect(parseWeekdays('星期天')).toEqual([7]);
  expect(parseWeekdays('周二四')).toEqual([2, 4]);
  expect(() => parseWeekdays('sometimes')).toThrow('BAD_RECURRENCE');
});
