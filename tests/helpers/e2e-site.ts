import { createServer, type Socket } from 'node:net';
import type { Logger } from 'pino';
import type { BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, vi } from 'vitest';
import { createApp } from '~/server/app';
import { systemClock, type Deps } from '~/server/deps';
import { builtPages } from '~/server/pages';
import type { Actor } from '~/server/policy/actor';
import { attachSockets } from '~/server/realtime/io';
import { createPublisher } from '~/server/realtime/publisher';
import { launchBrowser } from '~/tests/setup/browser';
import { createTestDatabase, type TestDatabase } from '~/tests/setup/database';
import { testDeps, testSettings } from '~/tests/setup/deps';
import { signInAs } from './sign-in-as';

/** Who opens a page, and in which browser. */
export interface Visitor {
  /** A person signed in already, under the membership of the actor; without it nobody is. */
  readonly as?: Pick<Actor, 'membership'> & { readonly personId: string };
  /** What the browser is like; English, 1280 × 800 unless told otherwise. */
  readonly browser?: BrowserContextOptions;
}

/** One whole Linli of a test file, as `npm start` serves it, on a database of its own, with a Chromium beside it. */
export interface Site {
  /** Where browsers reach it; stays the same when the server starts again. */
  readonly url: string;
  readonly database: TestDatabase;
  readonly prisma: TestDatabase['prisma'];
  /** The parts of the server that runs or ran last. */
  readonly deps: Deps;
  /** Opens a page in a browser of its own, which the end of the test closes. */
  open(path: string, visitor?: Visitor): Promise<Page>;
  /** The same, once the page hears of changes as they happen. */
  openLive(path: string, visitor?: Visitor): Promise<Page>;
  /** Ends the server: every connection is cut. Browsers stay. */
  stop(): Promise<void>;
  /** Starts it again where it was. */
  start(): Promise<void>;
  /** Puts the server's clock to a moment, from where it goes on, until the test ends. Browsers keep their own. */
  moveClockTo(moment: Date): void;
  /** Cuts every connection, as a network does; browsers that are not offline come back. */
  cutConnections(): void;
}

/**
 * Opens a site for a test file; call it at the file's top level. After each test its browsers are closed, and an error
 * that a page's script threw, or a thing that the content policy or hydration refused, fails the test.
 */
export async function openSite(options: { demo?: boolean; log?: Logger } = {}): Promise<Site> {
  const database = await createTestDatabase();
  const [port, browser] = await Promise.all([freePort(), launchBrowser()]);
  const url = `http://localhost:${port}`;
  const settings = { ...testSettings, demo: options.demo ?? true, publicUrl: url };
  const startServer = () =>
    listen(
      testDeps(database, { clock: systemClock, settings, ...(options.log ? { log: options.log } : {}) }),
      port,
    );
  let server = await startServer();
  // The first page reads the whole build; no test waits for that.
  await fetch(url);
  let running = true;

  const contexts: BrowserContext[] = [];
  const faults: string[] = [];
  afterEach(async ({ task }) => {
    vi.useRealTimers();
    if (task.result?.state === 'fail') await keepPictures(contexts, task.name);
    await Promise.all(contexts.splice(0).map((context) => context.close()));
    const found = faults.splice(0);
    if (found.length > 0) throw new Error(`A page failed in the browser:\n${found.join('\n')}`);
  });
  afterAll(async () => {
    await browser.close();
    await site.stop();
  });

  const site: Site = {
    url,
    database,
    prisma: database.prisma,
    get deps() {
      return server.deps;
    },
    async open(path, visitor = {}) {
      const page = await newPage(visitor);
      await page.goto(path);
      return page;
    },
    async openLive(path, visitor = {}) {
      const page = await newPage(visitor);
      const following = heardOfFeeds(page);
      await page.goto(path);
      await following;
      return page;
    },
    async stop() {
      if (running) await server.stop();
      running = false;
    },
    async start() {
      server = await startServer();
      running = true;
    },
    moveClockTo(moment) {
      vi.useFakeTimers({ toFake: ['Date'], now: moment, shouldAdvanceTime: true });
    },
    cutConnections() {
      server.cutConnections();
    },
  };
  return site;

  async function newPage({ as, browser: look }: Visitor): Promise<Page> {
    const context = await browser.newContext({
      baseURL: url,
      locale: 'en-GB',
      viewport: { width: 1280, height: 800 },
      ...look,
    });
    contexts.push(context);
    context.setDefaultTimeout(15_000);
    if (as) {
      const [name = '', value = ''] = (await signInAs(database.prisma, as)).cookie.split('=');
      await context.addCookies([{ name, value, url }]);
    }
    watchFaults(context, faults);
    return context.newPage();
  }
}

