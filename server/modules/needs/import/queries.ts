import type { Import, Prisma } from '~/generated/prisma/client';
import type { ImportState } from '~/generated/prisma/enums';
import type { Deps } from '~/server/deps';
import type { Actor } from '~/server/policy/actor';
import { scopeFor } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import { type Check, checkRows } from './check-rows';
import type { Encoding } from './decode';
import { guessMapping, headerHash, type Mapping } from './fields';
import type { Problem } from './problems';
import { openTable } from './read-table';
import { guessHeaderRow, readTop } from './sheet';
import { storedUpload } from './upload';

const sampleRows = 10;
/** So many rows tell what a column holds. */
const guessedFrom = 40;
const mostImports = 100;

/** An import as its committee sees it. */
export interface ImportRow {
  readonly id: string;
  readonly communityId: string;
  readonly fileName: string;
  readonly state: ImportState;
  readonly rowsRead: number;
  /** Null until it has been counted. */
  readonly rowsTotal: number | null;
  readonly rowsCreated: number;
  readonly rowsUpdated: number;
  readonly rowsUnchanged: number;
  readonly rowsRefused: number;
  readonly problems: readonly Problem[];
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

/** The `where` of the imports an actor may see: those of their committee's community; nobody else sees any. */
const within = (actor: Actor): Prisma.ImportWhereInput =>
  actor.capacity === 'system'
    ? {}
    : {
        communityId: {
          in: scopeFor(actor, 'need.import').flatMap(({ communityId }) => communityId?.in ?? []),
        },
      };

const toRow = (row: Import): ImportRow => ({ ...row, problems: row.problems as unknown as Problem[] });

/** Imports by id, in the order asked for; null where there is none or it is another committee's. */
export async function findImports(
  deps: Deps,
  actor: Actor,
  ids: readonly string[],
): Promise<(ImportRow | null)[]> {
  const rows = await deps.prisma.import.findMany({
    where: { AND: [{ id: { in: [...ids] } }, within(actor)] },
  });
  const byId = new Map(rows.map((row) => [row.id, toRow(row)]));
  return ids.map((id) => byId.get(id) ?? null);
}

export const findImport = async (deps: Deps, actor: Actor, id: string): Promise<ImportRow | null> =>
  (await findImports(deps, actor, [id]))[0] ?? null;

/** A community's imports, newest first; empty for another committee's. */
export async function listImports(deps: Deps, actor: Actor, communityId: string): Promise<ImportRow[]> {
  const rows = await deps.prisma.import.findMany({
    where: { AND: [{ communityId }, within(actor)] },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: mostImports,
  });
  return rows.map(toRow);
}

/** What is in an uploaded file, before anything of it is imported. */
export interface ImportPreview {
  readonly importId: string;
  readonly fileName: string;
  readonly sheets: readonly string[];
  readonly sheet: string | null;
  readonly headerRow: number;
  readonly encoding: Encoding | null;
  /** The headings, made distinct. */
  readonly columns: readonly string[];
  /** The first rows, as many cells as there are headings. */
  readonly sample: readonly (readonly string[])[];
  /** What would become of the first rows, by that mapping. */
  readonly check: Check;
  /** What was chosen for such a header row before, else what its headings most likely mean. */
  readonly mapping: Mapping;
}

/** Shows a sheet of an uploaded file; null for another committee's import. Refuses FILE_UNREADABLE when the upload is gone. */
export async function readPreview(
  deps: Deps,
  actor: Actor,
  importId: string,
  choice: { sheet?: string | null; headerRow?: number | null; mapping?: Mapping | null } = {},
): Promise<ImportPreview | null> {
  const row = await deps.prisma.import.findFirst({ where: { AND: [{ id: importId }, within(actor)] } });
  if (!row) return null;
  const table = await openTable(storedUpload(deps, importId));
  const sheet = choice.sheet ?? row.sheet ?? table.sheets[0] ?? null;
  if (sheet !== null && !table.sheets.includes(sheet)) refuse('NOT_FOUND');
  const headerRow = choice.headerRow ?? (await guessHeaderRow(table, sheet));
  const { columns, rows } = await readTop(table, sheet, headerRow, guessedFrom);
  const mapping =
    choice.mapping ??
    (await rememberedMapping(deps, row, columns)) ??
    guessMapping(
      columns,
      rows.map(({ cells }) => cells),
    );
  return {
    importId,
    fileName: row.fileName,
    sheets: table.sheets,
    sheet,
    headerRow,
    encoding: table.encoding,
    columns,
    sample: rows.slice(0, sampleRows).map(({ cells }) => columns.map((_column, at) => cells[at] ?? '')),
    mapping,
    check: await checkRows(deps, actor, row, table, { sheet, headerRow, mapping }),
  };
}

async function rememberedMapping(
  deps: Deps,
  row: Import,
  columns: readonly string[],
): Promise<Mapping | null> {
  const remembered = await deps.prisma.importMapping.findUnique({
    where: {
      communityId_kind_headerHash: {
        communityId: row.communityId,
        kind: row.kind,
        headerHash: headerHash(columns),
      },
    },
  });
  if (!remembered) return null;
  const kept = Object.entries(remembered.mapping as Mapping).filter(([, column]) => columns.includes(column));
  return Object.fromEntries(kept) as Mapping;
}
