import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';

const folder = new URL('data/', import.meta.url);

/** The text of a file of the seed data. */
export const readData = (path: string): string => readFileSync(fileURLToPath(new URL(path, folder)), 'utf8');

/** The rows of a CSV file of the seed data, by their headings. */
export const readRows = (path: string): Record<string, string>[] =>
  parse(readData(path), { columns: true, skip_empty_lines: true });