/** One whole server, as `npm start` makes it: pages, API, sockets. */
async function listen(base: Deps, port: number) {
  const publisher = createPublisher(base.pool, base.log);
  const deps: Deps = { ...base, events: publisher.signal };
  const app = createApp({ deps, pages: await builtPages(), trustedProxies: 0, introspection: false });
  const sockets = await attachSockets(app.server, deps, publisher);
  const connections = new Set<Socket>();
  app.server.on('connection', (connection) => {
    connections.add(connection);
    connection.once('close', () => connections.delete(connection));
  });
  await new Promise<void>((resolve, reject) => {
    app.server.once('error', reject);
    app.server.listen(port, 'localhost', resolve);
  });
  return {
    deps,
    cutConnections() {
      for (const connection of connections) connection.destroy();
    },
    async stop() {
      await sockets.close();
      const closed = app.close();
      app.server.closeAllConnections();
      await closed;
      await publisher.close();
    },
  };
}

/** Resolves once the server has agreed to tell this page of what it shows. */
export async function heardOfFeeds(page: Page): Promise<void> {
  const socket = await page.waitForEvent('websocket');
  await socket.waitForEvent('framereceived', {
    predicate: ({ payload }) => String(payload).includes('"ok":true'),
  });
}

/** Waits until somebody who looks at a page, or a part of it, reads this there. */
export const sees = (
  place: Page | Locator,
  text: string | RegExp,
  options?: { exact?: boolean },
): Promise<void> => place.getByText(text, options).filter({ visible: true }).first().waitFor();

/** Presses something that posts or asks, without JavaScript, and answers with the status of the page it leads to. */
export async function press(page: Page, name: string | RegExp): Promise<number> {
  const [answer] = await Promise.all([
    page.waitForResponse(
      (response) =>
        response.request().isNavigationRequest() && (response.status() < 300 || response.status() >= 400),
    ),
    page.getByRole('main').getByRole('button', { name }).first().click(),
  ]);
  await page.waitForLoadState();
  return answer.status();
}

/** Something that may be folded away, unfolded. */
export async function unfold(wanted: Locator): Promise<Locator> {
  await wanted.first().evaluate((element) => {
    for (let fold = element.closest('details'); fold; fold = fold.parentElement?.closest('details') ?? null)
      fold.open = true;
  });
  return wanted.first();
}

/** Counts loads of whole documents, so that a test can tell that there was none. */
export function countLoads(page: Page): () => number {
  let loads = 0;
  page.on('load', () => (loads += 1));
  return () => loads;
}

function watchFaults(context: BrowserContext, faults: string[]): void {
  context.on('weberror', (fault) => faults.push(fault.error().stack ?? fault.error().message));
  context.on('console', (message) => {
    const text = message.text();
    if (message.type() === 'error' && /hydrat|Content Security Policy|Minified React error/i.test(text))
      faults.push(text);
  });
}

/** Pictures of what every browser showed when a test failed, into test-results/, which git ignores. */
async function keepPictures(contexts: readonly BrowserContext[], test: string): Promise<void> {
  const pages = contexts.flatMap((context) => context.pages());
  const name = test.replaceAll(/[^\w]+/g, '-').slice(0, 60);
  await Promise.all(
    pages.map((page, at) =>
      page
        .screenshot({ path: `test-results/${name}-${at + 1}.png`, fullPage: true, timeout: 5_000 })
        .catch(() => null),
    ),
  );
}

/** Below the ports that the system gives away by itself, so that nothing takes it while the server starts again. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  return new Promise((resolve) => {
    probe.once('error', () => resolve(false));
    probe.listen(port, 'localhost', () => probe.close(() => resolve(true)));
  });
}
