import { expect, test } from 'vitest';
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
