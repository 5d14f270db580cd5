import type { AddressInfo } from 'node:net';
import { serverAudits } from 'graphql-http';
import { afterAll, describe, expect, test } from 'vitest';
import { createApp } from '~/server/app';
import type { Pages } from '~/server/pages';
import { createTestDatabase } from '~/tests/setup/database';
import { testDeps } from '~/tests/setup/deps';

const noPages: Pages = {
  mode: 'production',
  serveFile: (_request, _response, next) => next(),
  build: () => Promise.reject(new Error('No pages here')),
  close: async () => undefined,
};

const app = createApp({
  deps: testDeps(await createTestDatabase()),
  pages: noPages,
  trustedProxies: 0,
  // The audits ask about variables by reading the schema.
  introspection: true,
});
await new Promise<void>((resolve) => app.server.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}/graphql`;
afterAll(() => app.close());

/** What the specification demands and recommends; of what it merely allows, GET is not offered. */
const audits = serverAudits({ url }).filter((audit) => !audit.name.startsWith('MAY'));

describe('the endpoint keeps to GraphQL over HTTP', () => {
  test.each(audits.map((audit) => [audit.name, audit] as const))('%s', async (_name, audit) => {
    expect(await audit.fn()).toMatchObject({ status: 'ok' });
    // A document that comes again is run without reading it again, and answered alike.
    expect(await audit.fn()).toMatchObject({ status: 'ok' });
  });
});
