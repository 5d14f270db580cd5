import { expect, test } from 'vitest';
import { decodeText, detectEncoding } from './decode';
import type { FileSource } from './file-source';

const text = '名称,日期\n社区清洁日,2026-03-07\n"café, 𠮷",x\n';
/** The same text as Chinese systems write it: no é and no rare characters, which GBK lacks. */
const gbkText = '名称\n清洁日\n';
const gbk = Buffer.from([0xc3, 0xfb, 0xb3, 0xc6, 0x0a, 0xc7, 0xe5, 0xbd, 0xe0, 0xc8, 0xd5, 0x0a]);
const swapped = (bytes: Buffer): Buffer => Buffer.from(bytes).swap16();
const utf16 = Buffer.from(text, 'utf16le');

/** Gives the bytes in pieces of one length, so that characters are cut in two. */
const inPieces = (bytes: Uint8Array, length: number): FileSource => ({
  async *open() {
    for (let at = 0; at < bytes.length; at += length)
      yield await Promise.resolve(bytes.subarray(at, at + length));
  },
});

async function decoded(bytes: Uint8Array, length = 3): Promise<{ encoding: string; text: string }> {
  const source = inPieces(bytes, length);
  const encoding = await detectEncoding(source);
  let all = '';
  for await (const piece of decodeText(source, encoding)) all += piece;
  return { encoding, text: all };
}

test.each([
  ['UTF-8', Buffer.from(text), 'utf-8', text],
  ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${text}`), 'utf-8', text],
  ['UTF-16LE with a byte order mark', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16]), 'utf-16le', text],
  [
    'UTF-16BE with a byte order mark',
    Buffer.concat([Buffer.from([0xfe, 0xff]), swapped(utf16)]),
    'utf-16be',
    text,
  ],
  ['GBK', gbk, 'gb18030', gbkText],
  ['plain ASCII', Buffer.from('a,b\n'), 'utf-8', 'a,b\n'],
])('decodes %s', async (_name, bytes, encoding, expected) => {
  expect(await decoded(bytes)).toEqual({ encoding, text: expected });
});

test('knows UTF-16 without a mark by its zeros', async () => {
  const plain = 'id,title\n1,Clean the park\n';
  expect(await decoded(Buffer.from(plain, 'utf16le'), 64)).toEqual({ encoding: 'utf-16le', text: plain });
  expect(await decoded(swapped(Buffer.from(plain, 'utf16le')), 64)).toEqual({
    encoding: 'utf-16be',
    text: plain,
  });
});

test('takes a text whose last character is cut off for no valid UTF-8', async () => {
  const cut = Buffer.from('名称').subarray(0, 5);
  await expect(detectEncoding(inPieces(cut, 2))).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
});

test('refuses what is no text', async () => {
  const picture = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0xff, 0xd8, 0xff, 0xff]);
  await expect(detectEncoding(inPieces(picture, 5))).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
});
