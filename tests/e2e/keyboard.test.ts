import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { createNeed } from '~/tests/factories/need';
import { createTask } from '~/tests/factories/task';
import { openSite } from '~/tests/helpers/e2e-site';
import { createNeighbourhood } from '~/tests/helpers/neighbourhood';

const site = await openSite();
const { prisma } = site;

/** Where the focus stands, in words. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    return `${element?.getAttribute('aria-label') ?? element?.textContent?.trim() ?? ''} ${element?.id ?? ''}`;
  });

/** Presses Tab until the focus is on something with these words; each stop on the way has to show that it has the focus. */
async function tabTo(page: Page, words: RegExp, atMost = 60): Promise<void> {
  for (let press = 0; press < atMost; press += 1) {
    await page.keyboard.press('Tab');
    expect(await hiddenFocus(page)).toBeNull();
    if (words.test(await focused(page))) return;
  }
  throw new Error(`Tab did not come to ${words}`);
}

/** Why one could not see where the focus is: no ring, off the window, or under something that stays. Null when one can. */
function hiddenFocus(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const name = element.outerHTML.slice(0, 120);
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    if (outlineStyle === 'none' || parseFloat(outlineWidth) < 2) return `no ring: ${name}`;
    const box = element.getBoundingClientRect();
    const [x, y] = [box.left + box.width / 2, box.top + Math.min(box.height / 2, 20)];
    if (y < 0 || y > innerHeight) return `off the window: ${name}`;
    const top = document.elementFromPoint(x, y);
    const same = !top || element.contains(top) || top.contains(element) || top.closest('label') !== null;
    return same ? null : `covered: ${name}`;
  });
}

async function openNeed() {
  const place = await createNeighbourhood(site);
  const need = await createNeed(prisma, {
    communityId: place.community.id,
    organisationId: place.organisation.id,
    title: 'Peel potatoes',
  });
  await createTask(prisma, { needId: need.id, title: 'Peel potatoes' });
  return place;
}

describe.each([
  ['a desktop', { width: 1280, height: 800 }],
  ['a phone', { width: 390, height: 844 }],
])('with the keyboard alone, on %s', (_, viewport) => {
  it('a place is found, claimed and given back; the focus is always to be seen', async () => {
    const { volunteer } = await openNeed();
    const page = await site.openLive('/', { as: volunteer.actor, browser: { viewport } });

    // The first stop leads past the frame; the search is next.
    await page.keyboard.press('Tab');
    expect(await focused(page)).toContain('Skip to the content');
    await page.keyboard.press('Enter');
    expect(await focused(page)).toContain('content');
    await tabTo(page, / q$/);
    await page.keyboard.type('potatoes');
    await page.keyboard.press('Enter');
    await page.waitForURL(/q=potatoes/);
    await tabTo(page, /^Peel potatoes/);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/needs\//);

    // A step to another page puts the focus on its heading.
    await page.locator('h1:focus', { hasText: 'Peel potatoes' }).waitFor();
    await tabTo(page, /^Sign up: Peel potatoes/);
    await page.keyboard.press('Enter');
    await page.getByText('Confirmed', { exact: true }).waitFor();
    await page.getByRole('heading', { level: 1 }).focus();
    await tabTo(page, /^I can.t make it: Peel potatoes/);
    await page.keyboard.press('Enter');
    await page.getByText('Confirmed', { exact: true }).waitFor({ state: 'detached' });
  });

  it('the switches of language and size are reached, and lead back to where one was', async () => {
    const page = await site.open('/about', { browser: { viewport } });
    await tabTo(page, /^Larger text/);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Normal text' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.hasAttribute('data-elder'))).toBe(true);
    await tabTo(page, /^中文/);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'English' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/about');
  });

  it('a refused form puts the focus on the first field to mend', async () => {
    const page = await site.open('/sign-up', { browser: { viewport } });
    await page.waitForLoadState('networkidle');
    await page.getByLabel('Name').fill('Nora');
    await page.keyboard.press('Enter');
    await page.locator('main [aria-invalid=true]').first().waitFor();
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-invalid')))
      .toBe('true');
    expect(await hiddenFocus(page)).toBeNull();
  });
});
