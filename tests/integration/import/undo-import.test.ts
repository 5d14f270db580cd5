import { expect, test } from 'vitest';
import { claimTask } from '~/server/modules/claims/claim-task';
import { findRefusedRows } from '~/server/modules/needs/import/refused-rows';
import { readPreview } from '~/server/modules/needs/import/queries';
import { undoImport } from '~/server/modules/needs/undo-import';
import { previewImport } from '~/server/modules/needs/preview-import';
import { createClaimant } from '~/tests/factories/claim';
import { createTestDatabase } from '~/tests/setup/database';
import { refusalCodeOf } from '~/tests/setup/refusal';
import { countsOf, createSetting, importFile, manyRows } from './setting';

const database = await createTestDatabase();
const { prisma } = database;

test('an import that went wrong is taken back, and the corrected file comes in anew', async () => {
  const { deps, chair, community } = await createSetting(database);
  const done = await importFile(deps, chair, community.id, manyRows(3));
  const [signedUp] = await prisma.need.findMany({
    where: { importId: done.id },
    include: { tasks: true },
    orderBy: { sourceId: 'asc' },
  });
  const volunteer = await createClaimant(prisma);
  await claimTask(deps, volunteer, { task: signedUp?.tasks[0]?.id ?? '' });

  await undoImport(deps, chair, { import: done.id });
  const after = await prisma.need.findMany({
    where: { importId: done.id },
    include: { tasks: true },
    orderBy: { createdAt: 'asc' },
  });
  expect(after.map(({ id, status }) => [id === signedUp?.id, status]).sort()).toEqual([
    [false, 'cancelled'],
    [false, 'cancelled'],
    [true, 'open'],
  ]);
  expect(after.flatMap(({ tasks }) => tasks).filter((task) => task.isOpen)).toHaveLength(1);
  const stored = await prisma.import.findUniqueOrThrow({ where: { id: done.id } });
  expect(stored.state).toBe('undone');
  expect(stored.problems).toMatchObject([
    { code: 'UNDONE', params: { undone: 2, kept: 1 } },
    { code: 'TIME_ASSUMED' },
  ]);
  expect(
    await prisma.history.count({ where: { action: 'need:cancelled', actorPersonId: chair.personId } }),
  ).toBe(2);

  const again = await importFile(deps, chair, community.id, manyRows(3).replaceAll('Need ', 'Corrected '));
  expect(countsOf(again), 'the one that was kept is corrected in place').toEqual([3, 2, 1, 0, 0]);
  expect(await prisma.need.count({ where: { importId: again.id, status: 'open' } })).toBe(2);
});

test('is taken back once, by its own committee, after it has run', async () => {
  const { deps, chair, community } = await createSetting(database);
  const other = await createSetting(database);
  const { importId } = await previewImport(deps, chair, {
    communityId: community.id,
    fileName: 'a.csv',
    content: manyRows(1),
  });
  const undo = (actor = chair) => refusalCodeOf(undoImport(deps, actor, { import: importId }));
  expect(await undo()).toBe('WRONG_STATE');
  const done = await importFile(deps, chair, community.id, manyRows(1));
  expect(await refusalCodeOf(undoImport(deps, other.chair, { import: done.id }))).toBe('NOT_FOUND');
  await undoImport(deps, chair, { import: done.id });
  expect(await refusalCodeOf(undoImport(deps, chair, { import: done.id }))).toBe('WRONG_STATE');
});

const mixed = 'title,date,note\nGood,2026-03-14,a\nBad,someday,b\n,2026-03-15,c\n';

test('a preview says what would become of the rows, and changes nothing', async () => {
  const { deps, officer, community } = await createSetting(database);
  const { importId } = await previewImport(deps, officer, {
    communityId: community.id,
    fileName: 'a.csv',
    content: mixed,
  });
  const offered = await readPreview(deps, officer, importId);
  expect(offered?.check).toMatchObject({
    rows: 3,
    fit: 1,
    problems: [
      { row: 3, column: 'date', code: 'BAD_DATE' },
      { row: 4, column: 'title', code: 'MISSING' },
    ],
  });
  const chosen = await readPreview(deps, officer, importId, {
    mapping: { title: 'note', startDate: 'date' },
  });
  expect(chosen?.check).toMatchObject({ rows: 3, fit: 2 });
  const lacking = await readPreview(deps, officer, importId, { mapping: { title: 'note' } });
  expect(lacking?.check).toEqual({ rows: 0, fit: 0, problems: [] });
  expect(await prisma.need.count({ where: { communityId: community.id } })).toBe(0);
});

test('refused rows can be had back as they stood, to correct and import alone', async () => {
  const { deps, officer, community } = await createSetting(database);
  const other = await createSetting(database);
  const done = await importFile(deps, officer, community.id, mixed);
  expect(await findRefusedRows(deps, officer, done.id)).toMatchObject({
    columns: ['title', 'date', 'note'],
    rows: [
      { row: 3, cells: ['Bad', 'someday', 'b'], problems: [{ code: 'BAD_DATE' }] },
      { row: 4, cells: ['', '2026-03-15', 'c'], problems: [{ code: 'MISSING' }] },
    ],
  });
  expect(await findRefusedRows(deps, other.officer, done.id)).toBeNull();
  await prisma.importPart.deleteMany({ where: { importId: done.id } });
  expect(await findRefusedRows(deps, officer, done.id)).toMatchObject({
    columns: [],
    rows: [{ row: 3 }, { row: 4 }],
  });
});
