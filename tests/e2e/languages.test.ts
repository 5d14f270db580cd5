import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { createNeed } from '~/tests/factories/need';
import { createTask } from '~/tests/factories/task';
import { openSite, sees } from '~/tests/helpers/e2e-site';
import { createNeighbourhood } from '~/tests/helpers/neighbourhood';

const site = await openSite();
const { prisma } = site;

const language = (page: Page) => page.locator('html').getAttribute('lang');
const letters = (page: Page) =>
  page.evaluate(() => Number.parseFloat(getComputedStyle(document.body).fontSize));

async function postNeed(): Promise<void> {
  const { community } = await createNeighbourhood(site);
  const need = await createNeed(prisma, { communityId: community.id, title: 'Early shift' });
  await createTask(prisma, {
    needId: need.id,
    startsAt: new Date('2031-03-08T09:00:00Z'),
    endsAt: new Date('2031-03-08T11:00:00Z'),
  });
}

describe('the language', () => {
  it('is the browser’s until another is chosen; dates and numbers follow, and the choice lasts', async () => {
    await postNeed();
    const chinese = await site.open('/', { browser: { locale: 'zh-CN' } });
    expect(await language(chinese)).toBe('zh-CN');
    await chinese.getByRole('heading', { name: '供需大厅', level: 1 }).waitFor();
    await sees(chinese, /2031年3月8日/);
    const french = await site.open('/', { browser: { locale: 'fr-FR' } });
    expect(await language(french)).toMatch(/^(en|zh-CN)$/);

    const page = await site.open('/?q=shift');
    expect(await language(page)).toBe('en');
    await sees(page, /Mar 8, 2031|8 Mar 2031/);
    await page.getByRole('button', { name: '中文' }).click();
    await sees(page, /2031年3月8日/);
    expect(await language(page)).toBe('zh-CN');
    expect(new URL(page.url()).search).toBe('?q=shift');
    await page.goto('/verify');
    expect(await language(page)).toBe('zh-CN');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Verify a certificate' }).waitFor();
  });

  it('that somebody signed in chose is kept with the person, for what is written to them', async () => {
    const { volunteer } = await createNeighbourhood(site);
    const page = await site.open('/my/tasks', { as: volunteer.actor });
    await page.getByRole('button', { name: '中文' }).click();
    await expect.poll(() => language(page), { timeout: 10_000 }).toBe('zh-CN');
    const { locale } = await prisma.person.findUniqueOrThrow({ where: { id: volunteer.actor.personId } });
    expect(locale).toBe('zh-CN');
  });
});

describe('elder mode', () => {
  it('is one switch away on every page, and gives large words and targets on those after it', async () => {
    const page = await site.open('/sign-up');
    const before = await letters(page);
    await page.getByRole('button', { name: 'Larger text' }).click();
    await page.getByRole('button', { name: 'Normal text' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/sign-up');
    expect(await letters(page)).toBeGreaterThanOrEqual(Math.max(20, before + 2));
    const join = await page.getByRole('button', { name: 'Join as a neighbour' }).boundingBox();
    expect(join?.height).toBeGreaterThanOrEqual(60);
    await page.goto('/about');
    expect(await letters(page)).toBeGreaterThanOrEqual(20);
    await page.getByRole('button', { name: 'Normal text' }).click();
    await page.getByRole('button', { name: 'Larger text' }).waitFor();
    expect(await letters(page)).toBe(before);
  });
});
