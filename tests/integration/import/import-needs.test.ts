import { expect, test } from 'vitest';
import { importNeeds } from '~/server/modules/needs/import-needs';
import { previewImport } from '~/server/modules/needs/preview-import';
import { system } from '~/server/policy/actor';
import { createMember } from '~/tests/factories/actor';
import { createCategory } from '~/tests/factories/category';
import { createCommunity } from '~/tests/factories/community';
import { createTestDatabase } from '~/tests/setup/database';
import { refusalCodeOf } from '~/tests/setup/refusal';
import { claimState, createClaim } from './claims';
import {
  countsOf,
  createSetting,
  importAgain,
  importFile,
  manyRows,
  now,
  squareAround,
  workbook,
} from './setting';

const database = await createTestDatabase();
const { prisma } = database;

const header =
  'id,title,summary,organisation,category,start_date,start_time,end_time,places,address,latitude,longitude';
const sheetOf = (...rows: string[]): string => [header, ...rows].join('\n');
const cleanUp =
  'c1,Clean-up day,Bring the river bank back.,River Friends,,2026-03-14,09:00,11:30,20,East gate,,';
const readIn = '2,Read with children,After school.,,,2026-03-20,16:00,17:00,3,Library,,';

test('a row becomes a need with its task, at its place and time', async () => {
  const { deps, community, chair, committee } = await createSetting(database);
  const category = await createCategory(prisma, { nameEn: 'River life', nameZh: '河流' });
  const done = await importFile(
    deps,
    chair,
    community.id,
    sheetOf(cleanUp.replace(',,2026', ',河流,2026'), readIn),
  );

  expect(countsOf(done)).toEqual([2, 2, 0, 0, 0]);
  expect(done).toMatchObject({ state: 'finished', finishedAt: now });
  const need = await prisma.need.findFirstOrThrow({
    where: { importId: done.id, sourceId: 'c1' },
    include: { tasks: true, organisation: true },
  });
  expect(need).toMatchObject({
    kind: 'activity',
    status: 'open',
    communityId: community.id,
    title: 'Clean-up day',
    placeName: 'East gate',
    placeKind: 'public',
    categoryId: category.id,
    places: 20,
    startsAt: new Date('2026-03-14T09:00:00Z'),
    endsAt: new Date('2026-03-14T11:30:00Z'),
    organisation: { name: 'River Friends', status: 'verified', communityId: community.id },
  });
  expect(need.tasks).toHaveLength(1);
  expect(need.tasks[0]).toMatchObject({ isOpen: true, maximumPlaces: 20, minimumPlaces: 1 });
  const own = await prisma.need.findFirstOrThrow({ where: { importId: done.id, sourceId: '2' } });
  expect(own.organisationId).toBe(committee.id);
  const history = await prisma.history.findMany({ where: { subjectId: need.id } });
  expect(history).toMatchObject([
    { action: 'need:published', toState: 'open', actorPersonId: chair.personId },
  ]);
});

test("an officer's import leaves new organisations pending and their needs waiting for review", async () => {
  const { deps, community, officer } = await createSetting(database);
  const done = await importFile(deps, officer, community.id, sheetOf(cleanUp, readIn));
  const needs = await prisma.need.findMany({
    where: { importId: done.id },
    orderBy: { sourceId: 'asc' },
    include: { organisation: true, tasks: true },
  });
  expect(needs.map((need) => [need.status, need.organisation?.status, need.tasks[0]?.isOpen])).toEqual([
    ['open', 'verified', true],
    ['in_review', 'pending', false],
  ]);
});

test('the same file again changes nothing', async () => {
  const { deps, community, chair } = await createSetting(database);
  await importFile(deps, chair, community.id, sheetOf(cleanUp, readIn));
  const before = await prisma.need.findMany({
    where: { communityId: community.id },
    include: { tasks: true },
  });
  const again = await importFile(
    deps,
    chair,
    community.id,
    Buffer.from(sheetOf(cleanUp, readIn).replaceAll('\n', '\r\n')),
  );
  expect(countsOf(again)).toEqual([2, 0, 0, 2, 0]);
  expect(
    await prisma.need.findMany({ where: { communityId: community.id }, include: { tasks: true } }),
  ).toEqual(before);
  expect(
    await prisma.organisation.count({ where: { communityId: community.id, name: 'River Friends' } }),
  ).toBe(1);
});

