import { request as send, type IncomingHttpHeaders, type RequestOptions } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createApp, type App } from '~/server/app';
import { builtPages } from '~/server/pages';
import { createAccount, testPassword } from '~/tests/factories/account';
import { createCommunity } from '~/tests/factories/community';
import { createTestDatabase } from '~/tests/setup/database';
import { testDeps, testSettings } from '~/tests/setup/deps';

/** What the site says over HTTP around its pages: to browsers, to other sites' pages, and to those who mean it ill. */

const database = await createTestDatabase();
const { prisma, pool } = database;
const phone = '13907310000';
const apps: App[] = [];
const ports = { plain: 0, secure: 0 };

async function listen(settings: Partial<typeof testSettings>): Promise<number> {
  const deps = testDeps(database, { settings: { ...testSettings, ...settings } });
  const app = createApp({ deps, pages: await builtPages(), trustedProxies: 0, introspection: false });
  await new Promise<void>((resolve) => app.server.listen(0, '127.0.0.1', resolve));
  apps.push(app);
  return (app.server.address() as AddressInfo).port;
}

beforeAll(async () => {
  await createCommunity(prisma);
  await createAccount(testDeps(database), { phone, isOperator: true });
  ports.plain = await listen({});
  // As behind a proxy that speaks TLS and says nothing of it.
  ports.secure = await listen({ publicUrl: 'https://linli.test', secureCookies: true });
});
beforeEach(() => pool.query('DELETE FROM "RateLimit"'));
afterAll(() => Promise.all(apps.map((app) => app.close())));

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

function ask(
  path: string,
  options: RequestOptions = {},
  body: string | Iterable<string> = '',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = send(
      { host: '127.0.0.1', port: ports.plain, path, agent: false, ...options },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
        );
        response.on('error', reject);
      },
    );
    asked.on('error', reject);
    if (typeof body === 'string') asked.end(body);
    else {
      for (const chunk of body) asked.write(chunk);
      asked.end();
    }
  });
}

const form = (fields: Record<string, string>): string => new URLSearchParams(fields).toString();
const credentials = form({ identifier: phone, secret: testPassword });

const post = (path: string, body: string, headers: Record<string, string> = {}, port = ports.plain) =>
  ask(
    path,
    {
      port,
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': String(Buffer.byteLength(body)),
        ...headers,
      },
    },
    body,
  );

const cookiesOf = ({ headers }: Answer): string[] => headers['set-cookie'] ?? [];

async function signedIn(): Promise<string> {
  const answer = await post('/sign-in', credentials);
  return cookiesOf(answer)[0]?.split(';')[0] ?? '';
}

const paths = [
  '/',
  '/sign-in',
  '/no-such-page',
  '/_root.data',
  '/verify/none',
  '/assets/none.js',
  '/graphql',
  '/healthz',
  '/readyz',
  '/%E0%A4%A',
  '/..%2f..%2fetc/passwd',
];

describe('every answer', () => {
  it.each(paths)('of %s carries the headers that protect whoever reads it', async (path) => {
    const { headers, status } = await ask(path);
    expect(status).toBeLessThan(500);
    expect(headers['content-security-policy']).toMatch(/script-src 'self' 'nonce-[^']+'/);
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['content-security-policy']).not.toMatch(/script-src[^;]*unsafe/);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'strict-origin',
      'cross-origin-opener-policy': 'same-origin',
    });
    expect(headers).not.toHaveProperty('x-powered-by');
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  });

  it('lets scripts run that bear its own nonce, and makes a new one each time', async () => {
    const answers = [await ask('/'), await ask('/')];
    const nonces = answers.map(
      ({ headers }) => /'nonce-([^']+)'/.exec(String(headers['content-security-policy']))?.[1],
    );
    expect(new Set(nonces).size).toBe(2);
    answers.forEach(({ text }, at) => {
      const scripts = text.match(/<script\b[^>]*>/g) ?? [];
      expect(scripts.length).toBeGreaterThan(0);
      for (const script of scripts) expect(script).toContain(`nonce="${nonces[at]}"`);
      expect(text).not.toMatch(/<[^>]+\son(click|load|error)=/);
    });
  });

  it('is kept by no cache, unless it is a file of the build', async () => {
    const cookie = await signedIn();
    for (const path of ['/', '/account', '/account.data', '/my/tasks', '/no-such-page', '/healthz'])
      expect((await ask(path, { headers: { cookie } })).headers['cache-control'], path).toContain('no-store');
    expect((await post('/sign-in', credentials)).headers['cache-control']).toContain('no-store');
    expect((await ask('/icon.svg')).headers['cache-control']).toContain('public');
  });

  it('does not take the name of the host it was asked by for its own', async () => {
    const { text, headers } = await ask('/sign-in', { headers: { host: 'evil.example' } });
    expect(text + JSON.stringify(headers)).not.toContain('evil.example');
  });
});

