import { newId } from '~/server/database/id';
import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { countByAccount } from '~/server/modules/identity/attempts';
import type { Actor } from '~/server/policy/actor';
import { assertMay } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import { bytesSource, type FileSource } from './import/file-source';
import { mayImport } from './import/import-context';
import { openTable } from './import/read-table';
import { forgetOldUploads, storedUpload, storeUpload } from './import/upload';

/** What people may upload: a sheet of some hundred thousand rows. */
export const largestUpload = 20 * 1024 * 1024;

export interface PreviewImport {
  /** The community the needs are imported into. */
  readonly communityId: string;
  readonly fileName: string;
  /** The file: its bytes, a source to stream from, or cells pasted from a sheet. */
  readonly content: Uint8Array | FileSource | string;
  /** Whose ids the rows carry. Left out: the community's own, so that its files update what its files brought. */
  readonly sourceSystem?: string;
  /** Take organisations that the rows name for the first time as verified. Left out: only when a chair imports. */
  readonly trustOrganisations?: boolean;
  readonly sizeLimit?: number;
}

/**
 * Stores an uploaded file and makes sure it can be read as a table. Nothing is imported yet: `readPreview` shows what
 * is in it and `importNeeds` takes it in, both also after a restart.
 * Refuses NOT_FOUND for a community that is not the actor's, TOO_MANY_ATTEMPTS, FILE_TOO_LARGE, FILE_UNREADABLE.
 */
export async function previewImport(
  deps: Deps,
  actor: Actor,
  input: PreviewImport,
): Promise<{ importId: string }> {
  if (actor.capacity !== 'system') assertMay(actor, 'need.import');
  const community = await deps.prisma.community.findUnique({
    where: { id: input.communityId },
    select: { id: true },
  });
  if (!community || !mayImport(actor, community.id)) refuse('NOT_FOUND');
  await countByAccount(deps, 'file_uploaded', actor);
  const source = sourceOf(input.content);
  const stored = await inTransaction(deps, actor, async (tx) => {
    await forgetOldUploads(tx, deps.clock.now());
    const id = newId();
    await tx.import.create({
      data: {
        id,
        communityId: community.id,
        kind: 'needs',
        fileName: input.fileName.replace(/^.*[/\\]/, '').slice(0, 200) || 'upload',
        fileHash: '',
        mapping: {},
        sourceSystem: input.sourceSystem ?? `community:${community.id}`,
        trustOrganisations:
          input.trustOrganisations ?? (actor.capacity === 'system' || actor.membership?.role === 'chair'),
        startedById: actor.personId,
        createdAt: deps.clock.now(),
      },
    });
    const fileHash = await storeUpload(tx, id, source, input.sizeLimit ?? largestUpload);
    await tx.import.update({ where: { id }, data: { fileHash } });
    return { importId: id };
  });
  await assertReadable(deps, stored.importId);
  return stored;
}

function sourceOf(content: PreviewImport['content']): FileSource {
  if (typeof content === 'string') return bytesSource(Buffer.from(content, 'utf8'));
  return content instanceof Uint8Array ? bytesSource(content) : content;
}

/** A file that cannot be read leaves nothing behind. */
async function assertReadable(deps: Deps, importId: string): Promise<void> {
  try {
    const table = await openTable(storedUpload(deps, importId));
    for await (const row of table.rows(table.sheets[0] ?? null)) if (row.cells.length > 0) return;
    refuse('FILE_UNREADABLE');
  } catch (error) {
    await deps.prisma.$transaction([
      deps.prisma.importPart.deleteMany({ where: { importId } }),
      deps.prisma.import.deleteMany({ where: { id: importId } }),
    ]);
    throw error;
  }
}
