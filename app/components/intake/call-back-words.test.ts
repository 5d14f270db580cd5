import { afterEach, expect, it } from 'vitest';
import { overwriteGetLocale } from '~/generated/messages/runtime';
import { callBackWords } from './call-back-words';

const now = '2026-03-02T10:00:00.000Z';

afterEach(() => overwriteGetLocale(() => 'en'));

it.each([
  ['2026-03-02T13:00:00.000Z', 'Due in 3 hours', false],
  ['2026-03-02T09:20:00.000Z', '40 minutes late', true],
  ['2026-03-02T07:00:00.000Z', '3 hours late', true],
  ['2026-02-28T09:00:00.000Z', '2 days late', true],
])('says how far off a call is: %s', (moment, text, late) => {
  overwriteGetLocale(() => 'en');
  expect(callBackWords(moment, now)).toEqual({ text, late });
});

it('says it in Chinese', () => {
  overwriteGetLocale(() => 'zh-CN');
  expect(callBackWords('2026-02-28T09:00:00.000Z', now).text).toBe('已超时 2 天');
});
