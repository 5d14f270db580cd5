import { setTimeout as sleep } from 'node:timers/promises';
import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import type { Actor } from '~/server/policy/actor';
import { assertMay } from '~/server/policy/permissions';
import { InvalidInput, refuse } from '~/server/policy/refusal';
import { headerHash, missingFields, type Mapping } from './import/fields';
import { mayImport } from './import/import-context';
import { openTable } from './import/read-table';
import { runImport, type OnProgress } from './import/run-import';
import { placeColumns, readTop } from './import/sheet';
import { storedUpload } from './import/upload';

export interface ImportNeeds {
  readonly importId: string;
  /** Null takes the first sheet. */
  readonly sheet: string | null;
  /** The row of headings, counted from 1. */
  readonly headerRow: number;
  readonly mapping: Mapping;
}

export interface ImportOptions {
  /** Answer after so many milliseconds even when rows are left; they are imported in the background. */
  readonly answerWithin?: number;
  readonly onProgress?: OnProgress;
}

/**
 * Takes in a previewed file: every row becomes, changes or leaves alone one need, known again by the source's own id.
 * A row that cannot be taken is reported and stops no other. An import that was killed half-way and is asked for again
 * with the same choices goes on where it stopped; a finished one runs anew and finds everything unchanged. One that another
 * process is running is left to it.
 * Refuses NOT_FOUND for an import of another community, FILE_UNREADABLE when the upload is gone.
 */
export async function importNeeds(
  deps: Deps,
  actor: Actor,
  input: ImportNeeds,
  options: ImportOptions = {},
): Promise<{ importId: string }> {
  if (actor.capacity !== 'system') assertMay(actor, 'need.import');
  const found = await deps.prisma.import.findUnique({
    where: { id: input.importId },
    select: { communityId: true },
  });
  if (!found || !mayImport(actor, found.communityId)) refuse('NOT_FOUND');
  const columns = await checkMapping(deps, input);
  const begun = await inTransaction(deps, actor, async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "Import" WHERE id = ${input.importId}::uuid FOR UPDATE`;
    const row = await tx.import.findUniqueOrThrow({ where: { id: input.importId } });
    const sameChoices =
      row.sheet === input.sheet &&
      row.headerRow === input.headerRow &&
      isSameMapping(row.mapping as Mapping, input.mapping);
    const goesOn = row.state === 'running' && sameChoices;
    if (row.state === 'running' && !sameChoices) refuse('WRONG_STATE');
    const fromStart = {
      rowsRead: 0,
      rowsCreated: 0,
      rowsUpdated: 0,
      rowsUnchanged: 0,
      rowsRefused: 0,
      problems: [],
    };
    await tx.import.update({
      where: { id: row.id },
      data: {
        state: 'running',
        sheet: input.sheet,
        headerRow: input.headerRow,
        mapping: input.mapping,
        finishedAt: null,
        ...(goesOn ? {} : fromStart),
      },
    });
    await tx.importMapping.upsert({
      where: {
        communityId_kind_headerHash: {
          communityId: row.communityId,
          kind: row.kind,
          headerHash: headerHash(columns),
        },
      },
      create: {
        communityId: row.communityId,
        kind: row.kind,
        headerHash: headerHash(columns),
        mapping: input.mapping,
      },
      update: { mapping: input.mapping },
    });
    if (goesOn) return { importId: row.id };
    await recordChange(tx, deps, actor, {
      type: 'import:started',
      subjectType: 'import',
      subjectId: row.id,
      fromState: row.state,
      toState: 'running',
      payload: { importId: row.id },
      feeds: [`community:${row.communityId}`],
    });
    return { importId: row.id };
  });
  const run = runImport(deps, actor, begun.importId, {
    onProgress: options.onProgress,
    waits: options.answerWithin === undefined,
  });
  if (options.answerWithin === undefined) await run;
  else await Promise.race([run, inBackground(deps, run, begun.importId, options.answerWithin)]);
  return begun;
}

/** Answers in time; whatever the rest of the run then meets is logged, and the import can be asked for again. */
async function inBackground(
  deps: Deps,
  run: Promise<void>,
  importId: string,
  milliseconds: number,
): Promise<void> {
  run.catch((error: unknown) => deps.log.error({ importId, error }, 'an import stopped'));
  await sleep(milliseconds, undefined, { ref: false });
}

/** Refuses a mapping that leaves out what every row needs or names columns that are not there. Answers the headings. */
async function checkMapping(deps: Deps, input: ImportNeeds): Promise<string[]> {
  const table = await openTable(storedUpload(deps, input.importId));
  if (input.sheet !== null && !table.sheets.includes(input.sheet)) refuse('NOT_FOUND');
  const { columns } = await readTop(table, input.sheet, input.headerRow, 0);
  const { unknown } = placeColumns(columns, input.mapping);
  const issues = [
    ...missingFields(input.mapping).map((key) => ({
      path: ['mapping', key],
      message: 'server_import_field_unmapped',
    })),
    ...unknown.map((key) => ({ path: ['mapping', key], message: 'server_import_column_unknown' })),
  ];
  if (issues.length > 0) throw new InvalidInput(issues);
  return columns;
}

const isSameMapping = (a: Mapping, b: Mapping): boolean =>
  JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());
