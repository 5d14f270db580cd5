import { expect, test } from 'vitest';
import { guessDelimiter, readDelimited } from './read-delimited';
import type { TableRow } from './table';

async function rowsOf(text: string, delimiter = ','): Promise<TableRow[]> {
  const rows: TableRow[] = [];
  const pieces = async function* () {
    for (let at = 0; at < text.length; at += 5) yield await Promise.resolve(text.slice(at, at + 5));
  };
  for await (const row of readDelimited(pieces, delimiter)) rows.push(row);
  return rows;
}

const cellsOf = async (text: string, delimiter?: string) =>
  (await rowsOf(text, delimiter)).map((row) => row.cells);

test.each([
  ['\\n', '\n'],
  ['\\r\\n', '\r\n'],
  ['\\r', '\r'],
])('reads rows that end with %s', async (_name, end) => {
  expect(await cellsOf(['a,b', '1,"x', 'y"', '3,4'].join(end))).toEqual([
    ['a', 'b'],
    ['1', `x${end}y`],
    ['3', '4'],
  ]);
});

test('reads line endings of different kinds in one file', async () => {
  expect(await cellsOf('a,b\r\n1,2\n3,4\r5,6')).toEqual([
    ['a', 'b'],
    ['1', '2'],
    ['3', '4'],
    ['5', '6'],
  ]);
});

test('counts rows as a spreadsheet does, blank ones included', async () => {
  expect((await rowsOf('a,b\n\n1,2\n')).map((row) => row.number)).toEqual([1, 2, 3]);
});

test('reports a row whose quotation mark is never closed and reads on with the next line', async () => {
  const rows = await rowsOf('a,b\n1,"open\n2,y\n3,z\n');
  expect(rows.map(({ number, cells, broken }) => ({ number, cells, broken }))).toEqual([
    { number: 1, cells: ['a', 'b'], broken: undefined },
    { number: 2, cells: [], broken: true },
    { number: 3, cells: ['2', 'y'], broken: undefined },
    { number: 4, cells: ['3', 'z'], broken: undefined },
  ]);
});

test('reports a row whose open quotation mark swallowed the beginning of the next', async () => {
  const rows = await rowsOf('a,b\n1,"open\n2,"y",q,r\n3,z\n');
  expect(rows.map((row) => (row.broken ? 'broken' : row.cells.join('|')))).toEqual([
    'a|b',
    'broken',
    '2|y|q|r',
    '3|z',
  ]);
});

test('keeps a quotation mark in the middle of a cell', async () => {
  expect(await cellsOf('a,b\n1,5" pipe\n')).toEqual([
    ['a', 'b'],
    ['1', '5" pipe'],
  ]);
});

test('unwraps ="00123" and marks other formulas, errors and damaged numbers', async () => {
  const [row] = await rowsOf('="00123",=SUM(A1:A2),#REF!,4.30104E+17,430104199001010000,430104199001011234');
  expect(row?.cells[0]).toBe('00123');
  expect([...(row?.faults ?? [])]).toEqual([
    [1, 'FORMULA'],
    [2, 'ERROR_VALUE'],
    [3, 'DAMAGED_NUMBER'],
    [4, 'DAMAGED_NUMBER'],
  ]);
});

test.each([
  ['commas', 'a,b,c\n1,"x;y;z",3\n', ','],
  ['tabs, as cells are pasted', 'a\tb\n1, 2, 3\t4\n', '\t'],
  ['semicolons', 'a;b;c\n1,5;2;3\n', ';'],
  ['what the file itself says', 'sep=|\na,b|c\n', '|'],
])('finds that cells stand between %s', (_name, text, delimiter) => {
  expect(guessDelimiter(text)).toBe(delimiter);
});

test('leaves out the line in which a file names its delimiter', async () => {
  expect(await cellsOf('sep=;\na;b\n1;2\n', ';')).toEqual([
    ['a', 'b'],
    ['1', '2'],
  ]);
});

test('streams 100,000 rows in bounded memory', async () => {
  const rows = 100_000;
  const line = `${'社区清洁日 '.repeat(8)},2026-03-07,20\n`;
  const pieces = async function* () {
    for (let at = 0; at < rows / 100; at += 1)
      yield await Promise.resolve(`${String(at)},${line}`.repeat(100));
  };
  const before = process.memoryUsage().heapUsed;
  let count = 0;
  let most = 0;
  for await (const row of readDelimited(pieces, ',')) {
    count += row.cells.length === 4 ? 1 : 0;
    if (count % 10_000 === 0) most = Math.max(most, process.memoryUsage().heapUsed - before);
  }
  expect(count).toBe(rows);
  expect(most).toBeLessThan(150 * 1024 * 1024);
});
