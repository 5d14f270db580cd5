import { afterEach, expect, it } from 'vitest';
import { overwriteGetLocale } from '~/generated/messages/runtime';
import { nextWords } from './next-words';

type Facts = Parameters<typeof nextWords>[0];
type Status = NonNullable<Facts['need']>['status'];

const request = (status: Status, missing: Facts['missing'] = []): Facts => ({
  outcome: 'need',
  dueAt: null,
  passedOnTo: null,
  missing,
  need: { id: 'need_1', status },
  community: { id: 'community_1', name: 'Riverside', timeZone: 'UTC' },
});

afterEach(() => overwriteGetLocale(() => 'en'));

it.each<[Facts, string, string]>([
  [request('draft', ['TIME']), 'We still have something to settle with you.', '还有一两件事要跟您确认。'],
  [request('draft'), 'We have all we need from you.', '该确认的都确认好了。'],
  [request('in_review'), 'Your request is being checked.', '您的事正在审核。'],
  [request('open'), 'We are looking for somebody now', '正在找人帮忙'],
  [request('in_progress'), 'Somebody is helping you.', '正在为您服务。'],
  [request('completed'), 'It is done.', '已经办完。'],
  [request('closed'), 'It is done and closed.', '这件事已经办完并结束。'],
  [request('cancelled'), 'It was called off', '这件事已经取消'],
])('says no more of a request for help than is so: %j', (facts, english, chinese) => {
  overwriteGetLocale(() => 'en');
  expect(nextWords(facts)).toContain(english);
  overwriteGetLocale(() => 'zh-CN');
  expect(nextWords(facts)).toContain(chinese);
});
