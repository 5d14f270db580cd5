import { decodeText, detectEncoding, type Encoding } from './decode';
import { readAll, type FileSource } from './file-source';
import { guessDelimiter, readDelimited } from './read-delimited';
import { listSheets, readSheet } from './read-workbook';
import type { TableRow } from './table';
import { refuse } from '~/server/policy/refusal';

/** A workbook is unpacked from memory; text streams and has no such limit. */
const largestWorkbook = 100 * 1024 * 1024;

/** An uploaded file understood as a table: what it is, and its rows as often as asked. */
export interface Table {
  /** The workbook's sheets; empty for text. */
  readonly sheets: readonly string[];
  /** How a text was written; null for a workbook. */
  readonly encoding: Encoding | null;
  rows(sheet: string | null): AsyncIterable<TableRow>;
}

async function firstBytes(source: FileSource): Promise<Uint8Array> {
  for await (const part of source.open()) if (part.length > 0) return part;
  return new Uint8Array();
}

/** Finds out whether a file is a workbook or a text and how to read it. Refuses FILE_UNREADABLE for anything else. */
export async function openTable(source: FileSource): Promise<Table> {
  const start = await firstBytes(source);
  if (start.length === 0) return refuse('FILE_UNREADABLE');
  const isZip = start[0] === 0x50 && start[1] === 0x4b;
  if (isZip) {
    const archive = (await readAll(source, largestWorkbook)) ?? refuse('FILE_TOO_LARGE');
    return { sheets: listSheets(archive), encoding: null, rows: (sheet) => readSheet(archive, sheet) };
  }
  const encoding = await detectEncoding(source);
  const text = () => decodeText(source, encoding);
  const delimiter = guessDelimiter(await sampleOf(text()));
  return { sheets: [], encoding, rows: () => readDelimited(text, delimiter) };
}

async function sampleOf(text: AsyncIterable<string>): Promise<string> {
  let sample = '';
  for await (const piece of text) {
    sample += piece;
    if (sample.length > 64 * 1024) break;
  }
  return sample.slice(0, 64 * 1024);
}
