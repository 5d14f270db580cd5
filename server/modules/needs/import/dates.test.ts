import { describe, expect, test } from 'vitest';
import { type DateReading, dayOrderIn, namesDay, parseDay } from './dates';

const reading: DateReading = { today: '2026-11-20', order: null };
const read = (text: string, order: DateReading['order'] = null) => {
  const { day, endDay, minutes, endMinutes } = parseDay(text, { ...reading, order });
  return [day, endDay, minutes, endMinutes];
};

describe('dates', () => {
  test.each([
    '2026-03-04',
    '2026/3/4',
    '2026.3.4',
    '2026年3月4日',
    '26年3月4日',
    '２０２６年３月４日',
    '2026 年 3 月 4 日',
    '20260304',
    'March 4 2026',
    'March 4, 2026',
    '4 March 2026',
    '4th of March 2026',
    'Wed, Mar 4th, 2026',
    'Wednesday, 4 March 2026',
    '4-Mar-2026',
    '04.03.2026',
    '46085',
    '2026-03-04T00:00:00.000Z',
    '2026-03-04 (周三)',
    '2026年3月4日（星期三）',
  ])('reads %s', (text) => {
    expect(read(text)).toEqual(['2026-03-04', null, null, null]);
  });

  test.each([
    ['2026-03-04 09:30-11:00', 570, 660],
    ['2026年3月4日（周三）上午9:30—11:00', 570, 660],
    ['2026/3/4 9:30:00', 570, null],
    ['Mar 4, 2026 9:30 AM - 11:00 AM', 570, 660],
    ['2026年3月4日下午', 840, 1020],
    ['46085.395833333336', 570, null],
    ['2026-03-04 09:30 至 2026-03-04 11:00', 570, 660],
  ])('reads the time in %s', (text, minutes, endMinutes) => {
    expect(read(text).slice(2)).toEqual([minutes, endMinutes]);
  });

  test.each([
    ['11月23日', '2026-11-23'],
    ['11月3日 9:00', '2026-11-03'],
    ['1月5日', '2027-01-05'],
    ['8月21日', '2027-08-21'],
    ['8月22日', '2026-08-22'],
    ['11/3', '2026-11-03'],
    ['12.5', '2026-12-05'],
    ['Dec 5', '2026-12-05'],
    ['5 Jan', '2027-01-05'],
  ])('takes %s in the year that lies at hand', (text, day) => {
    expect(parseDay(text, reading)).toMatchObject({ day, yearAssumed: true });
  });

  test.each([
    ['11月28日至30日', ['2026-11-28', '2026-11-30', null, null]],
    ['11月28日-12月2日', ['2026-11-28', '2026-12-02', null, null]],
    ['12月30日至1月2日 9:00-11:00', ['2026-12-30', '2027-01-02', 540, 660]],
    ['2026-11-28 9:00 至 2026-11-30 17:00', ['2026-11-28', '2026-11-30', 540, 1020]],
    ['Nov 28 - Nov 30, 2026', ['2026-11-28', '2026-11-30', null, null]],
  ])('reads the span %s', (text, span) => {
    expect(read(text)).toEqual(span);
  });

  test.each(['3/4/2026', '12-11-2026', '3/4/26'])('does not guess which day %s is', (text) => {
    expect(() => parseDay(text, reading)).toThrow('AMBIGUOUS_DATE');
  });

  test('knows which day 3/4/2026 is where its column tells', () => {
    expect(read('3/4/2026', 'month_first')[0]).toBe('2026-03-04');
    expect(read('3/4/2026', 'day_first')[0]).toBe('2026-04-03');
    expect(read('3/4/26', 'month_first')[0]).toBe('2026-03-04');
    expect(
      ['12/25/2026', '25/12/2026', '3/4/2026', '4/4/2026', '2026-03-04', '11.25'].map(dayOrderIn),
    ).toEqual(['month_first', 'day_first', null, null, null, null]);
  });

  test.each([
    ['25/12/2026', '2026-12-25'],
    ['12/25/2026', '2026-12-25'],
    ['4/4/2026', '2026-04-04'],
  ])('reads %s, which can be one day only', (text, day) => {
    expect(parseDay(text, reading).day).toBe(day);
  });

  test.each(['2026-02-30', 'soon', '待定', '2026-13-01', '99', '每周三', '2月30日', '0月1日', '9:00'])(
    'refuses %s',
    (text) => {
      expect(() => parseDay(text, reading)).toThrow('BAD_DATE');
    },
  );
});

test('a text that is plainly a day is told from a time', () => {
  expect(['2026-11-03 9:00', '11月3日', '46329', 'Nov 3', '11/3'].every(namesDay)).toBe(true);
  expect(['9:00', '9:00-11:00', '上午', '9-11', '20', ''].some(namesDay)).toBe(false);
});