test('a finished import that is asked for again finds everything unchanged', async () => {
  const { deps, community, chair } = await createSetting(database);
  const done = await importFile(deps, chair, community.id, sheetOf(cleanUp, readIn));
  expect(countsOf(await importAgain(deps, chair, done.id))).toEqual([2, 0, 0, 2, 0]);
});

test('a changed row changes its need and keeps its id and number', async () => {
  const { deps, community, chair } = await createSetting(database);
  await importFile(deps, chair, community.id, sheetOf(cleanUp, readIn));
  const before = await prisma.need.findFirstOrThrow({
    where: { communityId: community.id, sourceId: 'c1' },
    include: { tasks: true },
  });
  const changed = cleanUp
    .replace('Clean-up day', 'Spring clean-up')
    .replace('09:00', '10:00')
    .replace(',20,', ',30,');
  const done = await importFile(deps, chair, community.id, sheetOf(changed, readIn));
  expect(countsOf(done)).toEqual([2, 0, 1, 1, 0]);
  const after = await prisma.need.findUniqueOrThrow({ where: { id: before.id } });
  expect(after).toMatchObject({
    number: before.number,
    title: 'Spring clean-up',
    startsAt: new Date('2026-03-14T10:00:00Z'),
    places: 30,
    version: before.version + 1,
  });
});

test('nobody who signed up is moved by an import, and the other rows are taken', async () => {
  const { deps, community, chair } = await createSetting(database);
  await importFile(deps, chair, community.id, sheetOf(cleanUp, readIn));
  const task = await prisma.task.findFirstOrThrow({
    where: { need: { communityId: community.id, sourceId: 'c1' } },
  });
  const claimId = await createClaim(prisma, task);
  const done = await importFile(
    deps,
    chair,
    community.id,
    sheetOf(cleanUp.replace('2026-03-14', '2026-03-15'), readIn.replace('Library', 'New library')),
  );
  expect(countsOf(done)).toEqual([2, 0, 1, 0, 1]);
  expect(done.problems).toMatchObject([{ row: 2, code: 'PEOPLE_SIGNED_UP', refused: true }]);
  expect(await prisma.task.findUniqueOrThrow({ where: { id: task.id } })).toMatchObject({
    startsAt: task.startsAt,
    isOpen: true,
  });
  expect(await claimState(prisma, claimId)).toBe('confirmed');
});

test('text of a need that people signed up for may change', async () => {
  const { deps, community, chair } = await createSetting(database);
  await importFile(deps, chair, community.id, sheetOf(cleanUp));
  const task = await prisma.task.findFirstOrThrow({ where: { need: { communityId: community.id } } });
  await createClaim(prisma, task);
  const done = await importFile(
    deps,
    chair,
    community.id,
    sheetOf(cleanUp.replace('East gate', 'West gate')),
  );
  expect(countsOf(done)).toEqual([1, 0, 1, 0, 0]);
  expect(await prisma.need.findFirstOrThrow({ where: { communityId: community.id } })).toMatchObject({
    placeName: 'West gate',
    placesTaken: 1,
  });
});

test('bad rows are reported by row, column and reason and stop no other', async () => {
  const { deps, community, chair } = await createSetting(database);
  const done = await importFile(
    deps,
    chair,
    community.id,
    sheetOf(
      cleanUp,
      '3,,No title,,,2026-03-14,,,5,,,',
      '4,Bad day,,,,2026-02-30,,,5,,,',
      '5,Two readings,,,,3/4/2026,,,5,,,',
      '6,Many,,,,2026-03-14,,,a few,,,',
      '7,Ends first,,,,2026-03-14,10:00,09:00,5,,,',
      '4.30104E+17,Damaged,,,,2026-03-14,,,5,,,',
      '9,=1+1,,,,2026-03-14,,,5,,,',
      '10,Nowhere,,,,2026-03-14,,,5,,95,10',
      'c1,Same id,,,,2026-03-14,,,5,,,',
      '12,"Open quote,,,,2026-03-14,,,5,,,',
      readIn,
    ),
  );
  expect(countsOf(done)).toEqual([12, 2, 0, 0, 10]);
  const refused = done.problems.filter((found) => found.refused);
  expect(refused.map(({ row, column, code }) => [row, column, code])).toEqual([
    [3, 'title', 'MISSING'],
    [4, 'start_date', 'BAD_DATE'],
    [5, 'start_date', 'AMBIGUOUS_DATE'],
    [6, 'places', 'BAD_NUMBER'],
    [7, 'end_time', 'END_BEFORE_START'],
    [8, 'id', 'DAMAGED_NUMBER'],
    [9, 'title', 'FORMULA'],
    [10, 'latitude', 'BAD_COORDINATES'],
    [11, 'id', 'DUPLICATE_ID'],
    [12, null, 'BROKEN_QUOTES'],
  ]);
});

