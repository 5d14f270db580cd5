import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { compressed, encodingFor } from './compress';

describe('encodingFor', () => {
  it.each([
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip;q=1.0, identity', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['identity', null],
    [undefined, null],
  ])('answers %j with %j', (accepted, encoding) => {
    expect(encodingFor(accepted)).toBe(encoding);
  });
});

describe('compressed', () => {
  const text = 'who needs a hand? '.repeat(100);
  const page = (type = 'text/html; charset=utf-8') =>
    new Response(text, { headers: { 'Content-Type': type } });
  const ask = (accepted?: string, method = 'GET') => ({ method, headers: { 'accept-encoding': accepted } });

  it.each([
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ])('sends a page by %s, and says so to caches', async (encoding, unpack) => {
    const answer = compressed(ask(encoding), page());
    expect(answer.headers.get('Content-Encoding')).toBe(encoding);
    expect(answer.headers.get('Vary')).toBe('Accept-Encoding');
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(bytes.length).toBeLessThan(200);
    expect(unpack(bytes).toString()).toBe(text);
  });

  it('hands each piece on before the next is there', async () => {
    let next: (piece?: string) => void = () => undefined;
    const body = new ReadableStream({
      start(controller) {
        next = (piece) => (piece ? controller.enqueue(Buffer.from(piece)) : controller.close());
      },
    });
    const answer = compressed(ask('gzip'), new Response(body, { headers: { 'Content-Type': 'text/html' } }));
    const reader = answer.body?.getReader();
    next('<p>first</p>');
    expect((await reader?.read())?.value?.length).toBeGreaterThan(0);
    next();
    while (!(await reader?.read())?.done);
  });

  it('leaves alone what is small already, and whoever asks for it plainly', async () => {
    expect(compressed(ask('br'), page('image/png')).headers.has('Content-Encoding')).toBe(false);
    expect(await compressed(ask(), page()).text()).toBe(text);
    expect(compressed(ask('br', 'HEAD'), page()).headers.has('Content-Encoding')).toBe(false);
  });
});
