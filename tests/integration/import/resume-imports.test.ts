import { Client } from 'pg';
import { afterEach, expect, test } from 'vitest';
import { newId } from '~/server/database/id';
import { startResumingImports } from '~/server/jobs/resume-imports';
import type { TimerJob } from '~/server/jobs/repeat';
import { importNeeds } from '~/server/modules/needs/import-needs';
import { previewImport } from '~/server/modules/needs/preview-import';
import { resumeImports } from '~/server/modules/needs/resume-imports';
import { system, type Actor } from '~/server/policy/actor';
import { createTestDatabase } from '~/tests/setup/database';
import { waitFor } from '~/tests/helpers/wait-for';
import { countsOf, createSetting, importFile, manyRows } from './setting';

const connections = 4;
const database = await createTestDatabase({ connections });
const { prisma } = database;
const plain = { sheet: null, headerRow: 1, mapping: { title: 'title', startDate: 'start_date' } };

let jobs: TimerJob[] = [];
afterEach(async () => {
  await Promise.all(jobs.map((job) => job.stop()));
  jobs = [];
  await prisma.import.updateMany({ data: { state: 'failed' } });
});

const stored = (id: string) => prisma.import.findUniqueOrThrow({ where: { id } });

type Setting = Awaited<ReturnType<typeof createSetting>>;

/** An import of 950 rows whose process died after 400 of them. */
async function killedImport({ deps, community }: Setting, actor: Actor): Promise<string> {
  const killed = importFile(deps, actor, community.id, manyRows(950), {
    onProgress: ({ rowsRead }) => {
      if (rowsRead >= 400) throw new Error('the power went out');
    },
  });
  await expect(killed).rejects.toThrow('the power went out');
  const row = await prisma.import.findFirstOrThrow({ where: { communityId: community.id } });
  expect(row).toMatchObject({ state: 'running', rowsRead: 400 });
  return row.id;
}

test('an import that was killed goes on by itself when two processes start, and nothing is there twice', async () => {
  const setting = await createSetting(database);
  const id = await killedImport(setting, setting.chair);

  jobs = [startResumingImports(setting.deps), startResumingImports(setting.deps)];

  await waitFor(async () => (await stored(id)).state === 'finished', 'the end of the import', 30_000);
  expect(countsOf(await stored(id))).toEqual([950, 950, 0, 0, 0]);
  expect(await prisma.need.count({ where: { importId: id } })).toBe(950);
  const history = await prisma.history.findMany({ where: { subjectId: id }, orderBy: { id: 'asc' } });
  expect(history.map(({ action, fromState, actorPersonId }) => [action, fromState, actorPersonId])).toEqual([
    ['import:started', 'previewed', setting.chair.personId],
    ['import:started', 'running', setting.chair.personId],
    ['import:finished', 'running', setting.chair.personId],
  ]);
});

test('what Linli itself was importing goes on too', async () => {
  const setting = await createSetting(database);
  const id = await killedImport(setting, system('import'));

  await resumeImports(setting.deps);

  expect(countsOf(await stored(id))).toEqual([950, 950, 0, 0, 0]);
});

test('an import ends where it is when whoever started it is no longer of the committee', async () => {
  const setting = await createSetting(database);
  const id = await killedImport(setting, setting.officer);
  await prisma.membership.updateMany({
    where: { personId: setting.officer.personId },
    data: { endedAt: setting.deps.clock.now() },
  });

  await resumeImports(setting.deps);

  expect(await stored(id)).toMatchObject({ state: 'failed', rowsRead: 400 });
  expect(await prisma.need.count({ where: { importId: id } })).toBe(400);
});

test('an import that ends its process again and again is given up', async () => {
  const setting = await createSetting(database);
  const id = await killedImport(setting, setting.chair);
  const [start] = await prisma.history.findMany({ where: { subjectId: id } });
  for (let time = 0; time < 5; time += 1) {
    await prisma.history.create({
      data: { ...start!, id: newId(), fromState: 'running', detail: undefined },
    });
  }

  await resumeImports(setting.deps);

  expect(await stored(id)).toMatchObject({ state: 'failed', rowsRead: 400 });
});

test('a process that stops leaves its import for the next', async () => {
  const setting = await createSetting(database);
  const id = await killedImport(setting, setting.chair);
  const stopping = new AbortController();

  await resumeImports(setting.deps, { signal: stopping.signal, onProgress: () => stopping.abort() });
  expect(await stored(id)).toMatchObject({ state: 'running', rowsRead: 600 });
  await resumeImports(setting.deps);

  expect(countsOf(await stored(id))).toEqual([950, 950, 0, 0, 0]);
});

test('asking again for an import that another process runs answers at once and holds no connection', async () => {
  const { deps, community, chair } = await createSetting(database);
  const { importId } = await previewImport(deps, chair, {
    communityId: community.id,
    fileName: 'needs.csv',
    content: manyRows(10),
  });
  const other = new Client({ connectionString: database.url });
  await other.connect();
  try {
    await other.query("SELECT pg_advisory_lock(hashtext('linli import'), hashtext($1))", [importId]);

    const asked = Array.from({ length: connections + 2 }, () =>
      importNeeds(deps, chair, { importId, ...plain }, { answerWithin: 60_000 }),
    );

    expect(await Promise.all(asked)).toEqual(asked.map(() => ({ importId })));
    expect((await stored(importId)).state).toBe('running');
    expect(database.pool.totalCount - database.pool.idleCount).toBe(0);
  } finally {
    await other.end();
  }
});

test('a run whose lock was lost does not write what another has written', async () => {
  const setting = await createSetting(database);
  const id = await killedImport(setting, setting.chair);

  await resumeImports(setting.deps, {
    onProgress: async () => void (await prisma.import.update({ where: { id }, data: { rowsRead: 800 } })),
  });

  expect(await stored(id)).toMatchObject({ state: 'running', rowsRead: 800, rowsCreated: 600 });
  expect(await prisma.need.count({ where: { importId: id } })).toBe(600);
});
