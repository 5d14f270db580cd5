import { expect, test } from 'vitest';
import { prefetchOf } from './prefetch';

test.each([
  '/committee/people/person_1',
  '/committee/care?show=late',
  '/committee/care/care_1',
  '/committee/visits',
  '/committee/intake/calls?show=all',
  '/committee/intake/intake_1',
  '/organisation/tasks/task_1/visit',
  '/organisation/visits',
  '/visits/claim_1',
])('%s is asked for when somebody goes there, since that is logged', (to) => {
  expect(prefetchOf(to)).toBe('none');
});

test.each(['/', '/needs/need_1', '/committee', '/committee/intake', '/organisation/tasks/task_1/roster'])(
  '%s is asked for a little earlier',
  (to) => {
    expect(prefetchOf(to)).toBe('intent');
  },
);
