import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { openSite, sees, unfold } from '~/tests/helpers/e2e-site';
import { createNeighbourhood } from '~/tests/helpers/neighbourhood';
import { workbook } from '~/tests/integration/import/setting';

const site = await openSite();

const day = (ahead: number) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);

/** A list as a committee keeps it: headings of its own, one row that cannot be read. */
const rows = [
  ['Ref', 'What is it', 'Opportunity title', 'Day', 'From', 'To', 'Helpers'],
  ['A-1', 'Serve lunch to neighbours.', 'Lunch in the yard', day(9), '11:00', '13:00', '4'],
  ['A-2', 'Sort the donated books.', 'Sort books', day(10), '9:00', '12:00', '2'],
  ['A-3', 'Nobody knows when.', 'Some day', 'soon', '9:00', '12:00', '2'],
];
const csv = rows.map((row) => row.map((cell) => `"${cell}"`).join(',')).join('\r\n');

/** Says which of the file's columns holds what, as its headings do not, and has the file checked with it. */
async function chooseColumns(page: Page): Promise<void> {
  const columns = {
    Title: 'Opportunity title',
    Description: 'What is it',
    'Own id of the row': 'Ref',
    'First day': 'Day',
    'Last day': 'Not in this table',
    'Begins at': 'From',
    'Ends at': 'To',
    Places: 'Helpers',
  };
  for (const [field, column] of Object.entries(columns)) {
    const choice = page.getByLabel(new RegExp(`^${field}( \\(required\\))?$`));
    await (await unfold(choice)).selectOption(column);
  }
  await page.getByRole('button', { name: 'Check again with these columns' }).click();
  await sees(page, '2 of 3 rows can be imported, 1 cannot.');
}

/** Waits until the report counts so many rows of a kind. */
const figure = (page: Page, name: string, value: number) =>
  page
    .getByRole('status')
    .locator('dl > div')
    .filter({ has: page.getByText(name, { exact: true }) })
    .getByText(String(value), { exact: true })
    .waitFor();

describe('importing needs', () => {
  it('takes a CSV with headings of its own, reports what it refused, and remembers the columns', async () => {
    const { amy } = await createNeighbourhood(site);
    const board = await site.openLive('/');
    const page = await site.open('/committee/import', { as: amy.actor });
    await page.getByRole('button', { name: 'Read it' }).click();
    await sees(page, 'Choose a file or paste some cells');

    const file = { name: 'spring.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) };
    await page.getByLabel('File', { exact: true }).setInputFiles(file);
    await page.getByRole('button', { name: 'Read it' }).click();
    await page.getByRole('cell', { name: 'Sort the donated books.' }).waitFor();
    await chooseColumns(page);
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await sees(page, 'spring.csv · Finished');
    await figure(page, 'Rows read', 3);
    await figure(page, 'New needs', 2);
    await figure(page, 'Not imported', 1);
    const problem = page.getByRole('row', { name: /soon/ });
    await sees(problem, '4', { exact: true });
    await sees(problem, 'This is not a date that can be read.');
    await board.getByRole('link', { name: 'Sort books' }).waitFor();
    expect(await board.getByText('Some day').count()).toBe(0);

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download the rows left out' }).click(),
    ]);
    expect(await readFile(await download.path(), 'utf8')).toContain('soon');

    // The same list again, by hand this time: the columns are known, and nothing is doubled.
    await page.goto('/committee/import');
    await page.getByLabel('Or paste cells from a sheet').fill(rows.map((row) => row.join('\t')).join('\n'));
    await page.getByRole('button', { name: 'Read it' }).click();
    await page.getByRole('heading', { name: 'Check, then import' }).waitFor();
    expect(await page.getByLabel('Title (required)').inputValue()).toBe('Opportunity title');
    expect(await page.getByLabel('Places', { exact: true }).inputValue()).toBe('Helpers');
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await sees(page, 'Pasted cells · Finished');
    await figure(page, 'Unchanged', 2);
    await figure(page, 'New needs', 0);
    await page.getByRole('link', { name: 'Import needs' }).click();
    await page.getByRole('link', { name: 'spring.csv' }).waitFor();
  });

  it('takes the sheet that is chosen of a workbook, with headings further down', async () => {
    const { ben } = await createNeighbourhood(site);
    const board = await site.openLive('/');
    const content = await workbook({
      说明: [['请填写第二张表']],
      需求: [
        ['四月志愿服务需求', '', '', '', ''],
        ['编号', '名称', '说明', '日期', '人数'],
        ['7', '修剪花木', '给院子里的花木剪枝。', day(12), 3],
      ],
    });
    const page = await site.open('/committee/import', { as: ben.actor });
    await page.getByLabel('File', { exact: true }).setInputFiles({
      name: '四月.xlsx',
      mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      buffer: content,
    });
    await page.getByRole('button', { name: 'Read it' }).click();
    await page.getByLabel('Sheet', { exact: true }).selectOption('需求');
    await page.getByLabel('Heading row').fill('2');
    await page.getByRole('button', { name: 'Read again' }).click();
    await page.getByRole('cell', { name: '修剪花木' }).waitFor();
    expect(await page.getByLabel('Title (required)').inputValue()).toBe('名称');
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await sees(page, '四月.xlsx · Finished');
    await figure(page, 'New needs', 1);
    await board.getByRole('link', { name: '修剪花木' }).waitFor();
  });
});
