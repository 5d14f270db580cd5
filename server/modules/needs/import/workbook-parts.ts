import type { TableRow } from './table';
import { readEntry, type ZipEntry } from './zip-directory';

const largestIndex = 1024 * 1024;
/** The merged cells of a larger sheet are left as they are: only their first row holds the value. */
const largestMergedSheet = 64 * 1024 * 1024;

/** One sheet of a workbook: its name for people and its file in the archive. */
interface SheetEntry {
  readonly name: string;
  readonly path: string | null;
}

const attribute = (tag: string, name: string): string | null =>
  new RegExp(`\\s(?:\\w+:)?${name}="([^"]*)"`).exec(tag)?.[1] ?? null;

/** The sheets of a workbook, in the order people see them. */
export function sheetsIn(archive: Buffer, entries: readonly ZipEntry[]): SheetEntry[] {
  const text = (path: string) =>
    readEntry(
      archive,
      entries.find(({ name }) => name === path),
      largestIndex,
    ) ?? '';
  const targets = new Map(
    [...text('xl/_rels/workbook.xml.rels').matchAll(/<(?:\w+:)?Relationship\s[^>]*>/g)].map(([tag]) => [
      attribute(tag, 'Id'),
      attribute(tag, 'Target'),
    ]),
  );
  return [...text('xl/workbook.xml').matchAll(/<(?:\w+:)?sheet\s[^>]*>/g)].flatMap(([tag]) => {
    const name = attribute(tag, 'name');
    const target = targets.get(/\sr:id="([^"]*)"/.exec(tag)?.[1] ?? '');
    const path = target ? target.replace(/^\/?(xl\/)?/, 'xl/') : null;
    return name === null ? [] : [{ name: fromXml(name), path }];
  });
}

const fromXml = (text: string): string =>
  text
    .replace(/&#x([0-9a-f]{1,6});/gi, (_whole, code: string) =>
      String.fromCodePoint(Number.parseInt(code, 16)),
    )
    .replace(/&#(\d{1,7});/g, (_whole, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&amp;/g, '&');

interface Merge {
  readonly column: number;
  readonly from: number;
  readonly until: number;
}

/** Cells that people merged over several rows: what stands in the first counts for all of them. */
export class Merges {
  private readonly values = new Map<Merge, string>();

  constructor(private readonly merges: readonly Merge[]) {}

  /** A row with the values of the merged cells that reach into it. Rows come in their order. */
  fill(row: TableRow): TableRow {
    if (this.merges.length === 0) return row;
    const cells = [...row.cells];
    for (const merge of this.merges) {
      if (row.number === merge.from) this.values.set(merge, cells[merge.column] ?? '');
      const inside = row.number > merge.from && row.number <= merge.until;
      if (!inside || (cells[merge.column] ?? '') !== '') continue;
      while (cells.length < merge.column) cells.push('');
      cells[merge.column] = this.values.get(merge) ?? '';
    }
    return { ...row, cells };
  }
}

/** The cells of a sheet that are merged downwards. */
export function mergesOf(archive: Buffer, entries: readonly ZipEntry[], sheet: string): Merges {
  const path = sheetsIn(archive, entries).find(({ name }) => name === sheet)?.path;
  const entry = entries.find(({ name }) => name === path);
  const xml = readEntry(archive, entry, largestMergedSheet) ?? '';
  const listed = xml.slice(Math.max(0, xml.lastIndexOf('</sheetData>')));
  const merges = [...listed.matchAll(/<mergeCell\s[^>]*ref="([A-Z]+)(\d+):[A-Z]+(\d+)"/g)].map(
    ([, letters = '', from, until]) => ({
      column: columnOf(letters),
      from: Number(from),
      until: Number(until),
    }),
  );
  return new Merges(merges.filter(({ from, until }) => until > from).slice(0, 5_000));
}

/** A is 0, AA is 26. */
const columnOf = (letters: string): number =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
