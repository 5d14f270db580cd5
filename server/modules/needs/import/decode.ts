import { refuse } from '~/server/policy/refusal';
import type { FileSource } from './file-source';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

/** The encoding a byte order mark names. */
function encodingOfMark(start: Uint8Array): Encoding | null {
  if (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf) return 'utf-8';
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  return null;
}

/** UTF-16 without a mark: every other byte of its digits, commas and line ends is zero. */
function encodingOfZeros(start: Uint8Array): Encoding | null {
  const zeros = [0, 0];
  for (let at = 0; at < start.length; at += 1) if (start[at] === 0) zeros[at % 2]! += 1;
  const [even = 0, odd = 0] = zeros;
  if (Math.max(even, odd) < start.length / 10 || Math.min(even, odd) > Math.max(even, odd) / 4) return null;
  return odd > even ? 'utf-16le' : 'utf-16be';
}

/** Decodes strictly as it goes and remembers whether every byte fitted. */
class Trial {
  fits = true;
  private readonly decoder: TextDecoder;

  constructor(readonly encoding: Encoding) {
    this.decoder = new TextDecoder(encoding, { fatal: true });
  }

  take(part: Uint8Array | null): void {
    if (!this.fits) return;
    try {
      this.decoder.decode(part ?? new Uint8Array(), { stream: part !== null });
    } catch {
      this.fits = false;
    }
  }
}

/**
 * The encoding of a text file: what its byte order mark says, else UTF-8 if every byte of it is valid UTF-8, else
 * GB18030 (which holds GBK and GB2312). Guessing by letter frequency is left out: it takes GBK for Big5.
 * Refuses FILE_UNREADABLE when none fits, as with a picture or an old binary workbook.
 */
export async function detectEncoding(source: FileSource): Promise<Encoding> {
  const trials = [new Trial('utf-8'), new Trial('gb18030')];
  let named: Encoding | null = null;
  let first = true;
  let zeros = false;
  for await (const part of source.open()) {
    if (part.length === 0) continue;
    if (first) {
      first = false;
      const start = part.subarray(0, 4096);
      named = encodingOfMark(start) ?? encodingOfZeros(start);
      if (named && named !== 'utf-8') return named;
    }
    zeros ||= part.includes(0);
    for (const trial of trials) trial.take(part);
  }
  for (const trial of trials) trial.take(null);
  const fitting = trials.find((trial) => trial.fits);
  if (!fitting || zeros) return refuse('FILE_UNREADABLE');
  return fitting.encoding;
}

/** The text of a file, piece by piece, without its byte order mark. */
export async function* decodeText(source: FileSource, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const part of source.open()) {
    const text = decoder.decode(part, { stream: true });
    if (text !== '') yield text;
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}
