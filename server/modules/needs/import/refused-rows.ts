import type { Deps } from '~/server/deps';
import type { Actor } from '~/server/policy/actor';
import { findImport } from './queries';
import type { Problem } from './problems';
import { openTable } from './read-table';
import { dataRows, readTop } from './sheet';
import { storedUpload } from './upload';

/** A row that was refused, as it stood in the file, and why. */
export interface RefusedRow {
  readonly row: number;
  readonly problems: readonly Problem[];
  /** As many as there are headings; none when the upload is kept no longer. */
  readonly cells: readonly string[];
}

export interface RefusedRows {
  readonly columns: readonly string[];
  readonly rows: readonly RefusedRow[];
}

/**
 * The rows an import refused with everything they held, so that they can be corrected and imported by themselves. Null for
 * another committee's import. Once the upload is forgotten only the numbers and reasons are left.
 */
export async function findRefusedRows(
  deps: Deps,
  actor: Actor,
  importId: string,
): Promise<RefusedRows | null> {
  const found = await findImport(deps, actor, importId);
  if (!found) return null;
  const refused = new Map<number, Problem[]>();
  for (const each of found.problems)
    if (each.refused && each.row > 0) refused.set(each.row, [...(refused.get(each.row) ?? []), each]);
  const read = await readFrom(deps, importId, new Set(refused.keys()));
  const rows = [...refused].map(([row, problems]) => ({ row, problems, cells: read.cells.get(row) ?? [] }));
  return { columns: read.columns, rows: rows.sort((a, b) => a.row - b.row) };
}

async function readFrom(
  deps: Deps,
  importId: string,
  wanted: ReadonlySet<number>,
): Promise<{ columns: string[]; cells: Map<number, string[]> }> {
  const cells = new Map<number, string[]>();
  const upload = await deps.prisma.import.findUniqueOrThrow({
    where: { id: importId },
    select: { sheet: true, headerRow: true, parts: { select: { index: true }, take: 1 } },
  });
  if (upload.parts.length === 0 || wanted.size === 0) return { columns: [], cells };
  const table = await openTable(storedUpload(deps, importId));
  const { columns } = await readTop(table, upload.sheet, upload.headerRow, 0);
  for await (const row of dataRows(table, upload.sheet, upload.headerRow)) {
    if (!wanted.has(row.number)) continue;
    cells.set(
      row.number,
      columns.map((_column, at) => row.cells[at] ?? ''),
    );
    if (cells.size === wanted.size) break;
  }
  return { columns, cells };
}