test('remarks tell what was changed on the way in', async () => {
  const { deps, community, chair } = await createSetting(database);
  const done = await importFile(
    deps,
    chair,
    community.id,
    sheetOf('1,Gala,Write to anna@example.org.,,Unheard of,2026-03-14,,,9999,,,'),
  );
  expect(countsOf(done)).toEqual([1, 1, 0, 0, 0]);
  expect(done.problems.map(({ row, code, refused }) => [row, code, refused])).toEqual([
    [0, 'TIME_ASSUMED', false],
    [2, 'PLACES_CAPPED', false],
    [2, 'CONTACT_REMOVED', false],
    [2, 'UNKNOWN_CATEGORY', false],
  ]);
  const need = await prisma.need.findFirstOrThrow({ where: { importId: done.id } });
  expect(need).toMatchObject({
    summary: 'Write to [contact removed].',
    places: 500,
    startsAt: new Date('2026-03-14T09:00:00Z'),
  });
});

test('an import killed half-way and run again ends as if it had run once', async () => {
  const once = await createSetting(database);
  await importFile(once.deps, once.chair, once.community.id, manyRows(950));

  const twice = await createSetting(database);
  const killed = importFile(twice.deps, twice.chair, twice.community.id, manyRows(950), {
    onProgress: ({ rowsRead }) => {
      if (rowsRead >= 400) throw new Error('the power went out');
    },
  });
  await expect(killed).rejects.toThrow('the power went out');
  const [half] = await prisma.import.findMany({ where: { communityId: twice.community.id } });
  expect(half).toMatchObject({ state: 'running', rowsRead: 400, rowsCreated: 400 });
  expect(await prisma.need.count({ where: { communityId: twice.community.id } })).toBe(400);

  const done = await importAgain(twice.deps, twice.chair, half?.id ?? '');
  expect(countsOf(done)).toEqual([950, 950, 0, 0, 0]);
  expect(await everythingOf(twice.community.id)).toEqual(await everythingOf(once.community.id));
});

async function everythingOf(communityId: string) {
  const needs = await prisma.need.findMany({
    where: { communityId },
    orderBy: { sourceId: 'asc' },
    include: { organisation: true, tasks: true },
  });
  return needs.map((need) => [
    need.sourceId,
    need.title,
    need.status,
    need.places,
    need.organisation?.name,
    need.startsAt,
    need.tasks.length,
  ]);
}

test('two runs of one import at the same time make each need once', async () => {
  const { deps, community, chair } = await createSetting(database);
  const done = await importFile(deps, chair, community.id, manyRows(10));
  await prisma.import.update({ where: { id: done.id }, data: { state: 'previewed' } });
  const both = await Promise.all([importAgain(deps, chair, done.id), importAgain(deps, chair, done.id)]);
  expect(both.map((row) => row.state)).toEqual(['finished', 'finished']);
  expect(await prisma.need.count({ where: { communityId: community.id } })).toBe(10);
});

test('sheets that are tab-separated, Chinese and without ids are known again by their content', async () => {
  const { deps, community, chair } = await createSetting(database);
  const pasted =
    '某社区三月计划\t\t\t\t\n活动名称\t活动日期\t活动时段\t地点\t招募人数\n清洁家园\t２０２６年３月１４日\t上午9点-11点\t东门广场\t２０人\n';
  const done = await importFile(deps, chair, community.id, pasted, { fileName: '粘贴' });
  expect(countsOf(done)).toEqual([1, 1, 0, 0, 0]);
  expect(await prisma.need.findFirstOrThrow({ where: { importId: done.id } })).toMatchObject({
    title: '清洁家园',
    places: 20,
    startsAt: new Date('2026-03-14T09:00:00Z'),
    endsAt: new Date('2026-03-14T11:00:00Z'),
  });
  expect(countsOf(await importFile(deps, chair, community.id, pasted))).toEqual([1, 0, 0, 1, 0]);
});

