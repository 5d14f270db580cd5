import { z } from 'zod';
import { idOf } from '~/server/database/id';
import type { FileSource } from './file-source';
import { fieldKeys, type FieldKey } from './field-keys';
import type { Mapping } from './fields';

/** A file, as base64 or from a page to stream from, or cells as text; one of them. */
export const PreviewImportInput = z
  .object({
    community: idOf('Community'),
    fileName: z.string().trim().min(1).max(200),
    text: z.string().nullish(),
    contentBase64: z.union([z.base64(), z.custom<FileSource>((file) => typeof file === 'object')]).nullish(),
  })
  .refine((input) => (input.text ?? '') !== '' || (input.contentBase64 ?? '') !== '', {
    path: ['text'],
    error: 'server_import_nothing_sent',
  });

const Entry = z.object({ field: z.enum(fieldKeys), column: z.string().max(200).nullish() });

export const ImportNeedsInput = z.object({
  import: idOf('Import'),
  sheet: z
    .string()
    .max(200)
    .nullish()
    .transform((sheet) => sheet ?? null),
  headerRow: z
    .int()
    .min(1)
    .max(1_000)
    .nullish()
    .transform((row) => row ?? 1),
  mapping: z.array(Entry).max(100).transform(toMapping),
});

export const UndoImportInput = z.object({ import: idOf('Import') });

/** A mapping as the API takes it. */
export const MappingInput = z.array(Entry).max(100).transform(toMapping);

/** Entries without a column leave their field out. */
function toMapping(entries: readonly { field: FieldKey; column?: string | null | undefined }[]): Mapping {
  const mapping: Mapping = {};
  for (const { field, column } of entries) if (column) mapping[field] = column;
  return mapping;
}
