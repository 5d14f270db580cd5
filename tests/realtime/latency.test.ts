import { afterAll, afterEach, expect, it } from 'vitest';
import { claimTask } from '~/server/modules/claims/claim-task';
import { encodeId } from '~/server/database/id';
import { createClaimant, createScene } from '~/tests/factories/claim';
import { commitEvent } from '~/tests/helpers/events';
import { LiveClient } from '~/tests/helpers/live-client';
import { startNode } from '~/tests/helpers/node';
import { waitFor } from '~/tests/helpers/wait-for';
import { createTestDatabase } from '~/tests/setup/database';

const database = await createTestDatabase();
const { prisma } = database;
const [here, there] = await Promise.all([startNode(database), startNode(database)]);
afterAll(() => Promise.all([here.stop(), there.stop()]));

const clients: LiveClient[] = [];
afterEach(() => clients.splice(0).forEach((client) => client.close()));

function connect(url: string, transports?: ('websocket' | 'polling')[]): LiveClient {
  const client = new LiveClient(url, transports ? { transports } : {});
  clients.push(client);
  return client;
}

/** Milliseconds from the commit of each of some claims until a page has heard of it. */
async function claimsHeardBy(client: LiveClient, count: number): Promise<number[]> {
  const { need, task } = await createScene(prisma, { task: { maximumPlaces: count } });
  await client.follow([`need:${encodeId('Need', need.id)}`]);
  const times: number[] = [];
  for (let nth = 1; nth <= count; nth += 1) {
    await claimTask(here.deps, await createClaimant(prisma), { task: task.id });
    const committed = performance.now();
    await waitFor(() => client.frames.length >= nth, `claim ${nth}`, 1_000);
    times.push(performance.now() - committed);
  }
  return times.sort((a, b) => a - b);
}

const median = (sorted: number[]): number => sorted[Math.floor(sorted.length / 2)] ?? Infinity;

it.each([
  ['the node that committed it', here],
  ['another node', there],
])('a claim is heard on %s within a second of its commit', async (name, node) => {
  const times = await claimsHeardBy(connect(node.url), 20);
  // Said, not asserted: the promise is 100 ms on a machine of one's own.
  console.info(
    `Heard on ${name}: median ${median(times).toFixed(1)} ms, slowest ${times.at(-1)?.toFixed(1)} ms`,
  );
  expect(times).toHaveLength(20);
});

it('where WebSockets are blocked, everything is heard by polling, in order and as soon', async () => {
  const client = connect(there.url, ['polling']);
  const times = await claimsHeardBy(client, 20);
  expect(times).toHaveLength(20);
  expect(client.positions).toEqual([...client.positions].sort((a, b) => a - b));
  expect(client.socket.io.engine.transport.name).toBe('polling');
});

it('each frame names the one before it on its feed, so that a gap shows', async () => {
  const client = connect(there.url);
  await client.follow(['board']);
  for (let nth = 0; nth < 6; nth += 1) {
    await commitEvent(prisma, { feeds: nth % 2 === 0 ? ['board'] : ['community:elsewhere'] });
    here.publisher.signal.wake();
  }
  await client.heard(3);
  const [first, ...others] = client.frames;
  expect(others.map((frame) => frame.previous)).toEqual(client.positions.slice(0, -1));
  expect(first?.previous).toBeLessThan(first?.position ?? 0);
});
