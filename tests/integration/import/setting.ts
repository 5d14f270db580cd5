import ExcelJS from 'exceljs';
import type { Import } from '~/generated/prisma/client';
import type { Deps } from '~/server/deps';
import { importNeeds, type ImportOptions } from '~/server/modules/needs/import-needs';
import { guessMapping, type Mapping } from '~/server/modules/needs/import/fields';
import { readPreview } from '~/server/modules/needs/import/queries';
import type { Problem } from '~/server/modules/needs/import/problems';
import { previewImport } from '~/server/modules/needs/preview-import';
import type { Actor } from '~/server/policy/actor';
import { createMember } from '~/tests/factories/actor';
import { createCommunity } from '~/tests/factories/community';
import { createOrganisation } from '~/tests/factories/organisation';
import type { TestDatabase } from '~/tests/setup/database';
import { TestClock, testDeps } from '~/tests/setup/deps';

/** The moment every import of these tests happens. */
export const now = new Date('2026-03-02T08:00:00Z');

/** A community with its committee, an officer and a chair. */
export async function createSetting(database: Pick<TestDatabase, 'pool' | 'prisma'>) {
  const deps = testDeps(database, { clock: new TestClock(now) });
  const community = await createCommunity(database.prisma, { boundary: squareAround(0, 0) });
  const committee = await createOrganisation(database.prisma, {
    communityId: community.id,
    committeeOfId: community.id,
  });
  const officer = await createMember(database.prisma, committee, 'officer');
  const chair = await createMember(database.prisma, committee, 'chair');
  return { deps, community, committee, officer, chair };
}

export const squareAround = (latitude: number, longitude: number) => ({
  type: 'Polygon',
  coordinates: [
    [
      [longitude - 1, latitude - 1],
      [longitude + 1, latitude - 1],
      [longitude + 1, latitude + 1],
      [longitude - 1, latitude + 1],
      [longitude - 1, latitude - 1],
    ],
  ],
});

/** Uploads and imports in one go, with the mapping the preview offers. */
export async function importFile(
  deps: Deps,
  actor: Actor,
  communityId: string,
  content: string | Uint8Array,
  options: ImportOptions & { mapping?: Mapping; fileName?: string } = {},
): Promise<Import & { problems: Problem[] }> {
  const { fileName = 'needs.csv', mapping, ...rest } = options;
  const { importId } = await previewImport(deps, actor, { communityId, fileName, content });
  return importAgain(deps, actor, importId, { ...rest, ...(mapping ? { mapping } : {}) });
}

/** Imports an upload, or goes on with it. */
export async function importAgain(
  deps: Deps,
  actor: Actor,
  importId: string,
  options: ImportOptions & { mapping?: Mapping } = {},
): Promise<Import & { problems: Problem[] }> {
  const preview = await readPreview(deps, actor, importId);
  if (!preview) throw new Error('no preview');
  const mapping = options.mapping ?? guessMapping(preview.columns);
  await importNeeds(
    deps,
    actor,
    { importId, sheet: preview.sheet, headerRow: preview.headerRow, mapping },
    options,
  );
  return (await deps.prisma.import.findUniqueOrThrow({ where: { id: importId } })) as unknown as Import & {
    problems: Problem[];
  };
}

/** The counts of an import in one line: read, created, updated, unchanged, refused. */
export const countsOf = (row: Import): number[] => [
  row.rowsRead,
  row.rowsCreated,
  row.rowsUpdated,
  row.rowsUnchanged,
  row.rowsRefused,
];

/** Many plain rows with ids of their own. */
export const manyRows = (count: number): string =>
  ['id,title,start_date,organisation,places']
    .concat(
      Array.from(
        { length: count },
        (_, at) => `${at + 1},Need ${at + 1},2026-03-14,Unit ${at % 7},${(at % 9) + 1}`,
      ),
    )
    .join('\n');

export async function workbook(sheets: Record<string, ExcelJS.CellValue[][]>): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  for (const [name, rows] of Object.entries(sheets)) book.addWorksheet(name).addRows(rows);
  return Buffer.from(await book.xlsx.writeBuffer());
}
