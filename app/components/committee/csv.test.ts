import { describe, expect, it } from 'vitest';
import { csvLine, csvResponse } from './csv';

describe('a line of CSV', () => {
  it('quotes what would break the line', () => {
    expect(csvLine(['a,b', 'say "hi"', 'two\nlines', 3, null])).toBe(
      '"a,b","say ""hi""","two\nlines",3,\r\n',
    );
  });

  it.each(['=1+1', '+49', '-2', '@SUM(A1)', ' =1+1', '＝1+1'])(
    'keeps %j from being run as a formula',
    (text) => {
      expect(csvLine([text])).toBe(`'${text}\r\n`);
    },
  );
});

it('streams its lines in order', async () => {
  async function* lines() {
    yield await Promise.resolve('a\r\n');
    yield 'b\r\n';
  }
  const response = csvResponse(lines(), 'hours.csv');
  expect(await response.text()).toBe('a\r\nb\r\n');
  expect(response.headers.get('Content-Type')).toBe('text/csv; charset=utf-8');
});
