import type { ProblemCode } from './problems';

/** What is wrong with one cell before anyone asks what it means. */
export type CellFault = Extract<ProblemCode, 'DAMAGED_NUMBER' | 'FORMULA' | 'ERROR_VALUE'>;

/** One row of a sheet: its number as the spreadsheet shows it, and the text of its cells. */
export interface TableRow {
  readonly number: number;
  readonly cells: readonly string[];
  /** Cells whose value cannot be trusted, by position. */
  readonly faults?: ReadonlyMap<number, CellFault>;
  /** The row could not be taken apart: a quotation mark is missing. */
  readonly broken?: boolean;
}

export const isBlank = (row: TableRow): boolean => !row.broken && row.cells.every((cell) => cell === '');

/** Text without the marks that programs leave in it: zero bytes, zero-width characters, spaces around. */
export const cleanText = (text: string): string => text.replace(/[\0\u200b\u200c\u2060\ufeff]/g, '').trim();

/** A number that a spreadsheet shortened: 4.3E+17, or 16 and more digits whose end became zeros. */
export const looksDamaged = (text: string): boolean =>
  /^[+-]?\d+(\.\d+)?e\+\d+$/i.test(text) || (/^\d{16,}$/.test(text) && /^0+$/.test(text.slice(15)));
