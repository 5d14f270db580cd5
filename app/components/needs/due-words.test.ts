import { afterEach, expect, it } from 'vitest';
import { overwriteGetLocale } from '~/generated/messages/runtime';
import { dueWords } from './due-words';

const now = '2026-03-02T10:00:00.000Z';

afterEach(() => overwriteGetLocale(() => 'en'));

it.each([
  ['2026-03-02T10:00:10.000Z', '1 minute left', false],
  ['2026-03-02T13:00:00.000Z', '3 hours left', false],
  ['2026-03-04T09:59:00.000Z', '47 hours left', false],
  ['2026-03-04T10:00:00.000Z', '2 days left', false],
  ['2026-03-02T09:20:00.000Z', '40 minutes late', true],
  ['2026-02-28T09:00:00.000Z', '2 days late', true],
])('says how long there is: %s', (moment, text, late) => {
  overwriteGetLocale(() => 'en');
  expect(dueWords(moment, now)).toEqual({ text, late });
});

it.each([
  ['2026-03-02T13:00:00.000Z', '还剩 3 小时'],
  ['2026-02-28T09:00:00.000Z', '已超时 2 天'],
])('says it in Chinese: %s', (moment, text) => {
  overwriteGetLocale(() => 'zh-CN');
  expect(dueWords(moment, now).text).toBe(text);
});
