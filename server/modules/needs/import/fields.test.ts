import { describe, expect, test } from 'vitest';
import { columnNames, guessMapping, headerHash, missingFields } from './fields';

test('guesses English headings of a city export', () => {
  expect(
    guessMapping([
      'opportunity_id',
      'org_id',
      'org_title',
      'title',
      'summary',
      'category',
      'recurrence_type',
      'vol_requests',
      'address',
      'latitude',
      'longitude',
      'start_date',
      'end_date',
    ]),
  ).toEqual({
    sourceId: 'opportunity_id',
    organisationId: 'org_id',
    organisation: 'org_title',
    title: 'title',
    summary: 'summary',
    category: 'category',
    recurrence: 'recurrence_type',
    places: 'vol_requests',
    place: 'address',
    latitude: 'latitude',
    longitude: 'longitude',
    startDate: 'start_date',
    endDate: 'end_date',
  });
});

test('guesses Chinese headings of a committee sheet', () => {
  expect(
    guessMapping([
      '序号',
      '活动名称（必填）',
      '主办单位',
      '活动日期',
      '活动时段',
      '地点',
      '招募人数',
      '服务类别',
    ]),
  ).toEqual({
    title: '活动名称（必填）',
    organisation: '主办单位',
    startDate: '活动日期',
    startTime: '活动时段',
    place: '地点',
    places: '招募人数',
    category: '服务类别',
  });
});

test('takes no running number for an id: next month it stands beside something else', () => {
  const guess = (...rows: string[][]) => guessMapping(['编号', '活动名称'], rows).sourceId;
  expect(guess(['1', '送餐'], ['2', '理发'])).toBeUndefined();
  expect(guess(['XQ-07', '送餐'], ['XQ-09', '理发'])).toBe('编号');
});

test('names every column once', () => {
  expect(columnNames(['Name', '', 'Name', ' a \n b '])).toEqual(['Name', 'B', 'Name (2)', 'a b']);
});

test('knows a header row again whatever its case, width and spacing', () => {
  expect(headerHash(['Start_Date', '活动名称'])).toBe(headerHash(['start date', '活动名称（必填）']));
  expect(headerHash(['a', 'b'])).not.toBe(headerHash(['b', 'a']));
});

test('asks for a title and a first day', () => {
  expect(missingFields({ summary: 'x' })).toEqual(['title', 'startDate']);
});

describe('a heading that may mean a day or a time', () => {
  const guess = (headings: string[], ...rows: string[][]) => guessMapping(headings, rows);

  test('is a time of day when its values are', () => {
    expect(guess(['日期', '开始时间', '结束时间'], ['11月3日', '9:00', '11:00'])).toEqual({
      startDate: '日期',
      startTime: '开始时间',
      endTime: '结束时间',
    });
    expect(guess(['开始时间'], ['9:00'], ['下午2点'])).toEqual({ startTime: '开始时间' });
    expect(guess(['开始时间'])).toEqual({ startTime: '开始时间' });
  });

  test('is a day when its values are days, with or without a time', () => {
    expect(guess(['开始时间', '结束时间'], ['2026/11/3 9:00', '2026/11/3 11:00'])).toEqual({
      startDate: '开始时间',
      endDate: '结束时间',
    });
    expect(guess(['活动时间'], ['11月3日上午'], [''], ['11月4日'])).toEqual({ startDate: '活动时间' });
    expect(guess(['Start', 'End'], ['46329', '46330'])).toEqual({ startDate: 'Start', endDate: 'End' });
  });

  test('leaves the day to the column that says so', () => {
    expect(guess(['活动日期', '活动时间'], ['2026-11-03', '2026-11-03 9:00'])).toEqual({
      startDate: '活动日期',
      startTime: '活动时间',
    });
  });
});
