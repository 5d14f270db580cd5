/** The bytes of an uploaded file, readable as often as needed. */
export interface FileSource {
  open(): AsyncIterable<Uint8Array>;
}

/** A file that is in memory already. */
export const bytesSource = (bytes: Uint8Array): FileSource => ({
  async *open() {
    yield await Promise.resolve(bytes);
  },
});

/** The whole file in one buffer, or null when it is larger than `limit` bytes. */
export async function readAll(source: FileSource, limit: number): Promise<Buffer | null> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of source.open()) {
    size += part.length;
    if (size > limit) return null;
    parts.push(part);
  }
  return Buffer.concat(parts);
}
