import { Readable } from 'node:stream';
import ExcelJS from 'exceljs';
import { refuse } from '~/server/policy/refusal';
import { cleanText, looksDamaged, type CellFault, type TableRow } from './table';
import { mergesOf, sheetsIn } from './workbook-parts';
import { readDirectory, type ZipEntry } from './zip-directory';

/** A workbook that unpacks to more is refused. */
const largestUnpacked = 600 * 1024 * 1024;

type Sheet = ExcelJS.stream.xlsx.WorksheetReader & { name?: string; id?: string | number };

/** An archive's directory, once it is clear that it is a workbook of bearable size. */
function checkArchive(archive: Buffer): ZipEntry[] {
  const entries = readDirectory(archive);
  if (!entries?.some((entry) => entry.name === 'xl/workbook.xml')) return refuse('FILE_UNREADABLE');
  // A workbook of a few kilobytes can unpack to gigabytes; asking its directory first keeps it out.
  if (entries.reduce((sum, entry) => sum + entry.unpacked, 0) > largestUnpacked)
    return refuse('FILE_TOO_LARGE');
  return entries;
}

/** The names of a workbook's sheets, in the order people see them. */
export function listSheets(archive: Buffer): string[] {
  const names = sheetsIn(archive, checkArchive(archive)).map(({ name }) => name);
  return names.length > 0 ? names : refuse('FILE_UNREADABLE');
}

/** The sheets of a workbook one after the other, each read as a stream; with its name where the workbook tells it. */
async function* sheetsOf(archive: Buffer): AsyncGenerator<Sheet> {
  checkArchive(archive);
  const workbook = new ExcelJS.stream.xlsx.WorkbookReader(Readable.from([archive]), {
    worksheets: 'emit',
    sharedStrings: 'cache',
    styles: 'cache',
    hyperlinks: 'ignore',
    entries: 'ignore',
  });
  try {
    yield* workbook as AsyncIterable<Sheet>;
  } catch (error) {
    if (error instanceof Error && isDamage(error)) refuse('FILE_UNREADABLE');
    throw error;
  }
}

/** Errors that the unpacker and the XML reader raise on an archive that is no workbook. */
const isDamage = (error: Error): boolean =>
  error.name !== 'Refused' &&
  /signature|zip|invalid|unexpected|xml|unclosed|header|undefined/i.test(error.message);

async function drain(rows: AsyncIterable<unknown>): Promise<void> {
  for await (const row of rows) void row;
}

/** The rows of one sheet; of the first when no name is given. Values of formulas, never the formulas. */
export async function* readSheet(archive: Buffer, name: string | null): AsyncGenerator<TableRow> {
  const wanted = name ?? listSheets(archive)[0];
  const position = listSheets(archive).indexOf(wanted ?? '') + 1;
  const merges = mergesOf(archive, checkArchive(archive), wanted ?? '');
  let seen = 0;
  for await (const sheet of sheetsOf(archive)) {
    seen += 1;
    // Sheets whose name the reader could not find are told apart by their place.
    if (sheet.name === undefined ? seen !== position : sheet.name !== wanted) {
      await drain(sheet);
      continue;
    }
    for await (const row of sheet) yield merges.fill(toRow(row));
    return;
  }
  refuse('FILE_UNREADABLE');
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
