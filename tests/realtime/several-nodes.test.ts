import { describe, expect, it } from 'vitest';
import { commitEvents } from '~/tests/helpers/events';
import { LiveClient } from '~/tests/helpers/live-client';
import { startNode } from '~/tests/helpers/node';
import { waitFor } from '~/tests/helpers/wait-for';
import { createTestDatabase } from '~/tests/setup/database';

const database = await createTestDatabase();

/** `TEST_REDIS_URL` adds the bus over Redis; PostgreSQL's runs always. */
const redisUrl = process.env.TEST_REDIS_URL;
const buses = [
  { name: 'PostgreSQL', options: { severalNodes: true } },
  ...(redisUrl ? [{ name: 'Redis', options: { redisUrl } }] : []),
];

describe.each(buses)('two nodes with a bus over $name', ({ options }) => {
  it('each send every event once and in order to their own sockets', async () => {
    const nodes = [await startNode(database, options), await startNode(database, options)];
    const clients = nodes.map((node) => new LiveClient(node.url));
    const from = Math.max(...(await Promise.all(clients.map((client) => client.follow(['board'])))));
    await commitEvents(database.prisma, 200, () => ({ feeds: ['board'] }));
    nodes[0]?.publisher.signal.wake();
    const expected = Array.from({ length: 200 }, (_, index) => from + 1 + index);
    for (const client of clients) {
      await waitFor(() => client.frames.length >= 200, '200 frames');
      expect(client.positions).toEqual(expected);
      client.close();
    }
    await Promise.all(nodes.map((node) => node.stop()));
  });
});
