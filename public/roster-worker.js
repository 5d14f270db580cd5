/*
 * Opens one roster without a network. Registered for the address of that roster alone, it answers for it and for the files the
 * page is drawn with, and lets everything else pass. The page fills the cache (app/offline/kept-page.ts); signing out, or
 * being signed out, deletes it (app/offline/forget.ts).
 */
const build = new URL(self.location.href).searchParams.get('build');
const roster = new URL(self.registration.scope).pathname;
const cacheName = `roster ${roster} ${build}`;
/** After so long a network that does not answer counts as none. */
const patienceMs = 6000;

self.addEventListener('install', () => self.skipWaiting());

self.addEventListener('activate', (event) => {
  event.waitUntil(deleteOtherBuilds().then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== 'GET' || origin !== self.location.origin) return;
  if (event.request.mode === 'navigate') {
    if (pathname === roster) event.respondWith(answerPage(event));
  } else if (pathname.startsWith('/assets/') || pathname === '/icon.svg') {
    event.respondWith(answerFile(event.request));
  }
});

async function deleteOtherBuilds() {
  for (const name of await caches.keys())
    if (name.startsWith(`roster ${roster} `) && name !== cacheName) await caches.delete(name);
}

/** From the server where it answers; else as it was kept. */
async function answerPage(event) {
  const asked = fetch(event.request);
  const late = new Promise((resolve) => setTimeout(resolve, patienceMs, null));
  const fresh = await Promise.race([asked, late]).catch(() => null);
  // Not this person's any more: signed out, or no longer theirs to run.
  if (fresh && fresh.status < 500 && !fresh.ok) await caches.delete(cacheName);
  if (fresh && fresh.status < 500) return fresh;
  const kept = await caches.match(roster, { cacheName, ignoreVary: true });
  return kept ?? fresh ?? asked;
}

/** Files named by their content never change. None is kept once the roster is not. */
async function answerFile(request) {
  const kept = await caches.match(request, { cacheName, ignoreVary: true });
  if (kept) return kept;
  const fresh = await fetch(request);
  if (fresh.ok && (await caches.has(cacheName)))
    await (await caches.open(cacheName)).put(request, fresh.clone());
  return fresh;
}
