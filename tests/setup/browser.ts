import { existsSync } from 'node:fs';
import bundled from '@sparticuz/chromium';
import { chromium, type Browser } from 'playwright-core';

/** Switches that keep a test browser to itself: no sandbox as root, no look-ups of the vendor's hosts. */
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--force-color-profile=srgb',
  '--hide-scrollbars',
];

/**
 * Starts the Chromium that comes from npm, or the one LINLI_CHROMIUM names. The caller closes it; give each signed-in
 * person a context of their own with `browser.newContext()`.
 */
export async function launchBrowser(): Promise<Browser> {
  const given = process.env.LINLI_CHROMIUM;
  if (given && !existsSync(given)) throw new Error(`LINLI_CHROMIUM names ${given}, which does not exist`);
  const executablePath = given ?? (await bundled.executablePath());
  return chromium.launch({ executablePath, headless: true, args: QUIET });
}
