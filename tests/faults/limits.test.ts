import { request, type RequestOptions } from 'node:http';
import type { AddressInfo } from 'node:net';
import { defaultFieldResolver } from 'graphql';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '~/generated/prisma/client';
import { createApp } from '~/server/app';
import { limits } from '~/server/graphql/limits';
import { schema } from '~/server/graphql/schema';
import type { Pages } from '~/server/pages';
import { createTestDatabase } from '~/tests/setup/database';
import { testDeps } from '~/tests/setup/deps';

const noPages: Pages = {
  mode: 'production',
  serveFile: (_request, _response, next) => next(),
  build: () => Promise.reject(new Error('No pages here')),
  close: async () => undefined,
};

/** What ran: resolvers of the API's operations, and statements that reached the database. */
const ran = { resolvers: 0, statements: 0 };

for (const type of [schema.getQueryType(), schema.getMutationType()]) {
  for (const field of Object.values(type?.getFields() ?? {})) {
    const resolve = field.resolve ?? defaultFieldResolver;
    field.resolve = (...args) => {
      ran.resolvers += 1;
      return resolve(...args);
    };
  }
}

const database = await createTestDatabase();
const counted = new Proxy(database.pool, {
  get(pool, name) {
    if (name === 'query' || name === 'connect') ran.statements += 1;
    const value: unknown = Reflect.get(pool, name);
    return typeof value === 'function' ? value.bind(pool) : value;
  },
});
const prisma = new PrismaClient({ adapter: new PrismaPg(counted) });
const deps = testDeps({ pool: counted, prisma });
const app = createApp({ deps, pages: noPages, trustedProxies: 0, introspection: false });
await new Promise<void>((resolve) => app.server.listen(0, '127.0.0.1', resolve));
const { port } = app.server.address() as AddressInfo;
afterAll(async () => {
  await app.close();
  await prisma.$disconnect();
});

beforeEach(() => {
  ran.resolvers = ran.statements = 0;
});

interface Answer {
  readonly status: number;
  readonly text: string;
}

/** One HTTP request, as any program may send it. A connection that the server ends early counts as refused. */
function send(
  body: string | Buffer,
  headers: RequestOptions['headers'] = {},
  method = 'POST',
  path = '/graphql',
): Promise<Answer> {
  return new Promise((resolve) => {
    const sent = request({
      port,
      host: '127.0.0.1',
      method,
      path,
      headers:
        headers && 'transfer-encoding' in headers
          ? headers
          : { 'content-length': Buffer.byteLength(body), ...headers },
    });
    sent.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('close', () =>
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
      );
    });
    sent.on('error', () => resolve({ status: 0, text: '' }));
    sent.end(body);
  });
}

const json = { 'content-type': 'application/json' };
const query = (text: string, variables: object = {}) =>
  send(JSON.stringify({ query: text, variables }), json);

/** Nothing ran, and the answer is no data. */
function expectRefused(answer: Answer): void {
  expect(ran).toEqual({ resolvers: 0, statements: 0 });
  expectNoData(answer);
}

function expectNoData({ status, text }: Answer): void {
  expect(text).not.toContain('"data":{');
  if (status === 200) expect(text).toContain('"errors"');
  else expect([0, 400, 403, 405, 413, 415]).toContain(status);
}

