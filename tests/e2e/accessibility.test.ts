import { readFileSync } from 'node:fs';
import { matchRoutes, type RouteObject } from 'react-router';
import type { RouteConfigEntry } from '@react-router/dev/routes';
import type { BrowserContextOptions, Cookie, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import routes from '~/app/routes';
import { loadDemo } from '~/prisma/seed/load-demo';
import { type Role, screens } from '~/scripts/screens/routes';
import { signIn } from '~/scripts/screens/sign-in';
import { ensureSetupCode } from '~/server/modules/identity/installation';
import { graveFindings } from '~/tests/helpers/axe';
import { openSite, type Site } from '~/tests/helpers/e2e-site';
import { elderAids, normalAids, sidewaysScroll, smallThings } from '~/tests/helpers/reading-aids';

const languages = ['en', 'zh-CN'] as const;
type Language = (typeof languages)[number];

/** Pages looked at together: one waits for the server while another is measured. */
const atOnce = 4;
const phone = { width: 390, height: 844 };
const desktop = { width: 1280, height: 800 };
/** The least window WCAG asks for (1.4.10), as 400 % zoom makes of a desktop's; and letters that turn 20 px into 30. */
const zoomedWidth = 320;
const largest = 1.5;

const site = await openSite();
const newInstallation = await openSite({ demo: false });

interface Place {
  readonly name: string;
  readonly role: Role;
  readonly path: string;
}

/** A page of a moment: an installation without an operator. */
const seenOnce = ['/setup'];

const places: Record<Language, Place[]> = { en: [], 'zh-CN': [] };
const cookies = new Map<string, Cookie[]>();

beforeAll(async () => {
  await loadDemo(site.deps);
  await ensureSetupCode(newInstallation.deps);
  await Promise.all(languages.map(findPlaces));
}, 600_000);

/** Signs the demo people of a language's community in and finds each screen's address. */
async function findPlaces(language: Language): Promise<void> {
  for (const role of new Set(screens.map((screen) => screen.as))) {
    const page = await site.open('/healthz', { browser: { locale: language } });
    await signIn(page, role, language, site.url);
    for (const screen of screens.filter((each) => each.as === role)) {
      const path = await screen.address(page, site.url);
      if (path) places[language].push({ name: screen.name, role, path });
    }
    cookies.set(`${language} ${role}`, await page.context().cookies());
    await page.context().close();
  }
}

interface Look {
  language: Language;
  elder: boolean;
  dark?: boolean;
}

/** Opens every place of a language as its role, several at once, and gathers what is wrong with each. */
async function lookAtEach(look: Look, check: (page: Page) => Promise<string[]>): Promise<string[]> {
  const waiting = [...places[look.language]];
  const wrong: string[] = [];
  const pages = new Map<string, Page[]>();
  async function lane(): Promise<void> {
    for (let place = waiting.shift(); place; place = waiting.shift()) {
      const page = pages.get(place.role)?.pop() ?? (await openAs(site, look, place.role));
      await page.setViewportSize(phone);
      const { name } = place;
      const answer = await page.goto(place.path, { waitUntil: 'load' });
      if (answer?.ok() === (name === 'not-found')) wrong.push(`${name}: answers ${answer.status()}`);
      wrong.push(...(await check(page)).map((finding) => `${name}: ${finding}`));
      pages.set(place.role, [...(pages.get(place.role) ?? []), page]);
    }
  }
  await Promise.all(Array.from({ length: atOnce }, lane));
  return wrong;
}

async function openAs(where: Site, { language, elder, dark }: Look, role: Role): Promise<Page> {
  const browser: BrowserContextOptions = {
    locale: language,
    viewport: phone,
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
  };
  const page = await where.open('/healthz', { browser });
  const kept = (cookies.get(`${language} ${role}`) ?? []).filter(({ name }) => name !== 'linli_elder');
  await page
    .context()
    .addCookies([...kept, { name: 'linli_elder', value: elder ? '1' : '0', url: where.url }]);
  return page;
}

/** Everything that is promised of a page in one mode, on a phone, on a desktop and enlarged. */
async function everything(page: Page, elder: boolean): Promise<string[]> {
  const aids = elder ? elderAids : normalAids;
  const onPhone = [...(await graveFindings(page)), ...(await smallThings(page, aids))];
  await page.setViewportSize(desktop);
  const onDesktop = [...(await graveFindings(page, { lookOnly: true })), ...(await smallThings(page, aids))];
  const wide = [
    ...(await sidewaysScroll(page, phone.width)),
    ...(await sidewaysScroll(page, zoomedWidth)),
    ...(elder ? await sidewaysScroll(page, phone.width, largest) : []),
  ];
  return [
    ...onPhone.map((finding) => `on a phone, ${finding}`),
    ...onDesktop.map((finding) => `on a desktop, ${finding}`),
    ...wide,
  ];
}

describe.each(languages)('every page in %s', (language) => {
  it.each([
    ['in normal mode', false],
    ['in elder mode', true],
  ])('keeps to WCAG 2.2 AA and to its numbers %s', { timeout: 1_200_000 }, async (_, elder) => {
    expect(await lookAtEach({ language, elder }, (page) => everything(page, elder))).toEqual([]);
  });
});

it('has enough contrast in the dark on every page', { timeout: 1_200_000 }, async () => {
  const look = { language: 'en', elder: false, dark: true } as const;
  expect(await lookAtEach(look, (page) => graveFindings(page, { lookOnly: true }))).toEqual([]);
});

it.each(languages)(
  'keeps to them on the page that sets an installation up, in %s',
  { timeout: 900_000 },
  async (language) => {
    const wrong: string[] = [];
    for (const elder of [false, true]) {
      const page = await openAs(newInstallation, { language, elder }, 'guest');
      await page.goto('/setup');
      wrong.push(...(await everything(page, elder)));
    }
    expect(wrong).toEqual([]);
  },
);

it('looks at every route that has a page', () => {
  const objects = toObjects(routes);
  const seen = new Set(
    [...languages.flatMap((language) => places[language]).map(({ path }) => path), ...seenOnce].map(
      (path) => matchRoutes(objects, path.replace(/\?.*/, ''))?.at(-1)?.route.id,
    ),
  );
  const pages = objects.map(({ id }) => id ?? '').filter(isPage);
  const missed = pages.filter((file) => !seen.has(file));
  expect(missed).toEqual([]);
});

function toObjects(entries: RouteConfigEntry[]): RouteObject[] {
  return entries.map(({ file, path, index }) =>
    index && !path ? { id: file, index: true } : { id: file, path: path ?? '' },
  );
}

/** Some routes answer with a file or a redirect and are never seen. */
function isPage(file: string): boolean {
  return readFileSync(new URL(`../../app/${file}`, import.meta.url), 'utf8').includes('export default');
}
