import { expect, test } from 'vitest';
import { recordWords } from './record-words';

const category = { nameEn: 'Health', nameZh: '健康' };

test.each([
  ['public', 'Serve lunch', 'Cook', category, { activityName: 'Serve lunch', content: 'Cook' }],
  ['private_home', '术后在家换药', '术后在家换药', category, { activityName: '上门服务', content: '健康' }],
  [
    'private_home',
    'Change a dressing',
    'Change a dressing',
    category,
    { activityName: 'Help at a neighbour’s home', content: 'Health' },
  ],
  ['private_home', '陪诊', '陪诊', null, { activityName: '上门服务', content: '上门服务' }],
] as const)('a record of service at a %s place, asked for as %s', (placeKind, title, task, kind, words) => {
  expect(recordWords({ placeKind, title, category: kind }, task)).toEqual(words);
});
