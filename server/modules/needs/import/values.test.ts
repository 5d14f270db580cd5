import { expect, test } from 'vitest';
import { parseCount, parseRecurrence, parseWeekdays } from './values';

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
