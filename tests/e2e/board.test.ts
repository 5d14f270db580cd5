import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { encodeId } from '~/server/database/id';
import { createCategory } from '~/tests/factories/category';
import { createCommunity } from '~/tests/factories/community';
import { createNeed } from '~/tests/factories/need';
import { createTask } from '~/tests/factories/task';
import { openSite } from '~/tests/helpers/e2e-site';
import { hoursAhead, minutesAfter } from '~/tests/helpers/neighbourhood';

const site = await openSite();
const { prisma } = site;

const garden = 'Weed the garden';
const reading = 'Read to children';
const lunch = '给老人送午餐';
const full = 'Paint the fence';
const shower = 'Help Mr Lin with his shower';
let showerId = '';

/** Four needs on the board, soonest first garden, reading, lunch, full; and one in a private home. */
beforeAll(async () => {
  const { id: communityId } = await createCommunity(prisma, {
    name: 'Riverside',
    slug: 'riverside',
    latitude: 40.7,
    longitude: -74,
  });
  const books = await createCategory(prisma, { key: 'books', nameEn: 'Books', nameZh: '阅读' });
  const post = async (title: string, inHours: number, overrides = {}, places = 4) => {
    const need = await createNeed(prisma, {
      communityId,
      title,
      summary: `${title}。`,
      latitude: 40.7 + inHours / 1_000,
      longitude: -74,
      ...overrides,
    });
    const startsAt = hoursAhead(inHours);
    await createTask(prisma, {
      needId: need.id,
      startsAt,
      endsAt: minutesAfter(startsAt, 60),
      maximumPlaces: places,
    });
    return need.id;
  };
  await post(garden, 30, { latitude: 40.75 });
  await post(reading, 40, { categoryId: books.id, urgency: 'urgent', latitude: 40.72 });
  await post(lunch, 50, { summary: '为社区里的老人送午餐，陪他们说说话。', latitude: 40.701 });
  const fullId = await post(full, 60, { latitude: 40.73 });
  await prisma.task.updateMany({ where: { needId: fullId }, data: { takenPlaces: 4 } });
  await prisma.need.update({ where: { id: fullId }, data: { placesTaken: 4 } });
  showerId = await post(shower, 35, { kind: 'help', placeKind: 'private_home' });
});

/** The titles on the list, once they are these in this order. */
const showsOnly = (page: Page, titles: string[]) =>
  expect
    .poll(() => page.getByRole('article').getByRole('heading').allInnerTexts(), { timeout: 10_000 })
    .toEqual(titles);

const asked = (page: Page) => Object.fromEntries(new URL(page.url()).searchParams);

describe('the board', () => {
  it('keeps every filter in its address, so that the link shows someone else the same', async () => {
    const page = await site.open('/');
    await showsOnly(page, [garden, reading, lunch, full]);
    await page.getByLabel('What', { exact: true }).selectOption('Books');
    await showsOnly(page, [reading]);
    await page.getByLabel('Where', { exact: true }).selectOption('Riverside');
    await page.getByLabel('When', { exact: true }).selectOption('Next 7 days');
    await expect.poll(() => asked(page)).toMatchObject({ what: 'books', where: 'riverside', when: 'week' });
    await showsOnly(page, [reading]);

    const other = await site.open(page.url());
    await showsOnly(other, [reading]);
    expect(await other.getByLabel('What', { exact: true }).inputValue()).toBe('books');
    await other.getByLabel('What', { exact: true }).selectOption('Anything');
    await other.getByLabel('Only with free places').check();
    await showsOnly(other, [garden, reading, lunch]);
  });

  it('finds English and Chinese words, and says what to do when nothing matches', async () => {
    const page = await site.open('/');
    const search = page.getByRole('searchbox', { name: 'What are you looking for?' });
    await search.fill('children');
    await search.press('Enter');
    await showsOnly(page, [reading]);
    await search.fill('午餐');
    await page.getByRole('button', { name: 'Search' }).click();
    await expect.poll(() => asked(page).q).toBe('午餐');
    await showsOnly(page, [lunch]);
    await search.fill('老人');
    await search.press('Enter');
    await showsOnly(page, [lunch]);
    await search.fill('submarine');
    await search.press('Enter');
    await page.getByText('Nothing matches').waitFor();
    await page.getByRole('link', { name: 'Show everything' }).click();
    await showsOnly(page, [garden, reading, lunch, full]);
    expect(await search.inputValue()).toBe('');
  });

  it('sorts by urgency, and by distance from the place that is chosen', async () => {
    const page = await site.open('/');
    await page.getByLabel('Sort by').selectOption('Most urgent');
    await showsOnly(page, [reading, garden, lunch, full]);
    expect(await page.getByLabel('Sort by').getByRole('option').allInnerTexts()).toEqual([
      'Soonest',
      'Most urgent',
    ]);
    await page.getByLabel('Where', { exact: true }).selectOption('Riverside');
    await page.getByRole('option', { name: 'Nearest' }).waitFor({ state: 'attached' });
    await page.getByLabel('Sort by').selectOption('Nearest');
    await showsOnly(page, [lunch, reading, full, garden]);
    await page.getByText('100 m').waitFor();
  });

  it('has the map beside the list on a desk, behind a tab on a phone, each pin leading to its need', async () => {
    const desk = await site.open('/?q=garden');
    const map = desk.getByRole('region', { name: 'Map of the needs in the list' });
    await desk.mouse.move(640, 400);
    await map.getByTitle(garden).click();
    await map.getByText('4 of 4 places left').waitFor();
    await map.getByRole('link', { name: garden }).click();
    await desk.getByRole('heading', { name: garden, level: 1 }).waitFor();

    const phone = await site.open('/?q=garden', { browser: { viewport: { width: 390, height: 844 } } });
    const small = phone.getByRole('region', { name: 'Map of the needs in the list' });
    expect(await small.isVisible()).toBe(false);
    await phone.getByRole('link', { name: 'Map' }).click();
    await small.getByTitle(garden).waitFor();
    expect(asked(phone)).toEqual({ q: 'garden', view: 'map' });
  });

  it('never shows a private home: not listed, not found, not mapped, not by its address', async () => {
    const page = await site.open('/');
    await showsOnly(page, [garden, reading, lunch, full]);
    await page.getByRole('region', { name: /^Map/ }).getByTitle(garden).waitFor();
    expect(await page.getByTitle(shower).count()).toBe(0);
    await page.goto('/?q=shower');
    await page.getByText('Nothing matches').waitFor();
    const answer = await page.goto(`/needs/${encodeId('Need', showerId)}`);
    expect(answer?.status()).toBe(404);
    await page.getByRole('heading', { name: "We can't find this page" }).waitFor();
    expect(await page.getByText('shower').count()).toBe(0);
  });
});
