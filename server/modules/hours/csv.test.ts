import { expect, test } from 'vitest';
import { csvOf } from './csv';

test('writes what spreadsheets open rightly', () => {
  expect(
    csvOf([
      ['日期', 'a,b'],
      ['say "hi"', 'two\nlines'],
    ]),
  ).toBe('\uFEFF日期,"a,b"\r\n"say ""hi""","two\nlines"\r\n');
});

test('disarms formulas', () => {
  expect(csvOf([['=HYPERLINK("x")', '+1', '-2', '@a', 'a=b']])).toBe(
    '\uFEFF"\'=HYPERLINK(""x"")",\'+1,\'-2,\'@a,a=b\r\n',
  );
});
