export type Row = Readonly<Record<string, string | undefined>>;

const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Rows as CSV, their keys as headings. */
export function stringify(rows: readonly Row[]): string {
  const headings = Object.keys(rows[0] ?? {});
  const lines = rows.map((row) => headings.map((heading) => cell(row[heading] ?? '')).join(','));
  return `${[headings.join(','), ...lines].join('\n')}\n`;
}
