import { expect, test } from 'vitest';
import { readPreview } from '~/server/modules/needs/import/queries';
import { inWords } from '~/server/modules/needs/import/problems';
import { importNeeds } from '~/server/modules/needs/import-needs';
import { previewImport } from '~/server/modules/needs/preview-import';
import { createTestDatabase } from '~/tests/setup/database';
import { refusalCodeOf } from '~/tests/setup/refusal';
import { createSetting, workbook } from './setting';

const database = await createTestDatabase();
const { prisma } = database;

test('shows headings, the first ten rows and what the columns most likely mean', async () => {
  const { deps, community, officer } = await createSetting(database);
  const rows = Array.from({ length: 30 }, (_, at) => `${at},Need ${at},2026-03-14`);
  const content = ['编号,名称,日期', ...rows].join('\n');
  const { importId } = await previewImport(deps, officer, {
    communityId: community.id,
    fileName: '/tmp/三月.csv',
    content,
  });
  const preview = await readPreview(deps, officer, importId);
  expect(preview).toMatchObject({
    fileName: '三月.csv',
    sheets: [],
    sheet: null,
    headerRow: 1,
    encoding: 'utf-8',
    columns: ['编号', '名称', '日期'],
    mapping: { sourceId: '编号', title: '名称', startDate: '日期' },
  });
  expect(preview?.sample).toHaveLength(10);
  expect(preview?.sample[0]).toEqual(['0', 'Need 0', '2026-03-14']);
});

test('offers the sheets of a workbook and finds the row of headings', async () => {
  const { deps, community, officer } = await createSetting(database);
  const content = await workbook({
    说明: [['x']],
    需求: [['三月汇总'], [], ['名称', '日期'], ['送餐', '2026-03-14']],
  });
  const { importId } = await previewImport(deps, officer, {
    communityId: community.id,
    fileName: 'a.xlsx',
    content,
  });
  expect(await readPreview(deps, officer, importId, { sheet: '需求' })).toMatchObject({
    sheets: ['说明', '需求'],
    headerRow: 3,
    encoding: null,
    sample: [['送餐', '2026-03-14']],
  });
});

test('remembers the mapping of a header row for its community alone', async () => {
  const { deps, community, officer } = await createSetting(database);
  const other = await createSetting(database);
  const content = 'Wann,Was,Wieviele\n2026-03-14,Lesen,3\n';
  const upload = (setting: typeof other) =>
    previewImport(setting.deps, setting.officer, {
      communityId: setting.community.id,
      fileName: 'a.csv',
      content,
    });

  const { importId } = await upload({ deps, community, officer } as typeof other);
  expect((await readPreview(deps, officer, importId))?.mapping).toEqual({});
  const mapping = { startDate: 'Wann', title: 'Was', places: 'Wieviele' };
  await importNeeds(deps, officer, { importId, sheet: null, headerRow: 1, mapping });

  const next = await upload({ deps, community, officer } as typeof other);
  expect((await readPreview(deps, officer, next.importId))?.mapping).toEqual(mapping);
  const foreign = await upload(other);
  expect((await readPreview(other.deps, other.officer, foreign.importId))?.mapping).toEqual({});
});

test('asks for the columns every row needs, and for columns that exist', async () => {
  const { deps, community, officer } = await createSetting(database);
  const { importId } = await previewImport(deps, officer, {
    communityId: community.id,
    fileName: 'a.csv',
    content: 'a,b\n1,2\n',
  });
  const answer = importNeeds(deps, officer, {
    importId,
    sheet: null,
    headerRow: 1,
    mapping: { title: 'a', places: 'z' },
  });
  await expect(answer).rejects.toMatchObject({
    issues: [{ path: ['mapping', 'startDate'] }, { path: ['mapping', 'places'] }],
  });
});

test('refuses files that are too large, empty or no tables, and keeps nothing of them', async () => {
  const { deps, community, officer } = await createSetting(database);
  const upload = (content: Uint8Array, sizeLimit = 1000) =>
    refusalCodeOf(
      previewImport(deps, officer, { communityId: community.id, fileName: 'a', content, sizeLimit }),
    );
  expect(await upload(Buffer.alloc(1001, 'a'))).toBe('FILE_TOO_LARGE');
  expect(await upload(Buffer.alloc(0))).toBe('FILE_UNREADABLE');
  expect(await upload(Buffer.from('\u0089PNG\r\n\u001a\n\0\0', 'latin1'))).toBe('FILE_UNREADABLE');
  expect(await upload(Buffer.from('PK\u0003\u0004 and nothing else'))).toBe('FILE_UNREADABLE');
  expect(await prisma.import.count({ where: { communityId: community.id } })).toBe(0);
});

test('a preview is its own committee’s alone', async () => {
  const { deps, community, officer } = await createSetting(database);
  const other = await createSetting(database);
  const { importId } = await previewImport(deps, officer, {
    communityId: community.id,
    fileName: 'a.csv',
    content: 'a,b\n1,2\n',
  });
  expect(await readPreview(other.deps, other.officer, importId)).toBeNull();
});

test('says each problem in both languages', () => {
  const found = { code: 'DUPLICATE_ID', params: { row: 7 } } as const;
  expect(inWords(found, 'en')).toContain('Row 7');
  expect(inWords(found, 'zh-CN')).toContain('第 7 行');
});