describe('the cookie of a session', () => {
  it('is out of reach of scripts and other sites', async () => {
    const [cookie] = cookiesOf(await post('/sign-in', credentials));
    expect(cookie).toMatch(/^linli_session=[\w-]{43};/);
    expect(cookie).toContain('; Path=/;');
    expect(cookie).toContain('HttpOnly');
    expect(cookie).toContain('SameSite=Lax');
  });

  it('belongs to this host alone where people come over TLS, whatever the proxy says of it', async () => {
    const answer = await post(
      '/sign-in',
      credentials,
      { host: 'linli.test', origin: 'https://linli.test' },
      ports.secure,
    );
    expect(answer.status).toBe(303);
    const [cookie] = cookiesOf(answer);
    expect(cookie).toMatch(/^__Host-linli_session=/);
    expect(cookie).toContain('Secure');
    expect(cookie).not.toContain('Domain');
    expect(answer.headers['strict-transport-security']).toMatch(/max-age=\d{8}/);
  });
});

describe('a form sent by another site', () => {
  it.each([
    ['https://evil.example', {}],
    ['null', {}],
    ['http://127.0.0.1.evil.example', {}],
    [undefined, { 'sec-fetch-site': 'cross-site' }],
    [undefined, { 'sec-fetch-site': 'same-site' }],
  ] as [string | undefined, Record<string, string>][])(
    'from %s with %j changes nothing',
    async (origin, headers) => {
      for (const path of ['/sign-in', '/sign-in.data', '/sign-up', '/account/sign-out']) {
        const answer = await post(path, credentials, { ...headers, ...(origin ? { origin } : {}) });
        expect(answer.status, path).toBeGreaterThanOrEqual(400);
        expect(answer.status, path).toBeLessThan(500);
        expect(cookiesOf(answer), path).toEqual([]);
      }
    },
  );

  it('is told apart from our own', async () => {
    const origin = `http://127.0.0.1:${ports.plain}`;
    for (const headers of [{ origin }, { 'sec-fetch-site': 'same-origin', origin }, {}] as Record<
      string,
      string
    >[])
      expect((await post('/sign-in', credentials, headers)).status).toBe(303);
  });
});

it.each(['/sign-out', '/sign-out.data'])('%s lets go of what pages kept in the browser', async (path) => {
  expect((await post(path, '')).headers['clear-site-data']).toBe('"storage"');
});

describe('after signing in', () => {
  it.each(['/.//evil.example', '//evil.example', '/\\evil.example', 'https://evil.example'])(
    'nobody is sent on to %s',
    async (next) => {
      const answer = await post(
        `/sign-in?next=${encodeURIComponent(next)}`,
        `${credentials}&${form({ next })}`,
      );
      expect(answer.status).toBe(303);
      expect(answer.headers.location).toMatch(/^\/([^/\\]|$)/);
    },
  );
});

describe('a body that is too large', () => {
  const megabyte = 'x'.repeat(1024 * 1024);

  it('is refused by its length, before it is read', async () => {
    const answer = await ask('/sign-in', {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': String(500 * megabyte.length),
      },
    }).catch((error: NodeJS.ErrnoException) => error.code);
    expect(answer).toMatchObject({ status: 413 });
  });

  it.each([
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=b',
    'text/plain',
    'application/json',
  ])('is refused as soon as it has become so where it does not say (%s)', async (type) => {
    const parts = Array.from({ length: 40 }, () => megabyte);
    const answer = await ask(
      '/sign-in',
      { method: 'POST', headers: { 'content-type': type, 'transfer-encoding': 'chunked' } },
      parts,
    ).catch((error: NodeJS.ErrnoException) => ({ status: error.code }));
    expect([413, 'EPIPE', 'ECONNRESET']).toContain(answer.status);
  });

  it('leaves the site as it was', async () => {
    expect((await post('/sign-in', credentials)).status).toBe(303);
  });
});
