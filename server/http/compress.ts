import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { constants, createBrotliCompress, createGzip } from 'node:zlib';

const compressible = /^(text\/|application\/(json|geo\+json|javascript))/;

/**
 * A page's answer as small as the browser takes it, still streamed: each piece that React hands out is flushed. Answers hold no
 * secret that a foreign page could measure by their length, because session cookies are SameSite and no form carries a token.
 */
export function compressed(request: Pick<IncomingMessage, 'headers' | 'method'>, answer: Response): Response {
  const { body, status, statusText, headers } = answer;
  if (!compressible.test(headers.get('Content-Type') ?? '')) return answer;
  headers.append('Vary', 'Accept-Encoding');
  const encoding = encodingFor(request.headers['accept-encoding']);
  if (!body || !encoding || request.method === 'HEAD' || headers.has('Content-Encoding')) return answer;
  headers.set('Content-Encoding', encoding);
  headers.delete('Content-Length');
  const source = Readable.fromWeb(body as ReadableStream);
  const packed = packer(encoding);
  source.on('error', (error) => packed.destroy(error));
  packed.on('close', () => source.destroy());
  const stream = Readable.toWeb(source.pipe(packed)) as globalThis.ReadableStream;
  return new Response(stream, { status, statusText, headers });
}

/** Brotli where the browser has it, then gzip; a quality of zero means "never". */
export function encodingFor(accepted: string | string[] | undefined): 'br' | 'gzip' | null {
  const offered = new Map(
    String(accepted ?? '')
      .split(',')
      .map((part) => {
        const [name = '', quality = ''] = part
          .trim()
          .toLowerCase()
          .split(/\s*;\s*q=/);
        return [name, quality === '' ? 1 : Number(quality)];
      }),
  );
  return (['br', 'gzip'] as const).find((name) => (offered.get(name) ?? 0) > 0) ?? null;
}

/** Fast rather than small: a page is made anew for each request. Files are compressed once, when they are built. */
function packer(encoding: 'br' | 'gzip') {
  return encoding === 'br'
    ? createBrotliCompress({
        flush: constants.BROTLI_OPERATION_FLUSH,
        params: { [constants.BROTLI_PARAM_QUALITY]: 4 },
      })
    : createGzip({ flush: constants.Z_SYNC_FLUSH, level: 5 });
}
