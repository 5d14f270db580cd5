import { finished } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { cleanText, looksDamaged, type CellFault, type TableRow } from './table';

/** A row may be this long; a quotation mark that is never closed is given up after as much. */
const longestRow = 256 * 1024;
/** So many broken rows are skipped one by one; a file with more is not a table. */
const mostRestarts = 200;

type Text = () => AsyncIterable<string>;

/** The character between the cells: the candidate that most of the first rows agree on. */
export function guessDelimiter(sample: string): string {
  const named = /^sep=(.)\r?\n/i.exec(sample)?.[1];
  if (named) return named;
  const rows = splitOutsideQuotes(sample, 50);
  let best = { delimiter: ',', rows: 0, cells: 0 };
  for (const delimiter of ['\t', ',', ';', '|']) {
    const counts = new Map<number, number>();
    for (const row of rows) {
      const found = row.split(delimiter).length - 1;
      if (found > 0) counts.set(found, (counts.get(found) ?? 0) + 1);
    }
    for (const [cells, agreeing] of counts) {
      const better = agreeing > best.rows || (agreeing === best.rows && cells > best.cells);
      if (better) best = { delimiter, rows: agreeing, cells };
    }
  }
  return best.delimiter;
}

/** The first rows of a text, what stands in quotation marks left out. */
function splitOutsideQuotes(text: string, most: number): string[] {
  const bare = text.replace(/"(?:[^"]|"")*"/g, '');
  return bare.split(/\r\n|\n|\r/, most).filter((line) => line.trim() !== '');
}

/** The text after its first `count` lines. */
async function* withoutLines(text: Text, count: number): AsyncGenerator<string> {
  let left = count;
  let afterReturn = false;
  for await (const piece of text()) {
    let from = 0;
    while ((left > 0 || afterReturn) && from < piece.length) {
      const letter = piece[from];
      if (afterReturn) {
        afterReturn = false;
        if (letter === '\n') {
          from += 1;
          continue;
        }
        if (left === 0) break;
      }
      if (letter === '\n') left -= 1;
      if (letter === '\r') {
        left -= 1;
        afterReturn = true;
      }
      from += 1;
    }
    if (from < piece.length) yield from === 0 ? piece : piece.slice(from);
  }
}

/**
 * The rows of a text whose cells stand between commas, tabs or semicolons, with any line ending. A row whose quotation
 * mark is never closed is given as broken, and reading goes on with the line after it.
 */
export async function* readDelimited(text: Text, delimiter: string): AsyncGenerator<TableRow> {
  let line = 0;
  let number = 0;
  let width = 0;
  for (let restarts = 0; restarts <= mostRestarts; restarts += 1) {
    const start = line;
    let whole = true;
    try {
      for await (const { record, lines } of records(withoutLines(text, start), delimiter)) {
        const end = start + lines;
        const severalLines = end - line > 1;
        if (severalLines && width > 1 && record.length !== width) {
          whole = false;
          break;
        }
        line = end;
        if (line === 1 && /^sep=.$/i.test(record.join(delimiter))) continue;
        width = Math.max(width, record.length);
        number += 1;
        yield toRow(number, record);
      }
    } catch (error) {
      if (!(error instanceof CsvError)) throw error;
      whole = false;
    }
    if (whole) return;
    number += 1;
    line += 1;
    yield { number, cells: [], broken: true };
  }
}

interface Found {
  readonly record: readonly string[];
  /** Lines of the text up to its end. */
  readonly lines: number;
}

/** Every record that comes before a fault, then the fault. */
async function* records(text: AsyncIterable<string>, delimiter: string): AsyncGenerator<Found> {
  let ready: Found[] = [];
  const parser = parse({
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_quotes: true,
    relax_column_count: true,
    max_record_size: longestRow,
    // Records are taken here, since a stream that fails drops what it has not handed out.
    on_record: (record: string[], { lines }) => {
      ready.push({ record, lines });
      return null;
    },
  });
  parser.resume();
  const ended = finished(parser).catch((error: unknown) => error);
  for await (const piece of text) {
    const error = await new Promise<unknown>((resolve) => void parser.write(piece, resolve));
    yield* ready;
    ready = [];
    if (error) throw error;
  }
  parser.end();
  const error = await ended;
  yield* ready;
  if (error) throw error;
}

function toRow(number: number, record: readonly string[]): TableRow {
  const faults = new Map<number, CellFault>();
  const cells = record.map((raw, at) => {
    const bare = cleanText(raw);
    // Excel's way of keeping leading zeros: ="00123".
    const text = /^="(.*)"$/s.exec(bare)?.[1]?.replaceAll('""', '"') ?? bare;
    if (text.startsWith('=')) faults.set(at, 'FORMULA');
    else if (/^#(N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!)$/.test(text)) faults.set(at, 'ERROR_VALUE');
    else if (looksDamaged(text)) faults.set(at, 'DAMAGED_NUMBER');
    return text;
  });
  return faults.size > 0 ? { number, cells, faults } : { number, cells };
}
