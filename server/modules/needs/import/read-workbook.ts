import { Readable } from 'node:stream';
import ExcelJS from 'exceljs';
import { refuse } from '~/server/policy/refusal';
import { cleanText, looksDamaged, type CellFault, type TableRow } from './table';
import { mergesOf, sheetsIn } from './workbook-parts';
import { readDirectory, streamEntry, type ZipEntry } from './zip-directory';

const mebibyte = 1024 * 1024;
/** A workbook that unpacks to more is refused. A sheet is read as it is unpacked. */
const largestUnpacked = 600 * mebibyte;
/** Parts that are kept in memory as a whole, with the most they may unpack to: texts of about a million cells. */
const largestParts: Readonly<Record<string, number>> = {
  'xl/sharedStrings.xml': 64 * mebibyte,
  'xl/styles.xml': 16 * mebibyte,
  'xl/workbook.xml': mebibyte,
};

/** The parts of the reader that are given a file each. Its own way through an archive at times loses the last of them. */
interface PartReader {
  _parseWorkbook(part: Readable): Promise<void>;
  _parseStyles(part: Readable): Promise<void>;
  _parseSharedStrings(part: Readable): AsyncIterable<unknown>;
  _parseWorksheet(part: Readable, number: string): Iterable<{ value: AsyncIterable<ExcelJS.Row> }>;
}

/** An archive's directory, once it is clear that it is a workbook of bearable size. */
function checkArchive(archive: Buffer): ZipEntry[] {
  const entries = readDirectory(archive);
  if (!entries?.some((entry) => entry.name === 'xl/workbook.xml')) return refuse('FILE_UNREADABLE');
  // A workbook of a few kilobytes can unpack to gigabytes. Its directory is asked first, and held to what it says later.
  if (
    entries.reduce((sum, entry) => sum + entry.unpacked, 0) > largestUnpacked ||
    entries.some(({ name, unpacked }) => unpacked > (largestParts[name] ?? largestUnpacked))
  ) {
    return refuse('FILE_TOO_LARGE');
  }
  return entries;
}

/** The names of a workbook's sheets, in the order people see them. */
export function listSheets(archive: Buffer): string[] {
  const names = sheetsIn(archive, checkArchive(archive)).map(({ name }) => name);
  return names.length > 0 ? names : refuse('FILE_UNREADABLE');
}

/** The rows of one sheet; of the first when no name is given. Values of formulas, never the formulas. */
export async function* readSheet(archive: Buffer, name: string | null): AsyncGenerator<TableRow> {
  const entries = checkArchive(archive);
  const sheets = sheetsIn(archive, entries);
  const sheet = name === null ? sheets[0] : sheets.find((each) => each.name === name);
  if (!sheet) return refuse('FILE_UNREADABLE');
  const merges = mergesOf(archive, entries, sheet.name);
  const part = (path: string | null) =>
    streamEntry(
      archive,
      entries.find((entry) => entry.name === path),
    );
  try {
    for await (const row of rowsOf(part, sheet.path)) yield merges.fill(toRow(row));
  } catch (error) {
    if (error instanceof Error && isDamage(error)) refuse('FILE_UNREADABLE');
    throw error;
  }
}

/** Reads what the cells of a sheet refer to, then the sheet as it is unpacked. */
async function* rowsOf(
  part: (path: string | null) => Readable | null,
  path: string | null,
): AsyncGenerator<ExcelJS.Row> {
  const reader = new ExcelJS.stream.xlsx.WorkbookReader(Readable.from([]), {
    worksheets: 'emit',
    sharedStrings: 'cache',
    styles: 'cache',
    hyperlinks: 'ignore',
    entries: 'ignore',
  }) as unknown as PartReader;
  // Each is opened when it is read: an unpacking that fails has somebody to tell.
  const workbook = part('xl/workbook.xml');
  if (workbook) await reader._parseWorkbook(workbook);
  const styles = part('xl/styles.xml');
  if (styles) await reader._parseStyles(styles);
  const strings = part('xl/sharedStrings.xml');
  if (strings) await drain(reader._parseSharedStrings(strings));
  const sheet = part(path);
  if (!workbook || !sheet) return refuse('FILE_UNREADABLE');
  for (const { value: rows } of reader._parseWorksheet(sheet, '1')) yield* rows;
}

/** Errors that the unpacker and the XML reader raise on an archive that is no workbook. */
const isDamage = (error: Error): boolean =>
  error.name !== 'Refused' &&
  /signature|zip|invalid|unexpected|xml|unclosed|header|undefined|incorrect/i.test(error.message);

async function drain(items: AsyncIterable<unknown>): Promise<void> {
  for await (const item of items) void item;
}

function toRow(row: ExcelJS.Row): TableRow {
  const faults = new Map<number, CellFault>();
  const cells: string[] = [];
  const values = row.values as ExcelJS.CellValue[];
  for (let column = 1; column < values.length; column += 1) {
    const { text, fault } = toText(values[column] ?? null);
    cells.push(text);
    if (fault) faults.set(column - 1, fault);
  }
  return faults.size > 0 ? { number: row.number, cells, faults } : { number: row.number, cells };
}

interface CellText {
  readonly text: string;
  readonly fault?: CellFault;
}

function toText(value: ExcelJS.CellValue): CellText {
  if (value === null || value === undefined) return { text: '' };
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'boolean') return { text: String(value) };
  if (value instanceof Date) return { text: dateText(value) };
  if (typeof value === 'string') {
    const text = cleanText(value);
    return looksDamaged(text) ? { text, fault: 'DAMAGED_NUMBER' } : { text };
  }
  if ('error' in value) return { text: String(value.error), fault: 'ERROR_VALUE' };
  if ('richText' in value) return { text: cleanText(value.richText.map((part) => part.text).join('')) };
  if ('text' in value) return toText(value.text as ExcelJS.CellValue);
  if (value.result === undefined || value.result === null) {
    return { text: 'formula' in value ? `=${value.formula}` : '', fault: 'FORMULA' };
  }
  return toText(value.result as ExcelJS.CellValue);
}

/** Sheets keep 15 digits of a number; whole numbers that need more were rounded when they were typed. */
function numberText(value: number): CellText {
  if (Math.abs(value) >= 1e15) return { text: String(value), fault: 'DAMAGED_NUMBER' };
  return { text: String(Number(value.toPrecision(15))) };
}

/** Sheets know wall-clock times only; the reader gives them as if they were UTC. */
function dateText(value: Date): string {
  if (Number.isNaN(value.getTime())) return '';
  const rounded = new Date(Math.round(value.getTime() / 60_000) * 60_000).toISOString();
  const time = rounded.slice(11, 16);
  if (value.getUTCFullYear() < 1901) return time;
  return time === '00:00' ? rounded.slice(0, 10) : `${rounded.slice(0, 10)} ${time}`;
}
