import {
  type FileUpload,
  FormDataParseError,
  MaxFileSizeExceededError,
  MaxTotalSizeExceededError,
  parseFormData,
} from '@remix-run/form-data-parser';

/** What people may upload; the API says the same. */
export const largestUpload = 50 * 1024 * 1024;

/** What came with an import's form: a file, or cells pasted from a sheet. */
export type Upload =
  | { kind: 'file'; fileName: string; contentBase64: string }
  | { kind: 'text'; text: string }
  | { kind: 'nothing' | 'too_large' | 'unreadable' };

/** Reads the form as it streams in, and stops at the size limit instead of taking the whole file in first. */
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
      const contentBase64 = Buffer.from(await file.arrayBuffer()).toString('base64');
      return { kind: 'file', fileName: file.name || 'upload', contentBase64 };
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
