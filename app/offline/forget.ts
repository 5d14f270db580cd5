import { noteKeptBy } from './kept-by';
import { closeTaps, tapDatabase } from './tap-store';

/** The worker that opens a roster without a network; one registration for each roster. */
export const workerPath = '/roster-worker.js';
/** How the caches of rosters begin; each holds one roster of one build. */
export const cachePrefix = 'roster ';

let forgetting: Promise<void> = Promise.resolve();

/** Settles once nothing is being deleted any more: what is kept afterwards stays. */
export const forgotten = (): Promise<void> => forgetting;

/** Deletes the rosters kept on this device, and what opens them. Acts that wait to be sent stay. */
export function forgetPages(): Promise<void> {
  forgetting = forgetting.then(() => deletePages());
  return forgetting;
}

/** Deletes everything about other people that this device keeps: rosters, what opens them, and acts that were not sent. */
export function forgetAll(): Promise<void> {
  forgetting = forgetting.then(async () => {
    await Promise.all([deletePages(), deleteTaps()]);
    noteKeptBy(null);
  });
  return forgetting;
}

/** Deletes one roster and what opens it. */
export async function forgetPage(path: string): Promise<void> {
  await deletePages((scope) => scope === path);
}

async function deletePages(which: (scope: string) => boolean = () => true): Promise<void> {
  if ('serviceWorker' in navigator) {
    for (const registration of await navigator.serviceWorker.getRegistrations()) {
      const worker = registration.active ?? registration.waiting ?? registration.installing;
      const isOurs = worker && new URL(worker.scriptURL).pathname === workerPath;
      if (isOurs && which(new URL(registration.scope).pathname)) await registration.unregister();
    }
  }
  if ('caches' in window) {
    for (const name of await caches.keys())
      if (name.startsWith(cachePrefix) && which(scopeIn(name))) await caches.delete(name);
  }
}

/** The roster's address in the name of its cache: `roster ADDRESS BUILD`. */
const scopeIn = (name: string): string => name.slice(cachePrefix.length).split(' ', 1)[0] ?? '';

/** The addresses of the rosters kept here. */
export async function keptPages(): Promise<{ path: string; cache: string }[]> {
  if (!('caches' in window)) return [];
  const names = (await caches.keys()).filter((name) => name.startsWith(cachePrefix));
  return names.map((cache) => ({ cache, path: scopeIn(cache) }));
}

function deleteTaps(): Promise<void> {
  closeTaps();
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(tapDatabase);
    request.onsuccess = request.onerror = request.onblocked = () => resolve();
  });
}
