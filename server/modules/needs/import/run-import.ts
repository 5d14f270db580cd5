import { setTimeout as sleep } from 'node:timers/promises';
import type { Import } from '~/generated/prisma/client';
import { Prisma } from '~/generated/prisma/client';
import { unlessLocked } from '~/server/database/advisory-locks';
import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import { announce } from '~/server/modules/audit/announce';
import type { Actor } from '~/server/policy/actor';
import { refuse } from '~/server/policy/refusal';
import type { Mapping } from './fields';
import { loadImportContext, type ImportContext } from './import-context';
import { problem, type Problem, type ProblemCode } from './problems';
import { assumedEnd, assumedStart, readRow, type Columns, type NeedDraft } from './read-row';
import { openTable } from './read-table';
import { needRows, surveySheet, type Survey } from './survey';
import type { TableRow } from './table';
import { storedUpload } from './upload';
import { writeBatch, type Outcome } from './write-batch';

const batchSize = 200;
const mostProblems = 1_000;
const millisecondsBetweenEvents = 500;

const mostNotesNamed = 20;

const clockTime = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
const assumedTimes = { from: clockTime(assumedStart), until: clockTime(assumedEnd) };

export interface Counts {
  rowsRead: number;
  rowsCreated: number;
  rowsUpdated: number;
  rowsUnchanged: number;
  rowsRefused: number;
}

export type OnProgress = (counts: Readonly<Counts>) => void | Promise<void>;

export interface RunOptions {
  readonly onProgress?: OnProgress | undefined;
  /** Ends the run after the batch under way; the import stays running and goes on later. */
  readonly signal?: AbortSignal | undefined;
}

const millisecondsBetweenLooks = 1_000;

/**
 * Carries an import on to its end from wherever it stands. Each batch of rows is committed together with the count of
 * rows read, so an import that was killed goes on after its last batch and ends as if it had run once. One process at a
 * time runs an import: one that another has in hand is left to it and, with `waits`, its end waited for.
 */
export async function runImport(
  deps: Deps,
  actor: Actor,
  importId: string,
  { waits, ...options }: RunOptions & { waits: boolean },
): Promise<void> {
  for (;;) {
    const ran = await runUnlessRunning(deps, importId, () => Promise.resolve(withoutKey(actor)), options);
    if (ran || !waits || (await stateOf(deps, importId)) !== 'running') return;
    await sleep(millisecondsBetweenLooks);
  }
}

/**
 * Runs an import as the actor that `begin` answers, unless another process has it in hand. `begin` is asked once this one
 * has it; null leaves the import as it is. Answers whether this process had it.
 */
export async function runUnlessRunning(
  deps: Deps,
  importId: string,
  begin: () => Promise<Actor | null>,
  options: RunOptions,
): Promise<boolean> {
  return unlessLocked(deps.pool, { kind: 'linli import', id: importId }, async () => {
    if ((await stateOf(deps, importId)) !== 'running') return;
    const actor = await begin();
    if (actor) await new Run(deps, actor, importId, options).toEnd();
  });
}

const stateOf = async (deps: Deps, id: string): Promise<Import['state']> =>
  (await deps.prisma.import.findUniqueOrThrow({ where: { id }, select: { state: true } })).state;

/** A mutation's key belongs to the transaction that began the import, not to its batches. */
const withoutKey = (actor: Actor): Actor => ({ ...actor, idempotency: undefined }) as Actor;

/** A row that was read: what it should become, or why it was refused. */
interface ReadRow {
  readonly draft: NeedDraft | null;
  readonly problems: readonly Problem[];
}

class Run {
  private counts: Counts = { rowsRead: 0, rowsCreated: 0, rowsUpdated: 0, rowsUnchanged: 0, rowsRefused: 0 };
  private problems: Problem[] = [];
  private announcedAt = 0;
  /** Ids seen in this file, with the row that had them first. */
  private readonly seen = new Map<string, number>();

  constructor(
    private readonly deps: Deps,
    private readonly actor: Actor,
    private readonly importId: string,
    private readonly options: RunOptions,
  ) {}

  async toEnd(): Promise<void> {
    const row = await this.deps.prisma.import.findUniqueOrThrow({ where: { id: this.importId } });
    const { rowsRead, rowsCreated, rowsUpdated, rowsUnchanged, rowsRefused } = row;
    this.counts = { rowsRead, rowsCreated, rowsUpdated, rowsUnchanged, rowsRefused };
    this.problems = row.problems as unknown as Problem[];
    try {
      if (await this.readAll(row)) await endImport(this.deps, this.actor, row, 'finished');
    } catch (error) {
      if (error instanceof Error && error.name === 'Refused')
        await endImport(this.deps, this.actor, row, 'failed');
      throw error;
    }
  }

  /** Answers false when it was stopped before the last row. */
  private async readAll(row: Import): Promise<boolean> {
    const table = await openTable(storedUpload(this.deps, row.id));
    const choice = { sheet: row.sheet, headerRow: row.headerRow, mapping: row.mapping as Mapping };
    const survey = await surveySheet(table, choice);
    await this.begin(survey);
    const context = await loadImportContext(this.deps, this.actor, row, survey.order);
    const skip = this.counts.rowsRead;
    let position = 0;
    let batch: ReadRow[] = [];
    for await (const tableRow of needRows(table, choice, survey)) {
      const read = this.read(tableRow, survey.placed, context);
      position += 1;
      if (position <= skip) continue;
      batch.push(read);
      if (batch.length < batchSize) continue;
      await this.write(batch, context);
      batch = [];
      if (this.options.signal?.aborted) return false;
    }
    if (batch.length > 0) await this.write(batch, context);
    if (position < skip) refuse('FILE_UNREADABLE');
    return true;
  }

