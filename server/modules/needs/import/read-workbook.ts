import { Readable } from 'node:stream';
import ExcelJS from 'exceljs';
import { refuse } from '~/server/policy/refusal';
import { cleanText, looksDamaged, type CellFault, type TableRow } from './table';
import { unpackedSize } from './zip-size';

/** A workbook that unpacks to more is refused. */
const largestUnpacked = 600 * 1024 * 1024;

type Sheet = ExcelJS.stream.xlsx.WorksheetReader & { name?: string; id?: string | number };

/** The sheets of an .xlsx file, one after the other, read as a stream. */
async function* sheetsOf(archive: Buffer): AsyncGenerator<{ name: string; rows: Sheet }> {
  const size = unpackedSize(archive);
  if (size === null) return refuse('FILE_UNREADABLE');
  if (size > largestUnpacked) return refuse('FILE_TOO_LARGE');
  const workbook = new ExcelJS.stream.xlsx.WorkbookReader(Readable.from([archive]), {
    worksheets: 'emit',
    sharedStrings: 'cache',
    styles: 'cache',
    hyperlinks: 'ignore',
    entries: 'ignore',
  });
  let position = 0;
  try {
    for await (const rows of workbook as AsyncIterable<Sheet>) {
      position += 1;
      yield { name: rows.name ?? `Sheet${rows.id ?? position}`, rows };
    }
  } catch (error) {
    if (error instanceof Error && isDamage(error)) return refuse('FILE_UNREADABLE');
    throw error;
  }
}

/** Errors that the unpacker and the XML reader raise on an archive that is no workbook. */
const isDamage = (error: Error): boolean =>
  error.name !== 'Refused' && /signature|zip|invalid|unexpected|xml|unclosed|header|undefined/i.test(error.message);

/** The names of the sheets, in the order they are stored. */
export async function listSheets(archive: Buffer): Promise<string[]> {
  const names: string[] = [];
  for await (const { name, rows } of sheetsOf(archive)) {
    names.push(name);
    await drain(rows);
  }
  if (names.length === 0) return refuse('FILE_UNREADABLE');
  return names;
}

async function drain(rows: AsyncIterable<unknown>): Promise<void> {
  for await (const row of rows) void row;
}

/** The rows of one sheet; of the first when no name is given. Values of formulas, never the formulas. */
export async function* readSheet(archive: Buffer, name: string | null): AsyncGenerator<TableRow> {
  for await (const sheet of sheetsOf(archive)) {
    if (name !== null && sheet.name !== name) {
      await drain(sheet.rows);
      continue;
    }
    for await (const row of sheet.rows) yield toRow(row);
    return;
  }
  return refuse('FILE_UNREADABLE');
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
