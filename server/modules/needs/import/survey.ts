import { type DayOrder, dayOrderIn } from './dates';
import type { FieldKey } from './field-keys';
import type { Mapping } from './fields';
import { isNote } from './notes';
import type { Columns } from './read-row';
import type { Table } from './read-table';
import { dataRows, placeColumns, readTop } from './sheet';
import type { TableRow } from './table';

/** What a sheet says as a whole, known before its first row is read. */
export interface Survey {
  readonly placed: Columns;
  /** Rows that are to become needs. */
  readonly rows: number;
  /** Rows that are none: totals, remarks, repeated headings. */
  readonly notes: readonly number[];
  /** How the dates write day and month, where any row proves it and none the other. */
  readonly order: DayOrder | null;
}

export interface SheetChoice {
  readonly sheet: string | null;
  readonly headerRow: number;
  readonly mapping: Mapping;
}

const dateFields: readonly FieldKey[] = ['startDate', 'endDate'];

/** Looks through a sheet once, or through its first `most` rows. */
export async function surveySheet(table: Table, choice: SheetChoice, most = Infinity): Promise<Survey> {
  const { columns } = await readTop(table, choice.sheet, choice.headerRow, 0);
  const { placed } = placeColumns(columns, choice.mapping);
  const notes: number[] = [];
  const proofs = new Set<DayOrder>();
  let rows = 0;
  for await (const row of dataRows(table, choice.sheet, choice.headerRow)) {
    if (isNote(row, columns, placed)) {
      notes.push(row.number);
      continue;
    }
    rows += 1;
    for (const key of dateFields) {
      const proof = dayOrderIn(row.cells[placed.get(key)?.at ?? -1] ?? '');
      if (proof) proofs.add(proof);
    }
    if (rows >= most) break;
  }
  const [order = null] = proofs;
  return { placed, rows, notes, order: proofs.size === 1 ? order : null };
}

/** The rows of a surveyed sheet that are to become needs. */
export async function* needRows(table: Table, choice: SheetChoice, survey: Survey): AsyncGenerator<TableRow> {
  const notes = new Set(survey.notes);
  for await (const row of dataRows(table, choice.sheet, choice.headerRow))
    if (!notes.has(row.number)) yield row;
}
