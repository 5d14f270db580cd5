import ExcelJS from 'exceljs';
import { expect, test } from 'vitest';
import { readPreview } from '~/server/modules/needs/import/queries';
import { importNeeds } from '~/server/modules/needs/import-needs';
import { previewImport } from '~/server/modules/needs/preview-import';
import type { Problem } from '~/server/modules/needs/import/problems';
import { createOrganisation } from '~/tests/factories/organisation';
import { createTestDatabase } from '~/tests/setup/database';
import { countsOf, createSetting, importFile } from './setting';

const database = await createTestDatabase();
const { prisma } = database;

type Setting = Awaited<ReturnType<typeof createSetting>>;

/** Takes a file in with what the preview offers, as an officer does who changes nothing. */
async function takeAsOffered({ deps, officer, community }: Setting, content: Uint8Array | string) {
  const { importId } = await previewImport(deps, officer, {
    communityId: community.id,
    fileName: '三月安排.xlsx',
    content,
  });
  const preview = await readPreview(deps, officer, importId);
  if (!preview) throw new Error('no preview');
  const { sheet, headerRow, mapping } = preview;
  await importNeeds(deps, officer, { importId, sheet, headerRow, mapping });
  const done = await prisma.import.findUniqueOrThrow({ where: { id: importId } });
  const needs = await prisma.need.findMany({
    where: { importId },
    include: { tasks: { orderBy: { startsAt: 'asc' } } },
    orderBy: [{ startsAt: 'asc' }, { title: 'asc' }],
  });
  return { preview, done, needs, problems: done.problems as unknown as Problem[] };
}

/** A sheet as committees keep it for print: a title, who filled it in, merged days, a total, a remark, a signature. */
async function monthlySheet(): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  book.addWorksheet('填表说明').addRow(['请勿修改表头']);
  const sheet = book.addWorksheet('3月');
  sheet.addRows([
    ['湖中社区2026年3月志愿服务活动安排表'],
    ['填报单位：湖中社区居委会', null, null, null, '填报日期：2026年3月1日'],
    ['序号', '活动日期', '活动时间', '活动名称', '活动地点', '招募人数', '负责人', '联系电话', '备注'],
    [
      1,
      new Date('2026-03-14T00:00:00Z'),
      '上午9:00-11:30',
      '楼道清扫',
      '3栋楼下',
      12,
      '王主任',
      13800001111,
      '',
    ],
    [2, null, '下午', '义务理发', '社区活动室', '6人', '王主任', 13800001111, ''],
    [3, '3月20日（周五）', '14：30—16：00', '智能手机课', '社区活动室', 8, '小李', 13800002222, '自带手机'],
    [4, '3.21', new Date('1899-12-30T19:00:00Z'), '夜间巡逻', '东门岗亭', 4, '', '', ''],
    [5, '待定', '9:00', '清明祭扫', '烈士陵园', 30, '', '', ''],
    ['合计', null, null, null, null, 60],
    ['注：以上活动如遇雨顺延。'],
    ['制表人：小李', null, null, '审核：王主任'],
  ]);
  sheet.mergeCells('A1:I1');
  sheet.mergeCells('B4:B5');
  return Buffer.from(await book.xlsx.writeBuffer());
}

test("a committee's own monthly sheet is taken in as it is, but for the row nobody could read", async () => {
  const setting = await createSetting(database);
  const { deps, officer, community } = setting;
  const content = await monthlySheet();
  const { importId } = await previewImport(deps, officer, {
    communityId: community.id,
    fileName: '三月.xlsx',
    content,
  });
  const preview = await readPreview(deps, officer, importId, { sheet: '3月' });
  expect(preview).toMatchObject({
    headerRow: 3,
    mapping: {
      title: '活动名称',
      startDate: '活动日期',
      startTime: '活动时间',
      place: '活动地点',
      places: '招募人数',
    },
  });
  await importNeeds(deps, officer, {
    importId,
    sheet: '3月',
    headerRow: 3,
    mapping: preview?.mapping ?? {},
  });
  const done = await prisma.import.findUniqueOrThrow({ where: { id: importId } });
  expect(countsOf(done)).toEqual([5, 4, 0, 0, 1]);
  expect(done.rowsTotal).toBe(5);
  const tasks = await prisma.task.findMany({
    where: { need: { importId } },
    orderBy: { startsAt: 'asc' },
    select: { title: true, startsAt: true, endsAt: true, maximumPlaces: true },
  });
  expect(tasks.map((task) => [task.title, task.startsAt.toISOString(), task.maximumPlaces])).toEqual([
    ['楼道清扫', '2026-03-14T09:00:00.000Z', 12],
    ['义务理发', '2026-03-14T14:00:00.000Z', 6],
    ['智能手机课', '2026-03-20T14:30:00.000Z', 8],
    ['夜间巡逻', '2026-03-21T19:00:00.000Z', 4],
  ]);
  const problems = done.problems as unknown as Problem[];
  expect(problems.filter(({ refused }) => refused)).toMatchObject([
    { row: 8, column: '活动日期', code: 'BAD_DATE', value: '待定' },
  ]);
  expect(
    problems
      .filter(({ refused }) => !refused)
      .map(({ code }) => code)
      .sort(),
  ).toEqual(['NOTES_SKIPPED', 'PART_OF_DAY', 'YEAR_ASSUMED']);
  expect(problems.find(({ code }) => code === 'NOTES_SKIPPED')?.params).toEqual({ rows: '9, 10, 11' });
});

