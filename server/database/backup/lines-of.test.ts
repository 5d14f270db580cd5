import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { linesOf } from './lines-of';

async function read(text: string, chunkSize = 3): Promise<string[]> {
  const bytes = Buffer.from(text);
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += chunkSize) chunks.push(bytes.subarray(at, at + chunkSize));
  const lines: string[] = [];
  for await (const line of linesOf(Readable.from(chunks))) lines.push(line);
  return lines;
}

test('ends a line at a line feed alone, not at other characters that separate lines', async () => {
  const names = ['a\u2028b', '\u2029', 'c\u0085d', 'e\rf', '\u000b\u000c\u001c', '长沙 𠮷'];
  for (const size of [1, 2, 3, 1_000]) expect(await read(`${names.join('\n')}\n`, size)).toEqual(names);
});

test('keeps empty lines and a last one without an end', async () => {
  expect(await read('a\n\nb')).toEqual(['a', '', 'b']);
  expect(await read('')).toEqual([]);
});