  private read(row: TableRow, columns: Columns, context: ImportContext): ReadRow {
    const { draft, problems, assumed } = readRow(row, columns, context);
    if (!draft) return { draft: null, problems };
    const first = this.seen.get(draft.sourceId);
    if (first !== undefined) {
      const column = columns.get('sourceId')?.name ?? null;
      return {
        draft: null,
        problems: [problem(row.number, column, 'DUPLICATE_ID', draft.sourceId, { row: first })],
      };
    }
    this.seen.set(draft.sourceId, row.number);
    for (const code of assumed) this.noteOnce(code);
    return { draft, problems };
  }

  /** What is true of the file as a whole, before its first row. */
  private async begin({ rows, notes }: Survey): Promise<void> {
    if (notes.length > 0) this.noteOnce('NOTES_SKIPPED', { rows: notes.slice(0, mostNotesNamed).join(', ') });
    await this.deps.prisma.import.update({ where: { id: this.importId }, data: { rowsTotal: rows } });
  }

  private noteOnce(code: ProblemCode, params: Problem['params'] = assumedTimes): void {
    if (this.problems.some((found) => found.code === code)) return;
    this.problems.unshift(problem(0, null, code, null, params));
  }

  private async write(batch: readonly ReadRow[], context: ImportContext): Promise<void> {
    const drafts = batch.flatMap(({ draft }) => (draft ? [draft] : []));
    try {
      await this.commit(batch, drafts, context);
    } catch (error) {
      if (!isDataFault(error) || batch.length === 0) throw error;
      // Some row of the batch does not fit the database: each alone, so that only that one is refused.
      for (const read of batch) await this.writeAlone(read, context);
    }
  }

  private async writeAlone(read: ReadRow, context: ImportContext): Promise<void> {
    try {
      await this.commit([read], read.draft ? [read.draft] : [], context);
    } catch (error) {
      if (!isDataFault(error) || !read.draft) throw error;
      this.deps.log.warn(
        { importId: this.importId, row: read.draft.row, code: error.code },
        'a row was not stored',
      );
      await this.commit(
        [{ draft: null, problems: [problem(read.draft.row, null, 'NOT_STORED')] }],
        [],
        context,
      );
    }
  }

  private async commit(
    batch: readonly ReadRow[],
    drafts: readonly NeedDraft[],
    context: ImportContext,
  ): Promise<void> {
    const announcing = Date.now() - this.announcedAt >= millisecondsBetweenEvents;
    const next = await inTransaction(this.deps, this.actor, async (tx) => {
      const outcome = await writeBatch(tx, this.deps, this.actor, context, drafts);
      const counts = added(this.counts, batch, outcome);
      const problems = [...this.problems, ...batch.flatMap((read) => read.problems), ...outcome.refused];
      const kept = problems.slice(0, mostProblems);
      // A connection that broke gave its lock free: whoever has the import in hand now has counted further.
      const { count } = await tx.import.updateMany({
        where: { id: this.importId, state: 'running', rowsRead: this.counts.rowsRead },
        data: { ...counts, problems: kept as unknown as Prisma.InputJsonValue },
      });
      if (count === 0) throw new Error('another process has taken the import over');
      if (announcing) {
        await announce(tx, this.deps, this.actor, {
          type: 'import:progress',
          subjectType: 'import',
          subjectId: this.importId,
          payload: { importId: this.importId, rowsRead: counts.rowsRead },
          feeds: [`community:${context.communityId}`],
        });
      }
      return { counts, problems: kept };
    });
    if (announcing) this.announcedAt = Date.now();
    this.counts = next.counts;
    this.problems = next.problems;
    await this.options.onProgress?.(this.counts);
  }
}

/** Ends a running import: finished, or failed with what was taken in before. */
export async function endImport(
  deps: Deps,
  actor: Actor,
  row: Pick<Import, 'id' | 'communityId'>,
  state: 'finished' | 'failed',
): Promise<void> {
  await inTransaction(deps, actor, async (tx) => {
    await tx.import.update({ where: { id: row.id }, data: { state, finishedAt: deps.clock.now() } });
    await recordChange(tx, deps, actor, {
      type: 'import:finished',
      subjectType: 'import',
      subjectId: row.id,
      fromState: 'running',
      toState: state,
      payload: { importId: row.id },
      feeds: [`community:${row.communityId}`],
    });
  });
}

function added(before: Counts, batch: readonly ReadRow[], outcome: Outcome): Counts {
  const refusedRows = batch.filter((read) => read.draft === null).length;
  return {
    rowsRead: before.rowsRead + batch.length,
    rowsCreated: before.rowsCreated + outcome.created,
    rowsUpdated: before.rowsUpdated + outcome.updated,
    rowsUnchanged: before.rowsUnchanged + outcome.unchanged,
    rowsRefused: before.rowsRefused + refusedRows + outcome.refused.length,
  };
}

/** Faults of the values, not of the connection: Prisma's codes for what the database refused to store, and deadlocks. */
const isDataFault = (error: unknown): error is Prisma.PrismaClientKnownRequestError =>
  error instanceof Prisma.PrismaClientKnownRequestError && /^P20(0\d|1[0-4]|2[03]|34)$/.test(error.code);
