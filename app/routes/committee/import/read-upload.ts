import {
  type FileUpload,
  FormDataParseError,
  MaxFileSizeExceededError,
  MaxTotalSizeExceededError,
  parseFormData,
} from '@remix-run/form-data-parser';
import type { FileSource } from '~/app/graphql/graphql';

/** What people may upload; the API says the same. */
export const largestUpload = 20 * 1024 * 1024;

/** What came with an import's form: a file, or cells pasted from a sheet. */
export type Upload =
  | { kind: 'file'; fileName: string; content: FileSource }
  | { kind: 'text'; text: string }
  | { kind: 'nothing' | 'too_large' | 'unreadable' };

/**
 * Reads the form as it comes in and stops at the size limit. The file is whole before it is stored, so that no slow line keeps
 * a transaction open; from here it goes on in pieces.
 */
export async function readUpload(request: Request): Promise<Upload> {
  let file: FileUpload | undefined;
  try {
    const form = await parseFormData(
      request,
      { maxFiles: 1, maxFileSize: largestUpload, maxParts: 10 },
      (upload) => {
        if (upload.fieldName === 'file' && upload.size > 0) file = upload;
      },
    );
    if (file) {
      return { kind: 'file', fileName: file.name || 'upload', content: sourceOf(file) };
    }
    const text = form.get('text');
    return typeof text === 'string' && text.trim() ? { kind: 'text', text } : { kind: 'nothing' };
  } catch (error) {
    if (error instanceof MaxFileSizeExceededError || error instanceof MaxTotalSizeExceededError)
      return { kind: 'too_large' };
    if (error instanceof FormDataParseError) return { kind: 'unreadable' };
    throw error;
  }
}

/** A file in pieces, as often as asked. */
const sourceOf = (file: Blob): FileSource => ({
  async *open() {
    const reader = file.stream().getReader();
    try {
      for (let piece = await reader.read(); !piece.done; piece = await reader.read()) yield piece.value;
    } finally {
      await reader.cancel();
    }
  },
});
