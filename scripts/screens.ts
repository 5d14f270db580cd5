/**
 * npm run screens: pictures of every route of a running demo into ./screens (git-ignored), for looking at before a change
 * is called done; of an installation that is not set up yet its one page. Usage: npm run screens -- [--url http://localhost:3000] [--only board] [--modes light,elder]
 */
import { mkdir } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchBrowser } from '~/tests/setup/browser';
import { lendChineseFont } from './screens/font';
import { type Screen, screens, setUpScreen } from './screens/routes';
import { signIn } from './screens/sign-in';

const widths = [390, 1280] as const;
const languages = ['zh-CN', 'en'] as const;
const modes = ['light', 'dark', 'elder'] as const;
type Mode = (typeof modes)[number];

const { values: options } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://localhost:3000' },
    only: { type: 'string' },
    modes: { type: 'string', default: modes.join(',') },
  },
});

const origin = new URL(options.url).origin;
const folder = new URL('../screens/', import.meta.url).pathname;

/** A browser of one look: language, width, light, dark or elder mode, signed in or not. */
async function openContext(
  browser: Browser,
  width: number,
  language: string,
  mode: Mode,
): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width, height: width < 600 ? 844 : 800 },
    locale: language,
    colorScheme: mode === 'dark' ? 'dark' : 'light',
    reducedMotion: 'reduce',
    bypassCSP: true,
  });
  await context.addCookies([
    { name: 'linli_locale', value: language, url: origin },
    { name: 'linli_elder', value: mode === 'elder' ? '1' : '0', url: origin },
  ]);
  await lendChineseFont(context, origin);
  return context;
}

/** A phone's picture is as tall as its page, so that what sticks to the bottom edge stands at the bottom. */
async function unrollPhone(page: Page): Promise<void> {
  const size = page.viewportSize();
  if (!size || size.width > 600) return;
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width: size.width, height: Math.max(size.height, height) });
}

/** A map waits for a sign that somebody is there, which the page hears once its script runs. */
async function openMap(page: Page): Promise<void> {
  const unopened = page.locator('.skeleton').filter({ visible: true });
  for (let moves = 0; moves < 100 && (await unopened.count()) > 0; moves += 1) {
    await page.mouse.move(1 + (moves % 2), 1);
    await page.waitForTimeout(100);
  }
}

async function picture(page: Page, screen: Screen, name: string): Promise<void> {
  const address = await screen.address(page, origin);
  if (!address) {
    console.log(`  ${screen.name}: the demo has no example of it`);
    return;
  }
  const size = page.viewportSize();
  await page.goto(new URL(address, origin).href, { waitUntil: 'load' });
  await page.waitForLoadState('networkidle');
  await openMap(page);
  await page.evaluate(async () => {
    await Promise.all([...document.fonts].map((face) => face.load()));
    // A size of its own makes Chromium shape anew whatever it had shaped before the font was there.
    document.documentElement.style.fontSize = '100.1%';
  });
  await unrollPhone(page);
  await page.screenshot({ path: `${folder}${screen.name}-${name}.png`, fullPage: true });
  if (size) await page.setViewportSize(size);
}

await mkdir(folder, { recursive: true });
// An installation that nobody has set up yet has one page.
const isNew = (await fetch(origin, { redirect: 'manual' })).headers.get('location')?.endsWith('/setup');
const wanted = (isNew ? [setUpScreen] : screens).filter(
  ({ name }) => !options.only || name.includes(options.only),
);
const browser = await launchBrowser();
try {
  for (const mode of modes.filter((each) => options.modes.split(',').includes(each))) {
    for (const language of languages) {
      for (const width of widths) {
        const name = `${width}-${language}-${mode}`;
        console.log(name);
        for (const role of new Set(wanted.map((screen) => screen.as))) {
          const context = await openContext(browser, width, language, mode);
          const page = await context.newPage();
          await signIn(page, role, language, origin);
          for (const screen of wanted.filter((each) => each.as === role)) await picture(page, screen, name);
          await context.close();
        }
      }
    }
  }
} finally {
  await browser.close();
}
