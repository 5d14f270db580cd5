import { cachePrefix, forgetPage, forgetPages, forgotten, keptPages, workerPath } from './forget';
import { keptBy, noteKeptBy } from './kept-by';
import { setServerTime } from './server-clock';

declare global {
  interface Window {
    __reactRouterManifest?: { version?: string };
  }
}

/** A roster that nobody opened for so long is of no day any more. */
const keptDays = 4;

/**
 * Keeps a roster on this device as it now is, with what it is drawn with, so that it opens without a network; answers whether it
 * does. Needs a secure address, as everything of its kind: elsewhere the acts alone are kept.
 */
export async function keepPage(path: string, who: string): Promise<boolean> {
  await forgotten();
  if (keptBy() !== null && keptBy() !== who) await forgetPages();
  if (!import.meta.env.PROD || !('serviceWorker' in navigator) || !('caches' in window)) return false;
  const build = window.__reactRouterManifest?.version ?? '';
  noteKeptBy(who);
  await forgetOld();
  // What comes once the browser is idle belongs to the page too.
  await import('~/app/live/socket');
  const cache = await caches.open(`${cachePrefix}${path} ${build}`);
  const page = await fetch(path, { redirect: 'manual' });
  if (!page.ok) {
    await forgetPage(path);
    return false;
  }
  setServerTime(page.headers.get('Date'));
  const parts = partsOfPage(await page.clone().text());
  await Promise.all([cache.put(path, page), cache.addAll(parts)]);
  await navigator.serviceWorker.register(`${workerPath}?build=${encodeURIComponent(build)}`, { scope: path });
  return true;
}

/** The files that the page names, and those that were loaded while it was open. */
function partsOfPage(html: string): string[] {
  const named = html.match(/\/(assets\/[\w.-]+|icon\.svg)(?=["'])/g) ?? [];
  const loaded = performance
    .getEntriesByType('resource')
    .map(({ name }) => new URL(name))
    .filter(({ origin, pathname }) => origin === location.origin && pathname.startsWith('/assets/'))
    .map(({ pathname }) => pathname);
  return [...new Set([...named, ...loaded])];
}

async function forgetOld(): Promise<void> {
  for (const { path, cache } of await keptPages()) {
    const page = await (await caches.open(cache)).match(path);
    const keptAt = Date.parse(page?.headers.get('Date') ?? '');
    if (Date.now() - keptAt > keptDays * 86_400_000) await forgetPage(path);
  }
}
