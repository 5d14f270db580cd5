import { once } from 'node:events';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { createApp } from '~/server/app';
import { openDatabase } from '~/server/database/client';
import { makeCalendarFeed } from '~/server/modules/calendars/make-calendar-feed';
import { revokeCalendarFeed } from '~/server/modules/calendars/revoke-calendar-feed';
import type { Pages } from '~/server/pages';
import { createClaim, createScene } from '~/tests/factories/claim';
import { createSignedIn, type SignedIn } from '~/tests/factories/session';
import { createTestDatabase } from '~/tests/setup/database';
import { testDeps } from '~/tests/setup/deps';

const database = await createTestDatabase();
const logged: string[] = [];
const deps = testDeps(database, {
  log: pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) }),
});

/** Whatever reaches the pages fails there, and is logged as it would be. */
const pages: Pages = {
  mode: 'production',
  serveFile: (_request, _response, next) => next(),
  build: () => Promise.reject(new Error('This server has no pages')),
  close: () => Promise.resolve(),
};
// Each test asks from addresses of its own, as if through a proxy.
const options = { pages, trustedProxies: 1, introspection: false };
const app = createApp({ deps, ...options });
app.server.listen(0, '127.0.0.1');
await once(app.server, 'listening');
const base = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
afterAll(() => app.close());

let volunteer: SignedIn;
let feedId: string;
let path: string;
let from: string;
let count = 0;

beforeEach(async () => {
  count += 1;
  from = `198.51.100.${count}`;
  const { task } = await createScene(database.prisma);
  volunteer = await createSignedIn(deps);
  await createClaim(database.prisma, task, { personId: volunteer.personId });
  const made = await makeCalendarFeed(deps, volunteer.actor, { kind: 'person' }, 'en');
  feedId = made.feedId;
  path = new URL(made.address).pathname;
});

const ask = (at: string, init: RequestInit = {}) =>
  fetch(base + at, { ...init, headers: { 'X-Forwarded-For': from, ...(init.headers as object) } });

describe('GET /calendar/SECRET.ics', () => {
  test('answers a calendar that nobody keeps, without a cookie', async () => {
    const answer = await ask(path, { headers: { Cookie: 'linli_locale=zh-CN' } });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('private, no-cache');
    expect(answer.headers.get('set-cookie')).toBeNull();
    expect(answer.headers.get('x-robots-tag')).toBe('noindex');
    const text = await answer.text();
    expect(text).toMatch(/^BEGIN:VCALENDAR\r\n/);
    expect(text).toContain('X-WR-CALNAME:Linli: my tasks\r\n');
    expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(1);
  });

  test('sends nothing again while nothing changed, packed or not', async () => {
    const first = await ask(path);
    const tag = first.headers.get('etag') ?? '';
    expect(tag).toMatch(/^W\/"/);
    await first.arrayBuffer();
    for (const known of [tag, tag.slice(2), `"other", ${tag}`, '*']) {
      const again = await ask(path, { headers: { 'If-None-Match': known, 'Accept-Encoding': 'identity' } });
      expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', tag]);
    }
    await database.prisma.claim.updateMany({
      where: { personId: volunteer.personId },
      data: { state: 'withdrawn', stateSince: deps.clock.now() },
    });
    const changed = await ask(path, { headers: { 'If-None-Match': tag } });
    expect(changed.status).toBe(200);
    expect(await changed.text()).toContain('STATUS:CANCELLED');
  });

  test('answers what is revoked, unknown, misspelt and no address at all alike', async () => {
    await revokeCalendarFeed(deps, volunteer.actor, { id: feedId });
    const places = [
      path,
      `/calendar/${'x'.repeat(32)}.ics`,
      path.replace('.ics', ''),
      '/calendar/',
      `${path}/x`,
    ];
    const answers = await Promise.all(places.map((place) => ask(place)));
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
    expect(new Set(await Promise.all(answers.map((answer) => answer.text()))).size).toBe(1);
    expect(answers[0]?.headers.get('cache-control')).toBe('no-store');
  });

  test('is read and nothing else', async () => {
    const head = await ask(path, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    for (const method of ['POST', 'PUT', 'DELETE', 'PROPFIND']) {
      const [status, allow] = await new Promise<[number | undefined, string | undefined]>(
        (resolve, reject) => {
          request(base + path, { method, headers: { 'X-Forwarded-For': from } }, (answer) => {
            answer.resume();
            answer.on('end', () => resolve([answer.statusCode, answer.headers.allow]));
          })
            .on('error', reject)
            .end();
        },
      );
      expect([status, allow]).toEqual([405, 'GET, HEAD']);
    }
  });

  test('holds back whoever tries addresses, and nobody who has one', async () => {
    const guesses = await Promise.all(
      Array.from({ length: 40 }, (_, at) => ask(`/calendar/${String(at).padStart(32, 'g')}.ics`)),
    );
    const statuses = guesses.map(({ status }) => status);
    expect([
      statuses.filter((status) => status === 404).length,
      statuses.filter((status) => status === 429).length,
    ]).toEqual([30, 10]);
    expect(guesses.find(({ status }) => status === 429)?.headers.get('retry-after')).toBe('900');
    const [right] = [await ask(path)];
    expect(right.status).toBe(200);
    await right.arrayBuffer();
  });

  test('leaves nothing of the secret in the log, also when something goes wrong', async () => {
    const secret = path.slice('/calendar/'.length, -'.ics'.length);
    await ask(path);
    await ask(`/calendar/${secret}`);
    await ask(path, { method: 'POST', body: 'x' });
    const nowhere = openDatabase('postgresql://nobody@127.0.0.1:9/none', { maxConnections: 1 });
    const broken = createApp({ ...options, deps: { ...deps, ...nowhere } });
    broken.server.listen(0, '127.0.0.1');
    await once(broken.server, 'listening');
    const answer = await fetch(`http://127.0.0.1:${(broken.server.address() as AddressInfo).port}${path}`);
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain(secret);
    await broken.close();
    await nowhere.close();
    expect(logged.join('')).toContain('request failed');
    expect(logged.join('')).not.toContain(secret);
  });
});
