import { expect, it } from 'vitest';
import { spokenCode } from './spoken-code';

it.each([
  ['309288140', '309 288 140'],
  ['90601705', '9060 1705'],
  ['482913', '482 913'],
])('%s is read as %s', (code, spoken) => {
  expect(spokenCode(code)).toBe(spoken);
});
