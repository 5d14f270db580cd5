import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '~/tests/setup/browser';
import { median, type BenchLine } from './measure';

const rounds = 5;
/** What the first page may send; React and the router alone are 109. */
const budget = 130;
/** The live client, asked for when the browser is idle after the page has come alive: no press waits for it. */
const whenIdle = /\/assets\/socket-/;
/** A phone on a slow mobile network, as Lighthouse has it. */
const slow4g = { offline: false, latency: 150, downloadThroughput: 204_800, uploadThroughput: 96_000 };

interface Weight {
  /** Gzipped bytes of script until the page answers. */
  readonly before: number;
  /** And of what comes by itself once the browser is idle. */
  readonly idle: number;
}

/**
 * JavaScript that the demo's first page sends to a Chromium in which nobody moves, gzipped, in kilobytes of 1,000 bytes; the same
 * of a need and of the sign-in page; the first words on a slow phone; and that nothing of it is needed to read them.
 */
export async function pageWeight(): Promise<BenchLine> {
  const server = await startDemo();
  const browser = await launchBrowser();
  try {
    const need = await firstNeed(browser, server.address);
    const pages = { board: '/', need, signIn: '/sign-in' };
    const weights = { board: [] as Weight[], need: [] as Weight[], signIn: [] as Weight[] };
    const firstWords: number[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      for (const name of ['board', 'need', 'signIn'] as const)
        weights[name].push(await weigh(browser, server.address + pages[name]));
      firstWords.push(await firstContent(browser, server.address));
      console.log(`round ${round}: ${kilobytes(weights.board.map(({ before }) => before))} kB`);
    }
    const board = kilobytes(weights.board.map(({ before }) => before));
    return {
      name: 'page-weight',
      ratio: Number((board / budget).toFixed(3)),
      rounds,
      reference: `${budget} kB gzip, of which React and the router alone are 109`,
      kilobytes: board,
      needKilobytes: kilobytes(weights.need.map(({ before }) => before)),
      signInKilobytes: kilobytes(weights.signIn.map(({ before }) => before)),
      whenIdleKilobytes: kilobytes(weights.board.map(({ idle }) => idle)),
      neededToReadKilobytes: await neededToRead(browser, server.address, need),
      slow4gFirstContentMs: Math.round(median(firstWords)),
    };
  } finally {
    await browser.close();
    await server.stop();
  }
}

function kilobytes(bytes: readonly number[]): number {
  return Number((median(bytes) / 1_000).toFixed(1));
}

async function weigh(browser: Browser, address: string): Promise<Weight> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en' });
  const page = await context.newPage();
  const scripts = new Map<string, Promise<Buffer>>();
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.set(response.url(), response.body());
  });
  await page.goto(address, { waitUntil: 'networkidle' });
  await page.waitForTimeout(1_500);
  const weight = { before: 0, idle: 0 };
  for (const [url, body] of scripts)
    weight[whenIdle.test(url) ? 'idle' : 'before'] += gzipSync(await body, { level: 9 }).length;
  await context.close();
  return weight;
}

/** Milliseconds until the board's first words stand on a phone, over a slow network and with an empty cache. */
async function firstContent(browser: Browser, address: string): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'en' });
  const page = await context.newPage();
  const network = await context.newCDPSession(page);
  await network.send('Network.emulateNetworkConditions', slow4g);
  await page.goto(address, { waitUntil: 'load' });
  const painted = await page.evaluate(
    () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN,
  );
  await context.close();
  return painted;
}

/** Script that a browser without JavaScript was sent and needed: it has the board, the need and the form all the same. */
async function neededToRead(browser: Browser, address: string, need: string): Promise<number> {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  const has = async (path: string, what: string) => {
    await page.goto(address + path);
    if ((await page.locator(what).count()) === 0)
      throw new Error(`${path} has no ${what} without JavaScript`);
  };
  await has('/', 'article a[href^="/needs/"]');
  await has(need, 'main h1');
  await has('/sign-in', 'input[type=password]');
  await context.close();
  return 0;
}

async function firstNeed(browser: Browser, address: string): Promise<string> {
  const page: Page = await browser.newPage();
  await page.goto(address);
  const href = await page.locator('main a[href^="/needs/"]').first().getAttribute('href');
  await page.close();
  return href ?? '/';
}

/** `npm start` on data of its own, with the demo loaded. */
async function startDemo(): Promise<{ address: string; stop(): Promise<void> }> {
  const directory = mkdtempSync(join(tmpdir(), 'linli-bench-weight-'));
  chmodSync(directory, 0o755);
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    env: { ...process.env, LINLI_DATA_DIR: directory, LINLI_DEMO: '1', PORT: '0', NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let said = '';
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const ready = /is ready at (\S+)/.exec(said);
      if (ready?.[1]) resolve(ready[1]);
    });
    void ended.then(() => reject(new Error(`It ended before it was ready: ${said}`)));
  });
  return {
    address,
    async stop() {
      child.kill('SIGTERM');
      await ended;
      rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
