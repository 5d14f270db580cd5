import type { Import } from '~/generated/prisma/client';
import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import { findOfficer } from '~/server/modules/identity/find-officer';
import { system, type Actor } from '~/server/policy/actor';
import { mayImport } from './import/import-context';
import { endImport, runUnlessRunning, type RunOptions } from './import/run-import';

/** So often an import is taken up again. One that brings its process down must not do so for ever. */
const mostResumptions = 5;

type Row = Pick<Import, 'id' | 'communityId'>;

/**
 * Goes on with the imports that a process left half-way when it ended, one after the other, each as whoever started it. Those that
 * another process is running are left to it. An import ends as failed when its starter may import there no longer,
 * or when taking it up again has not brought it to its end several times.
 */
export async function resumeImports(deps: Deps, options: RunOptions = {}): Promise<void> {
  const rows = await deps.prisma.import.findMany({
    where: { state: 'running' },
    select: { id: true, communityId: true },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  for (const row of rows) {
    if (options.signal?.aborted) return;
    try {
      await runUnlessRunning(deps, row.id, () => takeUp(deps, row), options);
    } catch (error) {
      deps.log.error({ importId: row.id, err: error }, 'an import stopped; it is taken up again later');
    }
  }
}

/** The actor to go on as; null once the import has been ended instead. */
async function takeUp(deps: Deps, row: Row): Promise<Actor | null> {
  const starts = await deps.prisma.history.findMany({
    where: { subjectType: 'import', subjectId: row.id, action: 'import:started' },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    take: mostResumptions,
  });
  const first = starts.findIndex(({ fromState }) => fromState !== 'running');
  const [last] = starts;
  const actor = last && first >= 0 ? await actorOf(deps, last, row.communityId) : null;
  if (!actor) {
    await endImport(deps, system('import'), row, 'failed');
    return null;
  }
  await inTransaction(deps, actor, (tx) =>
    recordChange(tx, deps, actor, {
      type: 'import:started',
      subjectType: 'import',
      subjectId: row.id,
      fromState: 'running',
      toState: 'running',
      payload: { importId: row.id },
      feeds: [`community:${row.communityId}`],
    }),
  );
  return actor;
}

/** Whoever an import was started by, with what they may do now. */
async function actorOf(
  deps: Deps,
  start: { capacity: string; actorPersonId: string | null },
  communityId: string,
): Promise<Actor | null> {
  if (start.capacity === 'system') return system('import');
  if (start.actorPersonId === null) return null;
  const officer = await findOfficer(deps, start.actorPersonId, communityId);
  return officer && mayImport(officer, communityId) ? officer : null;
}
