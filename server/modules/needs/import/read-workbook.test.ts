import ExcelJS from 'exceljs';
import { expect, test } from 'vitest';
import { listSheets, readSheet } from './read-workbook';
import type { TableRow } from './table';

async function archiveOf(fill: (workbook: ExcelJS.Workbook) => void): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  fill(workbook);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

async function rowsOf(archive: Buffer, sheet: string | null = null): Promise<TableRow[]> {
  const rows: TableRow[] = [];
  for await (const row of readSheet(archive, sheet)) rows.push(row);
  return rows;
}

test('reads the sheet that is asked for', async () => {
  const archive = await archiveOf((workbook) => {
    workbook.addWorksheet('说明 & 填表').addRow(['请勿修改']);
    workbook.addWorksheet('三月').addRow(['名称', '日期']);
  });
  expect(listSheets(archive)).toEqual(['说明 & 填表', '三月']);
  expect((await rowsOf(archive))[0]?.cells).toEqual(['请勿修改']);
  expect((await rowsOf(archive, '三月'))[0]?.cells).toEqual(['名称', '日期']);
});

test('reads the same each time, however many are read at once', async () => {
  const archive = await archiveOf((workbook) => {
    workbook.addWorksheet('a').addRow(['one']);
    workbook.addWorksheet('b').addRow(['two', 'three']);
  });
  const reads = Array.from({ length: 200 }, () => rowsOf(archive, 'b'));
  for (const rows of await Promise.all(reads))
    expect(rows.map((row) => row.cells)).toEqual([['two', 'three']]);
});

test('refuses a sheet whose content is damaged, and nothing else fails', async () => {
  const archive = await archiveOf((workbook) => {
    workbook.addWorksheet('a').addRow(['one']);
  });
  const at = archive.indexOf('xl/worksheets/sheet1.xml') + 'xl/worksheets/sheet1.xml'.length;
  archive.fill(0xff, at, at + 40);
  await expect(rowsOf(archive, 'a')).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
});

test('reads values, whatever a cell is made of', async () => {
  const archive = await archiveOf((workbook) => {
    const sheet = workbook.addWorksheet('a');
    sheet.addRow([
      ' text ',
      20,
      0.1 + 0.2,
      true,
      { richText: [{ text: 'rich ' }, { text: 'text' }] },
      { text: 'a link', hyperlink: 'https://example.org' },
      { formula: 'A1&"!"', result: 'text!' },
    ]);
    const dates = sheet.addRow([
      new Date('2026-03-07T00:00:00Z'),
      new Date('2026-03-07T09:30:00Z'),
      new Date('1899-12-30T14:00:00Z'),
    ]);
    dates.eachCell((cell) => (cell.numFmt = 'yyyy-mm-dd hh:mm'));
  });
  const [values, dates] = await rowsOf(archive);
  expect(values?.cells).toEqual(['text', '20', '0.3', 'true', 'rich text', 'a link', 'text!']);
  expect(values?.faults).toBeUndefined();
  expect(dates?.cells).toEqual(['2026-03-07', '2026-03-07 09:30', '14:00']);
});

test('marks formulas without a value, errors and numbers that the sheet rounded', async () => {
  const archive = await archiveOf((workbook) => {
    workbook
      .addWorksheet('a')
      .addRow([
        { formula: 'B1+1' } as ExcelJS.CellFormulaValue,
        { error: '#N/A' },
        430104199001011234,
        '4.30104E+17',
      ]);
  });
  const [row] = await rowsOf(archive);
  expect([...(row?.faults?.values() ?? [])]).toEqual([
    'FORMULA',
    'ERROR_VALUE',
    'DAMAGED_NUMBER',
    'DAMAGED_NUMBER',
  ]);
});

test('refuses an archive that is no workbook, and one that is cut off', async () => {
  const archive = await archiveOf((workbook) => workbook.addWorksheet('a').addRow(['x']));
  expect(() => listSheets(Buffer.from('PK\u0003\u0004 nothing of a workbook'))).toThrow('FILE_UNREADABLE');
  expect(() => listSheets(archive.subarray(0, archive.length - 40))).toThrow('FILE_UNREADABLE');
});

test('refuses a workbook that says it unpacks to gigabytes', async () => {
  const archive = await archiveOf((workbook) => workbook.addWorksheet('a').addRow(['x']));
  const directory = archive.readUInt32LE(archive.length - 6);
  archive.writeUInt32LE(0xf0000000, directory + 24);
  expect(() => listSheets(archive)).toThrow('FILE_TOO_LARGE');
});

/** The place of a file's entry in an archive's directory, which comes after everything that is packed. */
function inDirectory(archive: Buffer, name: string): number {
  return archive.lastIndexOf(name) - 46;
}

const manyStrings = (count: number) =>
  archiveOf((workbook) => {
    const sheet = workbook.addWorksheet('a');
    for (let row = 0; row < count; row += 1) sheet.addRow([`${row} ${'x'.repeat(1_000)}`]);
  });

test.each(['xl/sharedStrings.xml', 'xl/worksheets/sheet1.xml', 'xl/styles.xml'])(
  'refuses a workbook whose %s unpacks to more than it says',
  async (name) => {
    const archive = await manyStrings(3_000);
    archive.writeUInt32LE(1_024, inDirectory(archive, name) + 24);
    expect(listSheets(archive)).toEqual(['a']);
    await expect(rowsOf(archive)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  },
);

test('refuses a workbook whose list of sheets unpacks to more than it says', async () => {
  const archive = await manyStrings(1);
  archive.writeUInt32LE(100, inDirectory(archive, 'xl/workbook.xml') + 24);
  expect(() => listSheets(archive)).toThrow('FILE_UNREADABLE');
});

test.each(['xl/sharedStrings.xml', 'xl/styles.xml'])(
  'refuses a workbook whose %s, which is kept in memory, says that it is large',
  async (name) => {
    const archive = await manyStrings(1);
    archive.writeUInt32LE(65 * 1024 * 1024, inDirectory(archive, name) + 24);
    expect(() => listSheets(archive)).toThrow('FILE_TOO_LARGE');
  },
);
