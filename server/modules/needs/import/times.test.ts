import { describe, expect, test } from 'vitest';
import { parseTimes } from './times';

describe('times', () => {
  test.each([
    ['9:00', 540],
    ['09：30', 570],
    ['9 am', 540],
    ['2:15 PM', 855],
    ['12 am', 0],
    ['9点', 540],
    ['9点半', 570],
    ['9点一刻', 555],
    ['下午2点', 840],
    ['晚上7点30分', 1170],
    ['14时', 840],
    ['24:00', 1440],
    ['中午12点', 720],
    ['14:00开始', 840],
    ['0.375', 540],
  ])('reads %s', (text, minutes) => {
    expect(parseTimes(text)).toEqual({ start: minutes, end: null });
  });

  test.each([
    ['09:00-11:00', 540, 660],
    ['9:00至11:30', 540, 690],
    ['9：00——11：30', 540, 690],
    ['下午2点到4点', 840, 960],
    ['9am to 5pm', 540, 1020],
    ['2-4 pm', 840, 960],
    ['10-1 pm', 600, 780],
  ])('reads the range %s', (text, start, end) => {
    expect(parseTimes(text)).toEqual({ start, end });
  });

  test.each([
    ['上午', 540, 720],
    ['下午', 840, 1020],
    ['（全天）', 540, 1020],
    ['Evening', 1140, 1260],
  ])('takes %s as offices keep it', (text, start, end) => {
    expect(parseTimes(text)).toEqual({ start, end });
  });

  test.each(['noonish', '25:00', '9:75', '9-10-11'])('refuses %s', (text) => {
    expect(() => parseTimes(text)).toThrow('BAD_TIME');
  });
});
