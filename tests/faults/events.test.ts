import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { encodeId } from '~/server/database/id';
import { forgetEvents } from '~/server/realtime/forget-events';
import { createPerson } from '~/tests/factories/person';
import { signInAs } from '~/tests/helpers/sign-in-as';
import { commitEvent, commitEvents, publishedEvents } from '~/tests/helpers/events';
import { LiveClient } from '~/tests/helpers/live-client';
import { startNode, type TestNode } from '~/tests/helpers/node';
import { waitFor } from '~/tests/helpers/wait-for';
import { createTestDatabase } from '~/tests/setup/database';

const database = await createTestDatabase({ connections: 12 });
const { pool, prisma } = database;
let node: TestNode = await startNode(database);
afterAll(() => node.stop());

const clients: LiveClient[] = [];
afterEach(() => clients.splice(0).forEach((client) => client.close()));

function connect(session: { cookie?: string } = {}): LiveClient {
  const client = new LiveClient(node.url, session);
  clients.push(client);
  return client;
}

/** Events of which every third is the viewer's too and every fifth somebody else's alone. */
const mixed = (viewer: string, other: string) => (index: number) => ({
  feeds: index % 5 === 0 ? [`person:${other}`] : index % 3 === 0 ? ['board', `person:${viewer}`] : ['board'],
});

async function settled(): Promise<void> {
  node.publisher.signal.wake();
  await waitFor(async () => {
    const { rows } = await pool.query('SELECT 1 FROM "Event" WHERE position IS NULL LIMIT 1');
    return rows.length === 0 && node.publisher.head === (await publishedEvents(database)).at(-1)?.position;
  }, 'everything to be published');
}

/** What a client that follows the board and a person must have heard since a position, as [position, feed]. */
async function expectedFrames(viewer: string, after: number): Promise<[number, string][]> {
  const feeds = new Map([
    ['board', 'board'],
    [`person:${viewer}`, `person:${encodeId('Person', viewer)}`],
  ]);
  return (await publishedEvents(database))
    .filter((event) => event.position > after)
    .flatMap((event) =>
      event.feeds.flatMap((feed): [number, string][] =>
        feeds.has(feed) ? [[event.position, feeds.get(feed)!]] : [],
      ),
    );
}

const inOrder = (frames: [number, string][]) =>
  [...frames].sort(([a, feedA], [b, feedB]) => a - b || feedA.localeCompare(feedB));

async function expectEverythingOnce(client: LiveClient, viewer: string, after: number): Promise<void> {
  const expected = await expectedFrames(viewer, after);
  await client.heard(expected.length);
  const heard = client.frames.map((frame): [number, string] => [frame.position, frame.feed]);
  expect(inOrder(heard)).toEqual(inOrder(expected));
  expect(heard.map(([position]) => position)).toEqual([...client.positions].sort((a, b) => a - b));
  expectNoGap(client, after);
}

/** Each frame names the one before it on its feed, so that a client would notice a hole. */
function expectNoGap(client: LiveClient, after: number): void {
  const last = new Map<string, number>();
  for (const frame of client.frames) {
    expect(frame.previous).toBeLessThanOrEqual(last.get(frame.feed) ?? after);
    last.set(frame.feed, frame.position);
  }
}

async function twoPersons(): Promise<{ viewer: string; other: string; cookie: string; feeds: string[] }> {
  const [viewer, other] = [await createPerson(prisma), await createPerson(prisma)];
  const { cookie } = await signInAs(prisma, { personId: viewer.id, membership: null });
  return {
    viewer: viewer.id,
    other: other.id,
    cookie,
    feeds: ['board', `person:${encodeId('Person', viewer.id)}`],
  };
}

