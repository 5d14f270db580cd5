import { createServer, type AddressInfo } from 'node:net';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { createApp } from '~/server/app';
import { encodeId } from '~/server/database/id';
import { systemClock, type Deps } from '~/server/deps';
import { claimTask } from '~/server/modules/claims/claim-task';
import { builtPages } from '~/server/pages';
import { attachSockets } from '~/server/realtime/io';
import { createPublisher } from '~/server/realtime/publisher';
import { createClaimant, createScene } from '~/tests/factories/claim';
import { signInAs } from '~/tests/helpers/sign-in-as';
import { launchBrowser } from '~/tests/setup/browser';
import { createTestDatabase } from '~/tests/setup/database';
import { testDeps, testSettings } from '~/tests/setup/deps';

const database = await createTestDatabase();
const { prisma } = database;
const port = await freePort();
const url = `http://localhost:${port}`;

/** One whole server, as `npm start` makes it: pages, API, sockets. */
async function startServer() {
  const base = testDeps(database, {
    clock: systemClock,
    settings: { ...testSettings, demo: true, publicUrl: url },
  });
  const publisher = createPublisher(database.pool, base.log);
  const deps: Deps = { ...base, events: publisher.signal };
  const app = createApp({ deps, pages: await builtPages(), trustedProxies: 0, introspection: false });
  const sockets = await attachSockets(app.server, deps, publisher);
  await new Promise<void>((resolve) => app.server.listen(port, 'localhost', resolve));
  return {
    deps,
    async stop() {
      await sockets.close();
      const closed = app.close();
      app.server.closeAllConnections();
      await closed;
      await publisher.close();
    },
  };
}

let server = await startServer();
const browser = await launchBrowser();
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const contexts: BrowserContext[] = [];
afterEach(async () => {
  await Promise.all(contexts.splice(0).map((context) => context.close()));
});

/** A page of a browser of its own, once it follows its feeds. */
async function openPage(path: string, session?: { cookie: string }): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB' });
  contexts.push(context);
  const [name, value] = session?.cookie.split('=') ?? [];
  if (name && value) await context.addCookies([{ name, value, url }]);
  const page = await context.newPage();
  const following = page.waitForEvent('websocket').then((socket) =>
    socket.waitForEvent('framereceived', {
      predicate: ({ payload }) => String(payload).includes('"ok":true'),
    }),
  );
  await page.goto(`${url}${path}`);
  await following;
  return page;
}

/** Counts loads of whole documents, so that a test can tell that there was none. */
function countLoads(page: Page): () => number {
  let loads = 0;
  page.on('load', () => (loads += 1));
  return () => loads;
}

const taken = (page: Page, count: number) => page.getByText(new RegExp(`${5 - count} of 5`)).first();

describe('an open page', () => {
  it('shows a claim within a second of the commit, on two browsers, without being loaded again', async () => {
    const { need, task } = await createScene(prisma);
    const path = `/needs/${encodeId('Need', need.id)}`;
    const own = await createClaimant(prisma);
    const pages = [
      await openPage(path),
      await openPage(path, await signInAs(prisma, own)),
      await openPage('/'),
    ];
    const loads = pages.map(countLoads);

    await claimTask(server.deps, await createClaimant(prisma), { task: task.id });
    await Promise.all(pages.map((page) => taken(page, 1).waitFor({ timeout: 1_000 })));
    expect(loads.map((count) => count())).toEqual([0, 0, 0]);
  });

  it('catches up after its browser was offline', async () => {
    const { need, task } = await createScene(prisma);
    const page = await openPage(`/needs/${encodeId('Need', need.id)}`);
    await page.context().setOffline(true);
    // A socket that is open stays open when a browser is told to be offline: the server hangs up.
    await claimTask(server.deps, await createClaimant(prisma), { task: task.id });
    await page.getByText('No connection.').waitFor();
    await page.context().setOffline(false);
    await taken(page, 1).waitFor({ timeout: 5_000 });
    await page.getByText('No connection.').waitFor({ state: 'hidden' });
  });

  it('catches up after the server was started again', async () => {
    const { need, task } = await createScene(prisma);
    const page = await openPage(`/needs/${encodeId('Need', need.id)}`);
    const loads = countLoads(page);
    const claim = async () => claimTask(server.deps, await createClaimant(prisma), { task: task.id });
    await server.stop();
    await claim();
    server = await startServer();
    await taken(page, 1).waitFor({ timeout: 10_000 });
    await claim();
    await taken(page, 2).waitFor({ timeout: 1_500 });
    expect(loads()).toBe(0);
  });

  it('marks what changed for two seconds', async () => {
    const { task } = await createScene(prisma);
    const page = await openPage('/');
    await claimTask(server.deps, await createClaimant(prisma), { task: task.id });
    await page.locator('[data-live-changed]').first().waitFor({ timeout: 1_500 });
    await page.locator('[data-live-changed]').first().waitFor({ state: 'detached', timeout: 4_000 });
  });
});

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, 'localhost', resolve));
  const { port: free } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return free;
}
