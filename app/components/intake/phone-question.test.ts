import { expect, it } from 'vitest';
import { phoneQuestion } from './phone-question';

it.each([
  ['441', null],
  ['4417', '4417'],
  ['４４１７', '4417'],
  ['+1 212', null],
  ['21255', null],
  ['212 555', null],
  ['212 5554', '212 5554'],
  ['+1 212 555 4417', '+1 212 555 4417'],
])('a phone typed as far as %s is asked for as %s', (typed, question) => {
  expect(phoneQuestion(typed)).toBe(question);
});
