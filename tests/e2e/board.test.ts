import type { Locator, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { encodeId } from '~/server/database/id';
import { createCategory } from '~/tests/factories/category';
import { createCommunity } from '~/tests/factories/community';
import { createNeed } from '~/tests/factories/need';
import { createTask } from '~/tests/factories/task';
import { openSite, sees, unfold } from '~/tests/helpers/e2e-site';
import { hoursAhead, minutesAfter } from '~/tests/helpers/neighbourhood';

const site = await openSite();
const { prisma } = site;

const garden = 'Weed the garden';
const reading = 'Read to children';
const lunch = '给老人送午餐';
const full = 'Paint the fence';
const shower = 'Help Mr Lin with his shower';
let showerId = '';

/** Four needs on the board, by their time garden, reading, full and lunch; and one in a private home. */
beforeAll(async () => {
  const { id: communityId } = await createCommunity(prisma, {
    name: 'Riverside',
    slug: 'riverside',
    latitude: 40.7,
    longitude: -74,
  });
  const hillside = await createCommunity(prisma, { name: 'Hillside', slug: 'hillside' });
  const books = await createCategory(prisma, { key: 'books', nameEn: 'Books', nameZh: '阅读' });
  const post = async (title: string, inHours: number, latitude: number, overrides = {}) => {
    const need = await createNeed(prisma, {
      communityId,
      title,
      summary: `${title}.`,
      latitude,
      longitude: -74,
      ...overrides,
    });
    const startsAt = hoursAhead(inHours);
    await createTask(prisma, {
      needId: need.id,
      startsAt,
      endsAt: minutesAfter(startsAt, 60),
      maximumPlaces: 4,
    });
    return need.id;
  };
  await post(garden, 30, 40.75);
  await post(reading, 40, 40.72, { categoryId: books.id, urgency: 'urgent' });
  await post(lunch, 20 * 24, 40.701, { summary: '为社区里的老人送午餐，陪他们说说话。' });
  const fullId = await post(full, 60, 40.73, { communityId: hillside.id });
  await prisma.task.updateMany({ where: { needId: fullId }, data: { takenPlaces: 4 } });
  await prisma.need.update({ where: { id: fullId }, data: { placesTaken: 4 } });
  showerId = await post(shower, 35, 40.7, { kind: 'help', placeKind: 'private_home' });
});

/** The titles on the list, once they are these in this order. */
const showsOnly = (page: Page, titles: string[]) =>
  expect
    .poll(() => page.getByRole('article').getByRole('heading').allInnerTexts(), { timeout: 10_000 })
    .toEqual(titles);

const asked = (page: Page) => Object.fromEntries(new URL(page.url()).searchParams);

/** Chooses something of a filter. The filters are made anew with the list: wait for that before the next choice. */
async function choose(page: Page, filter: string, option: string): Promise<void> {
  await (await unfold(page.getByRole('combobox', { name: new RegExp(`^${filter}`) }))).selectOption(option);
}

/** The map beside a list opens once somebody moves, as whoever looks at it does all the time. */
const opened = (map: Locator, title: string) =>
  expect
    .poll(
      async () => {
        for (const position of [8, 16]) await map.hover({ position: { x: position, y: position } });
        return map.getByTitle(title).isVisible();
      },
      { timeout: 15_000 },
    )
    .toBe(true);

describe('the board', () => {
  it('keeps every filter in its address, so that the link shows someone else the same', async () => {
    const page = await site.open('/');
    await showsOnly(page, [garden, reading, full, lunch]);
    await choose(page, 'Where', 'Riverside');
    await showsOnly(page, [garden, reading, lunch]);
    await choose(page, 'When', 'Next 7 days');
    await showsOnly(page, [garden, reading]);
    await choose(page, 'What', 'Books');
    await showsOnly(page, [reading]);
    expect(asked(page)).toMatchObject({ what: 'books', where: 'riverside', when: 'week' });

    const other = await site.open(page.url());
    await showsOnly(other, [reading]);
    expect(await other.getByLabel('What', { exact: true }).inputValue()).toBe('books');
    await choose(other, 'What', 'Anything');
    await showsOnly(other, [garden, reading]);
    await other.goto('/');
    await (await unfold(other.getByLabel('Only with free places'))).check();
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
    await sees(page, 'Nothing matches');
    await page.getByRole('link', { name: 'Show everything' }).click();
    await showsOnly(page, [garden, reading, full, lunch]);
    expect(await search.inputValue()).toBe('');
  });

  it('sorts by urgency, and by distance from the place that is chosen', async () => {
    const page = await site.open('/');
    await choose(page, 'Sort by', 'Most urgent');
    await showsOnly(page, [reading, garden, full, lunch]);
    expect(await page.getByLabel('Sort by').getByRole('option').allInnerTexts()).not.toContain('Nearest');
    await choose(page, 'Where', 'Riverside');
    await showsOnly(page, [reading, garden, lunch]);
    await choose(page, 'Sort by', 'Nearest');
    await showsOnly(page, [lunch, reading, garden]);
    await sees(page, '100 m');
  });

  it('has the map beside the list on a desk, behind a tab on a phone, each pin leading to its need', async () => {
    const desk = await site.open('/?q=garden');
    const map = desk.getByRole('region', { name: 'Map of the needs in the list' });
    await opened(map, garden);
    await map.getByTitle(garden).click();
    await sees(map, '4 of 4 places left');
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
    await showsOnly(page, [garden, reading, full, lunch]);
    await opened(page.getByRole('region', { name: /^Map/ }), garden);
    expect(await page.getByTitle(shower).count()).toBe(0);
    await page.goto('/?q=shower');
    await sees(page, 'Nothing matches');
    const answer = await page.goto(`/needs/${encodeId('Need', showerId)}`);
    expect(answer?.status()).toBe(404);
    await page.getByRole('heading', { name: 'We can’t find this page' }).waitFor();
    expect(await page.getByText('shower').count()).toBe(0);
  });
});