describe('a client that was away', () => {
  it('gets each of a thousand events it may see once and in order, while more are written', async () => {
    const { viewer, other, cookie, feeds } = await twoPersons();
    const before = connect({ cookie });
    const after = await before.follow(feeds);
    before.close();
    await commitEvents(prisma, 1_000, mixed(viewer, other));
    node.publisher.signal.wake();

    const back = connect({ cookie });
    const writing = commitEvents(prisma, 200, mixed(viewer, other));
    const waking = setInterval(() => node.publisher.signal.wake(), 2);
    await back.follow(feeds, after);
    await writing;
    clearInterval(waking);
    await settled();
    await expectEverythingOnce(back, viewer, after);
  });

  it('gets them across a restart of the server, and reconnects by itself', async () => {
    const { viewer, other, cookie, feeds } = await twoPersons();
    const client = connect({ cookie });
    let after = await client.follow(feeds);
    const from = after;
    client.socket.on('connect', () => void client.follow(feeds, client.positions.at(-1) ?? after));
    await commitEvents(prisma, 50, mixed(viewer, other));
    await settled();
    after = (await expectedFrames(viewer, from)).length;
    await client.heard(after);

    const { port } = node;
    await node.stop();
    await commitEvents(prisma, 700, mixed(viewer, other));
    node = await startNode(database, { port });
    await commitEvents(prisma, 50, mixed(viewer, other));
    await settled();
    await expectEverythingOnce(client, viewer, from);
  });

  it('is told to read anew when what it missed is no longer kept', async () => {
    await commitEvents(prisma, 40, () => ({ feeds: ['board'] }));
    await settled();
    const before = new Date();
    await new Promise((resolve) => setTimeout(resolve, 5));
    await commitEvents(prisma, 5, () => ({ feeds: ['board'] }));
    await settled();
    expect(await forgetEvents(pool, before)).toBeGreaterThanOrEqual(40);
    const { port } = node;
    await node.stop();
    node = await startNode(database, { port });
    const late = connect();
    const position = await late.follow(['board'], 1);
    expect(late.refreshed).toEqual(['board']);
    expect(position).toBe(node.publisher.head);
    expect(late.frames).toEqual([]);

    const kept = connect();
    await kept.follow(['board'], position - 5);
    expect(kept.positions).toEqual([4, 3, 2, 1, 0].map((back) => position - back));
    expect(kept.refreshed).toEqual([]);
  });

  it('is told to read anew when it comes from a log that was longer', async () => {
    const client = connect();
    await client.follow(['board'], node.publisher.head + 1_000);
    expect(client.refreshed).toEqual(['board']);
    await commitEvent(prisma, { feeds: ['board'] });
    node.publisher.signal.wake();
    await client.heard(1);
  });

  it('comes back with a hundred others, and each gets everything', async () => {
    const after = node.publisher.head;
    await commitEvents(prisma, 100, () => ({ feeds: ['board'] }));
    await settled();
    const crowd = Array.from({ length: 100 }, () => connect());
    await Promise.all(crowd.map((client) => client.follow(['board'], after)));
    const expected = Array.from({ length: 100 }, (_, index) => after + 1 + index);
    for (const client of crowd) expect(client.positions).toEqual(expected);
  });
});

describe('a client that cannot keep up', () => {
  it('is caught up from the log instead of being buffered for', async () => {
    const client = connect();
    await client.follow(['board']);
    const from = node.publisher.head;
    // The client's side of the connection stops reading.
    const engine = client.socket.io.engine as unknown as {
      transport: { ws: { pause(): void; resume(): void } };
    };
    engine.transport.ws.pause();
    await commitEvents(prisma, 2_000, () => ({ feeds: ['board'], payload: { needId: 'x'.repeat(4_000) } }));
    await settled();
    engine.transport.ws.resume();
    await client.heard(2_000);
    expect(client.positions).toEqual(Array.from({ length: 2_000 }, (_, index) => from + 1 + index));
    // What is read from the log names no frame before it; what is heard live does.
    expect(client.frames.slice(1).some((frame) => frame.previous === 0)).toBe(true);
  });
});
