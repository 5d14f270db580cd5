import { createHash } from 'node:crypto';
import type { Deps } from '~/server/deps';
import type { Tx } from '~/server/database/transaction';
import { refuse } from '~/server/policy/refusal';
import type { FileSource } from './file-source';

const partSize = 512 * 1024;
/** Uploads are forgotten after so many days; what they made stays. */
const keptDays = 7;

/** Stores a file in pieces as it comes in, and answers its SHA-256. Refuses FILE_TOO_LARGE above `limit` bytes. */
export async function storeUpload(
  tx: Tx,
  importId: string,
  source: FileSource,
  limit: number,
): Promise<string> {
  const hash = createHash('sha256');
  let size = 0;
  let index = 0;
  let waiting: Uint8Array[] = [];
  let waitingSize = 0;
  const flush = async (): Promise<void> => {
    await tx.importPart.create({ data: { importId, index, bytes: Buffer.concat(waiting) } });
    index += 1;
    waiting = [];
    waitingSize = 0;
  };
  for await (const piece of source.open()) {
    size += piece.length;
    if (size > limit) refuse('FILE_TOO_LARGE');
    hash.update(piece);
    for (let from = 0; from < piece.length;) {
      const part = piece.subarray(from, from + partSize - waitingSize);
      waiting.push(part);
      waitingSize += part.length;
      from += part.length;
      if (waitingSize === partSize) await flush();
    }
  }
  if (size === 0) refuse('FILE_UNREADABLE');
  if (waitingSize > 0) await flush();
  return hash.digest('hex');
}

/** A stored upload, read piece by piece. */
export const storedUpload = (deps: Pick<Deps, 'prisma'>, importId: string): FileSource => ({
  async *open() {
    for (let index = 0; ; index += 1) {
      const part = await deps.prisma.importPart.findUnique({
        where: { importId_index: { importId, index } },
      });
      if (!part) return;
      yield part.bytes;
    }
  },
});

/** Deletes uploads that are older than they are kept. */
export async function forgetOldUploads(tx: Tx, now: Date): Promise<void> {
  const before = new Date(now.getTime() - keptDays * 86_400_000);
  await tx.importPart.deleteMany({ where: { import: { createdAt: { lt: before } } } });
}