test('reads a chosen sheet of a workbook, with a title above its headings', async () => {
  const { deps, community, chair } = await createSetting(database);
  const book = await workbook({
    说明: [['请在第二个表填写']],
    需求: [
      ['三月需求汇总'],
      ['编号', '名称', '日期', '人数'],
      [1, '送餐', '2026-03-14', 4],
      [430104199001011234, '坏行', '2026-03-14', 4],
    ],
  });
  const { importId } = await previewImport(deps, chair, {
    communityId: community.id,
    fileName: 'needs.xlsx',
    content: book,
  });
  await importNeeds(deps, chair, {
    importId,
    sheet: '需求',
    headerRow: 2,
    mapping: { sourceId: '编号', title: '名称', startDate: '日期', places: '人数' },
  });
  const done = await prisma.import.findUniqueOrThrow({ where: { id: importId } });
  expect(countsOf(done)).toEqual([2, 1, 0, 0, 1]);
  expect(done.problems).toMatchObject([
    { code: 'TIME_ASSUMED' },
    { row: 4, column: '编号', code: 'DAMAGED_NUMBER' },
  ]);
});

test('Linli itself puts rows into the district their coordinates lie in', async () => {
  const { deps, community } = await createSetting(database);
  const north = await createCommunity(prisma, {
    parentId: community.id,
    name: 'North',
    boundary: squareAround(50, 10),
  });
  const south = await createCommunity(prisma, { parentId: community.id, name: 'South', code: 'S-1' });
  const done = await importFile(
    deps,
    system('import'),
    community.id,
    'id,title,date,lat,lng,district\n1,a,2026-03-14,50.2,10.2,\n2,b,2026-03-14,-50,10,\n3,c,2026-03-14,,,S-1\n4,d,2026-03-14,,,Atlantis\n',
  );
  const needs = await prisma.need.findMany({ where: { importId: done.id }, orderBy: { sourceId: 'asc' } });
  expect(needs.map((need) => need.communityId)).toEqual([north.id, community.id, south.id]);
  expect(done.problems.filter((found) => found.refused)).toMatchObject([
    { row: 5, column: 'district', code: 'UNKNOWN_COMMUNITY' },
  ]);
});

test('another community is not found, and other roles may not import at all', async () => {
  const { deps, community, committee, chair } = await createSetting(database);
  const other = await createSetting(database);
  expect(await refusalCodeOf(importFile(deps, other.chair, community.id, sheetOf(cleanUp)))).toBe(
    'NOT_FOUND',
  );
  const member = await createMember(prisma, committee, 'member');
  expect(await refusalCodeOf(importFile(deps, member, community.id, sheetOf(cleanUp)))).toBe('NOT_ALLOWED');

  const { id } = await importFile(deps, chair, community.id, sheetOf(cleanUp));
  const foreign = importNeeds(deps, other.chair, {
    importId: id,
    sheet: null,
    headerRow: 1,
    mapping: { title: 'title', startDate: 'start_date' },
  });
  expect(await refusalCodeOf(foreign)).toBe('NOT_FOUND');
});

test("one community's ids never touch another's needs", async () => {
  const [one, two] = [await createSetting(database), await createSetting(database)];
  await importFile(one.deps, one.chair, one.community.id, sheetOf(cleanUp));
  const done = await importFile(two.deps, two.chair, two.community.id, sheetOf(cleanUp));
  expect(countsOf(done)).toEqual([1, 1, 0, 0, 0]);
});

test('progress is told at most twice a second, the end once', async () => {
  const { deps, community, chair } = await createSetting(database);
  const done = await importFile(deps, chair, community.id, manyRows(900));
  const events = await prisma.event.findMany({ where: { aggregateId: done.id }, orderBy: { id: 'asc' } });
  const types = events.map((event) => event.type);
  expect(types[0]).toBe('import:started');
  expect(types.at(-1)).toBe('import:finished');
  expect(types.filter((type) => type === 'import:finished')).toHaveLength(1);
  const seconds = (Date.now() - events[0]!.at.getTime()) / 1000;
  expect(types.filter((type) => type === 'import:progress').length).toBeGreaterThan(0);
  expect(types.length).toBeLessThan(Math.max(5, seconds * 2));
  expect(events.every((event) => event.feeds.includes(`community:${community.id}`))).toBe(true);
});