test('开始时间 with days and times in one cell is both day and time', async () => {
  const sheet = [
    '活动名称\t开始时间\t结束时间\t招募人数',
    '送餐\t2026/3/14 10:30\t2026/3/14 12:30\t5',
    '探访\t2026年3月15日 14:00\t2026年3月15日 16:00\t3',
  ].join('\n');
  const { preview, done, needs } = await takeAsOffered(await createSetting(database), sheet);
  expect(preview.mapping).toMatchObject({ startDate: '开始时间', endDate: '结束时间' });
  expect(countsOf(done)).toEqual([2, 2, 0, 0, 0]);
  expect(needs.map(({ startsAt, endsAt }) => [startsAt, endsAt])).toEqual([
    [new Date('2026-03-14T10:30:00Z'), new Date('2026-03-14T12:30:00Z')],
    [new Date('2026-03-15T14:00:00Z'), new Date('2026-03-15T16:00:00Z')],
  ]);
});

test('a column that proves its order once is read by it throughout', async () => {
  const rows = ['title,date', 'A,03/04/2026', 'B,03/25/2026'].join('\n');
  const { needs } = await takeAsOffered(await createSetting(database), rows);
  expect(needs.map(({ startsAt }) => startsAt?.toISOString().slice(0, 10))).toEqual([
    '2026-03-04',
    '2026-03-25',
  ]);
  const unproven = await takeAsOffered(await createSetting(database), 'title,date\nA,03/04/2026\n');
  expect(unproven.problems).toMatchObject([{ code: 'AMBIGUOUS_DATE' }]);
});

test('where months are written first, 3/4/2026 is in March', async () => {
  const setting = await createSetting(database);
  await prisma.communitySetting.create({
    data: { communityId: setting.community.id, key: 'country', value: 'US' },
  });
  const { needs } = await takeAsOffered(setting, 'title,date\nA,3/4/2026\n');
  expect(needs[0]?.startsAt?.toISOString().slice(0, 10)).toBe('2026-03-04');
});

test('a unit is met by its name however wide its brackets are', async () => {
  const setting = await createSetting(database);
  const unit = await createOrganisation(prisma, {
    communityId: setting.community.id,
    name: '湖中邻里互助志愿服务队（演示）',
  });
  const rows =
    '活动名称,日期,主办单位\n送餐,2026-03-14,湖中邻里互助志愿服务队(演示)\n扫雪,2026-03-15,湖中邻里互助志愿服务队（演示）\n';
  const { needs } = await takeAsOffered(setting, rows);
  expect(needs.map(({ organisationId, status }) => [organisationId, status])).toEqual([
    [unit.id, 'open'],
    [unit.id, 'open'],
  ]);
});

test('an activity of several days takes place on each of them', async () => {
  const rows = '活动名称,活动时间\n读书周,3月16日至18日 9:00-11:00\n';
  const { needs } = await takeAsOffered(await createSetting(database), rows);
  expect(
    needs[0]?.tasks.map(({ startsAt, endsAt }) => [startsAt.toISOString(), endsAt.toISOString()]),
  ).toEqual([
    ['2026-03-16T09:00:00.000Z', '2026-03-16T11:00:00.000Z'],
    ['2026-03-17T09:00:00.000Z', '2026-03-17T11:00:00.000Z'],
    ['2026-03-18T09:00:00.000Z', '2026-03-18T11:00:00.000Z'],
  ]);
});

test('a GBK file from WPS reads as one in UTF-8 does', async () => {
  const { deps, chair, community } = await createSetting(database);
  // 活动名称,日期 / 送餐,2026-03-14
  const gbk = Buffer.from('bbeeb6afc3fbb3c62cc8d5c6da0d0acbcdb2cd2c323032362d30332d31340d0a', 'hex');
  const done = await importFile(deps, chair, community.id, gbk, {
    mapping: { title: '活动名称', startDate: '日期' },
  });
  expect(countsOf(done)).toEqual([1, 1, 0, 0, 0]);
  expect(await prisma.need.count({ where: { importId: done.id, title: '送餐' } })).toBe(1);
});