describe('a request to the API', () => {
  it('is answered when it is a reasonable one', async () => {
    const { status, text } = await query('{ categories { id } }');
    expect(status).toBe(200);
    expect(JSON.parse(text)).toEqual({ data: { categories: [] } });
    expect(ran.resolvers).toBe(1);
    expect(ran.statements).toBeGreaterThan(0);
  });

  it('is refused with a hundred thousand aliases', async () => {
    const aliases = Array.from({ length: 100_000 }, (_, index) => `a${index}:viewer{locale}`).join(' ');
    expectRefused(await query(`{ ${aliases} }`));
  });

  it('is refused with more aliases than allowed', async () => {
    const aliases = Array.from(
      { length: limits.armor.maxAliases.n + 1 },
      (_, index) => `a${index}:viewer{locale}`,
    );
    expectRefused(await query(`{ ${aliases.join(' ')} }`));
  });

  it('is refused when it goes deep', async () => {
    const depth = 40;
    const deep = `${'parent { '.repeat(depth)}id${' }'.repeat(depth)}`;
    expectRefused(await query(`{ communities { ${deep} } }`));
  });

  it('is refused when it goes deep through fragments', async () => {
    const fragments = Array.from(
      { length: 20 },
      (_, index) =>
        `fragment F${index} on Community { parent { ${index < 19 ? `...F${index + 1}` : 'id'} } }`,
    );
    expectRefused(await query(`{ communities { ...F0 } } ${fragments.join(' ')}`));
  });

  it('is refused when a fragment holds itself', async () => {
    expectRefused(await query('{ communities { ...F } } fragment F on Community { parent { ...F } }'));
  });

  it('is refused with a thousand directives', async () => {
    expectRefused(await query(`{ installation { demo ${'@include(if: true) '.repeat(1_000)} } }`));
  });

  it('is refused when it would cost too much', async () => {
    const wide =
      'needs(first: 100) { edges { node { tasks { claims { person { displayName } } } organisation { needs(first: 100) { edges { node { tasks { id } } } } } } } }';
    // The cost is known where execution begins: no resolver of ours has run, nothing was read.
    expectNoData(await query(`{ a: ${wide} b: ${wide} c: ${wide} d: ${wide} }`));
    expect(ran.statements).toBe(0);
  });

  it('is refused as a batch', async () => {
    const one = { query: '{ installation { demo } }' };
    expectRefused(await send(JSON.stringify(Array.from({ length: 50 }, () => one)), json));
  });

  it('is refused with a body of 30 MB, announced or not', async () => {
    const body = JSON.stringify({ query: '{ installation { demo } }', pad: 'x'.repeat(30 * 1024 * 1024) });
    expectRefused(await send(body, json));
    expectRefused(await send(body, { ...json, 'transfer-encoding': 'chunked' }));
  });

  it('does not tell what the schema holds', async () => {
    expectRefused(await query('{ __schema { types { name } } }'));
    const { text } = await query('{ viewr { locale } }');
    expect(text).not.toMatch(/did you mean/i);
    expect(ran).toEqual({ resolvers: 0, statements: 0 });
  });
});

describe('a mutation from a page of another origin', () => {
  const mutation = 'mutation { signOut { __typename } }';
  const foreign = { origin: 'https://evil.example' };

  it.each([
    ['a form', 'application/x-www-form-urlencoded', `query=${encodeURIComponent(mutation)}`],
    ['plain text', 'text/plain', JSON.stringify({ query: mutation })],
    ['no type at all', undefined, JSON.stringify({ query: mutation })],
    [
      'a form with parts',
      'multipart/form-data; boundary=x',
      `--x\r\ncontent-disposition: form-data; name="operations"\r\n\r\n${JSON.stringify({ query: mutation })}\r\n--x\r\ncontent-disposition: form-data; name="map"\r\n\r\n{}\r\n--x--\r\n`,
    ],
  ])('is refused as %s', async (_name, type, body) => {
    expectRefused(await send(body, { ...foreign, ...(type ? { 'content-type': type } : {}) }));
  });

  it('is refused as JSON too, whichever way the browser says where it comes from', async () => {
    const body = JSON.stringify({ query: mutation });
    for (const from of [
      foreign,
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ]) {
      const answer = await send(body, { ...json, ...from });
      expectRefused(answer);
      expect(answer.status).toBe(403);
    }
  });

  it('is taken from the own pages, and from programs, which name no origin', async () => {
    const body = JSON.stringify({ query: mutation });
    const own = { origin: deps.settings.publicUrl, 'sec-fetch-site': 'same-origin' };
    for (const from of [own, {}]) {
      ran.resolvers = 0;
      expect(await send(body, { ...json, ...from })).toMatchObject({ status: 200 });
      expect(ran.resolvers).toBe(1);
    }
  });

  it('is refused as JSON by another name', async () => {
    expectRefused(
      await send(JSON.stringify({ query: mutation }), {
        ...foreign,
        'content-type': 'text/plain;application/json',
      }),
    );
  });

  it('is refused in an address', async () => {
    expectRefused(await send('', foreign, 'GET', `/graphql?query=${encodeURIComponent(mutation)}`));
    expectRefused(
      await send('', { ...foreign, ...json }, 'GET', `/graphql?query=${encodeURIComponent(mutation)}`),
    );
  });

  it("gets no leave to ask from the browser's preflight", async () => {
    const sent = await new Promise<Record<string, unknown>>((resolve) => {
      const preflight = request({
        port,
        host: '127.0.0.1',
        method: 'OPTIONS',
        path: '/graphql',
        headers: {
          ...foreign,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'content-type',
        },
      });
      preflight.on('response', (response) => {
        response.resume();
        response.on('end', () => resolve(response.headers));
      });
      preflight.end();
    });
    expect(sent['access-control-allow-origin']).toBeUndefined();
    expect(ran).toEqual({ resolvers: 0, statements: 0 });
  });
});
