import type { Columns } from './read-row';
import type { TableRow } from './table';

/** How rows begin that sum up, explain or sign a sheet. */
const beginnings =
  /^(合计|总计|小计|共计|注\s*[:：\d]|注$|备注|说明|填报|填表|制表|审核|审批|单位盖章|负责人签字|total|sum|notes?\b|remarks?\b)/i;

/**
 * Whether a row is no need at all: a total, a remark, a signature line, or the headings once more, as sheets for print have
 * them. A row with a name and a day is never one.
 */
export function isNote(row: TableRow, columns: readonly string[], placed: Columns): boolean {
  if (row.broken) return false;
  if (repeatsHeadings(row, columns)) return true;
  const cell = (key: 'title' | 'startDate') => row.cells[placed.get(key)?.at ?? -1] ?? '';
  if (cell('title') !== '' && cell('startDate') !== '') return false;
  return beginnings.test(row.cells.find((text) => text !== '') ?? '');
}

function repeatsHeadings({ cells }: TableRow, columns: readonly string[]): boolean {
  const bare = cells.map((text) => text.replace(/\s+/g, ' ').trim());
  const filled = bare.filter((text) => text !== '');
  return filled.length >= 2 && bare.every((text, at) => text === '' || text === columns[at]);
}
