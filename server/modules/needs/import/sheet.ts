import type { FieldKey } from './field-keys';
import { columnNames, knownHeadings, type Mapping } from './fields';
import type { Columns } from './read-row';
import { isBlank, type TableRow } from './table';
import type { Table } from './read-table';

/** Headings are looked for in so many rows; many sheets begin with a title. */
const headerSearch = 15;

/** The row of headings: among the first rows the one with most known headings, else the first with two cells. */
export async function guessHeaderRow(table: Table, sheet: string | null): Promise<number> {
  let best = { row: 0, known: 0 };
  let firstFull = 0;
  for await (const row of table.rows(sheet)) {
    if (row.number > headerSearch) break;
    const known = knownHeadings(row.cells);
    if (known > best.known) best = { row: row.number, known };
    if (firstFull === 0 && row.cells.filter((cell) => cell !== '').length >= 2) firstFull = row.number;
  }
  return best.known >= 2 ? best.row : firstFull || 1;
}

/** The headings of a sheet and its first rows below them. */
export async function readTop(
  table: Table,
  sheet: string | null,
  headerRow: number,
  count: number,
): Promise<{ columns: string[]; rows: TableRow[] }> {
  let columns: string[] = [];
  const rows: TableRow[] = [];
  for await (const row of table.rows(sheet)) {
    if (row.number < headerRow) continue;
    if (row.number === headerRow) columns = columnNames(row.cells);
    else if (!isBlank(row)) rows.push(row);
    if (rows.length >= count) break;
  }
  return { columns, rows };
}

/** Rows below the headings that hold anything. */
export async function* dataRows(
  table: Table,
  sheet: string | null,
  headerRow: number,
): AsyncGenerator<TableRow> {
  for await (const row of table.rows(sheet)) if (row.number > headerRow && !isBlank(row)) yield row;
}

/** Where each mapped field stands; fields whose column is not there are named. */
export function placeColumns(
  columns: readonly string[],
  mapping: Mapping,
): { placed: Columns; unknown: FieldKey[] } {
  const placed = new Map<FieldKey, { at: number; name: string }>();
  const unknown: FieldKey[] = [];
  for (const [key, name] of Object.entries(mapping) as [FieldKey, string][]) {
    const at = columns.indexOf(name);
    if (at < 0) unknown.push(key);
    else placed.set(key, { at, name });
  }
  return { placed, unknown };
}
