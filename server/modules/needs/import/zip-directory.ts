import { Readable } from 'node:stream';
import { createInflateRaw, inflateRawSync } from 'node:zlib';
import { refuse } from '~/server/policy/refusal';

const endOfDirectory = Buffer.from([0x50, 0x4b, 0x05, 0x06]);
const directoryEntry = 0x02014b50;

/** One file in a zip archive, as the archive's directory describes it. */
export interface ZipEntry {
  readonly name: string;
  readonly packed: number;
  readonly unpacked: number;
  readonly method: number;
  /** Where its local header begins. */
  readonly at: number;
}

/** What is in a zip archive, or null when it is no whole archive. Nothing is unpacked. */
export function readDirectory(archive: Buffer): ZipEntry[] | null {
  const end = archive.lastIndexOf(endOfDirectory);
  if (end < 0 || end + 22 > archive.length) return null;
  const entries: ZipEntry[] = [];
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (at + 46 > archive.length || archive.readUInt32LE(at) !== directoryEntry) return null;
    const nameLength = archive.readUInt16LE(at + 28);
    entries.push({
      name: archive.toString('utf8', at + 46, at + 46 + nameLength),
      method: archive.readUInt16LE(at + 10),
      packed: archive.readUInt32LE(at + 20),
      unpacked: archive.readUInt32LE(at + 24),
      at: archive.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return entries;
}

/** The text of one small file of an archive, or null when it is not there, damaged or larger than `limit`. */
export function readEntry(archive: Buffer, entry: ZipEntry | undefined, limit: number): string | null {
  const packed = entry && entry.unpacked <= limit ? packedOf(archive, entry) : null;
  if (!entry || !packed) return null;
  try {
    const unpacked =
      entry.method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: entry.unpacked || 1 });
    return unpacked.length <= entry.unpacked ? unpacked.toString('utf8') : null;
  } catch {
    return null;
  }
}

/**
 * The content of a file of an archive as it is unpacked; the stream fails when it is damaged, and with FILE_UNREADABLE as soon as
 * more comes out than the directory says. Null when it is not there.
 */
export function streamEntry(archive: Buffer, entry: ZipEntry | undefined): Readable | null {
  const packed = entry && packedOf(archive, entry);
  if (!packed) return null;
  if (entry.method === 0) return Readable.from(atMost(entry.unpacked, [packed]));
  const unpacked = createInflateRaw();
  unpacked.end(packed);
  return Readable.from(atMost(entry.unpacked, unpacked));
}

/** A directory is written by whoever sent the file: what it says of a size is held against what comes out. */
async function* atMost(
  size: number,
  pieces: Iterable<Buffer> | AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  let left = size;
  for await (const piece of pieces) {
    left -= piece.length;
    if (left < 0) refuse('FILE_UNREADABLE');
    yield piece;
  }
}

function packedOf(archive: Buffer, entry: ZipEntry): Buffer | null {
  if (entry.at + 30 > archive.length) return null;
  const start = entry.at + 30 + archive.readUInt16LE(entry.at + 26) + archive.readUInt16LE(entry.at + 28);
  return archive.subarray(start, start + entry.packed);
}
