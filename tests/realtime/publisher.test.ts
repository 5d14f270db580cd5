import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { createPublisher, type Publisher } from '~/server/realtime/publisher';
import { commitEvent, commitEvents, publishedEvents } from '~/tests/helpers/events';
import { waitFor } from '~/tests/helpers/wait-for';
import { createTestDatabase } from '~/tests/setup/database';

const database = await createTestDatabase({ connections: 12 });
const { pool, prisma } = database;
const publishers: Publisher[] = [];

async function start(): Promise<{ publisher: Publisher; heard: number[] }> {
  const publisher = createPublisher(pool, pino({ level: 'silent' }));
  publishers.push(publisher);
  await publisher.ready;
  const heard: number[] = [];
  publisher.onEvents((events) => heard.push(...events.map((event) => event.position)));
  return { publisher, heard };
}

afterEach(async () => {
  await Promise.all(publishers.splice(0).map((publisher) => publisher.close()));
});

const feeds = ['board'];

describe('the event log', () => {
  it('gives each event one position, dense and in one order, on several nodes at once', async () => {
    const nodes = await Promise.all([start(), start(), start()]);
    const from = nodes[0]!.publisher.head;
    const waking = setInterval(() => nodes.forEach(({ publisher }) => publisher.signal.wake()), 3);
    await commitEvents(prisma, 600, () => ({ feeds }));
    clearInterval(waking);

    const expected = Array.from({ length: 600 }, (_, index) => from + 1 + index);
    for (const { publisher, heard } of nodes) {
      publisher.signal.wake();
      await waitFor(() => heard.length >= 600, '600 events on every node');
      expect(heard).toEqual(expected);
    }
  });

  it('hears of a commit on another node without asking', async () => {
    const [here, there] = await Promise.all([start(), start()]);
    await commitEvent(prisma, { feeds });
    const since = performance.now();
    here.publisher.signal.wake();
    await waitFor(() => there.heard.length === 1, 'the event on the other node', 900);
    expect(performance.now() - since).toBeLessThan(900);
  });

  it('finds by itself what nobody woke it for', async () => {
    const { heard } = await start();
    await commitEvent(prisma, { feeds });
    await waitFor(() => heard.length === 1, 'the poll', 3_000);
  });

  it('neither skips an open transaction nor waits for it', async () => {
    const { publisher, heard } = await start();
    let open = (): void => undefined;
    let written = (): void => undefined;
    const isWritten = new Promise<void>((resolve) => (written = resolve));
    const mayCommit = new Promise<void>((resolve) => (open = resolve));
    let slowId = '';
    const slow = prisma.$transaction(
      async (tx) => {
        slowId = await commitEvent(tx as typeof prisma, { feeds });
        written();
        await mayCommit;
      },
      { timeout: 20_000 },
    );
    await isWritten;

    const before = [];
    for (let index = 0; index < 5; index += 1) before.push(await commitEvent(prisma, { feeds }));
    publisher.signal.wake();
    await waitFor(() => heard.length === 5, 'the events committed meanwhile');

    open();
    await slow;
    publisher.signal.wake();
    await waitFor(() => heard.length === 6, 'the event of the slow transaction');
    const log = (await publishedEvents(database)).slice(-6).map((event) => event.id);
    expect(log).toEqual([...before, slowId]);
  });

  it('goes on after its connection was cut', async () => {
    const { publisher, heard } = await start();
    await pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE application_name = 'linli-events' AND datname = current_database()`,
    );
    await commitEvent(prisma, { feeds });
    publisher.signal.wake();
    await waitFor(() => heard.length === 1, 'the event after the cut');
  });

  it('says nothing of a transaction that was rolled back', async () => {
    const { publisher, heard } = await start();
    await prisma
      .$transaction(async (tx) => {
        await commitEvent(tx as typeof prisma, { feeds });
        throw new Error('rolled back');
      })
      .catch(() => undefined);
    await commitEvent(prisma, { feeds });
    publisher.signal.wake();
    await waitFor(() => heard.length === 1, 'the one committed event');
    expect(heard).toHaveLength(1);
  });
});
