import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { createMailSender } from '~/server/channels/mail';
import { newId } from '~/server/database/id';
import { systemClock } from '~/server/deps';
import { startDelivering } from '~/server/jobs/deliver-notices';
import { createPerson } from '~/tests/factories/person';
import { createEmail } from '~/tests/factories/contact-point';
import { startMailServer, type MailServer, type MailServerOptions } from '~/tests/helpers/mail-server';
import { seededRandom } from '~/tests/helpers/random';
import { waitFor } from '~/tests/helpers/wait-for';
import { createTestDatabase } from '~/tests/setup/database';
import { testDeps } from '~/tests/setup/deps';

const database = await createTestDatabase({ connections: 12 });
const { prisma, url } = database;
const deps = testDeps(database, { clock: systemClock });

const children = new Set<ChildProcess>();
const servers: MailServer[] = [];
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await Promise.all(servers.map((server) => server.close()));
});

async function mailServer(options: MailServerOptions): Promise<MailServer> {
  const server = await startMailServer(options);
  servers.push(server);
  return server;
}

async function startSender(smtpUrl: string): Promise<ChildProcess> {
  const child = fork(
    fileURLToPath(new URL('../helpers/sender-process.ts', import.meta.url)),
    [url, smtpUrl],
    {
      execArgv: ['--import', 'tsx'],
      env: { ...process.env, NODE_ENV: 'production' },
    },
  );
  children.add(child);
  await once(child, 'message');
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
  children.delete(child);
}

/** People who can be written to, each with one notice that is told at once, at any hour. */
async function tellMany(count: number): Promise<string[]> {
  const personIds = await Promise.all(
    Array.from({ length: count }, async () => {
      const { id } = await createPerson(prisma);
      await createEmail(prisma, id);
      return id;
    }),
  );
  await prisma.notice.createMany({
    data: personIds.map((personId) => ({ id: newId(), personId, kind: 'visit_not_arrived', detail: {} })),
  });
  return personIds;
}

const deliveriesOf = (personIds: string[]) =>
  prisma.delivery.findMany({
    where: { notice: { personId: { in: personIds } } },
    select: { state: true, notice: { select: { personId: true } } },
  });

const settled = async (personIds: string[]): Promise<boolean> => {
  await sleep(100);
  const rows = await deliveriesOf(personIds);
  return (
    rows.length === personIds.length && rows.every(({ state }) => state === 'sent' || state === 'unknown')
  );
};

/** How often each person got a message. */
function countByPerson({ received }: MailServer): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { to } of received) {
    const personId = to.split('@')[0] ?? '';
    counts.set(personId, (counts.get(personId) ?? 0) + 1);
  }
  return counts;
}

test(
  'a sender killed between claim and send, four times: no message twice, and none that nobody knows of',
  { timeout: 300_000 },
  async () => {
    for (const seed of [1, 2, 3, 4]) {
      const random = seededRandom(seed);
      // Half of the deaths come before the server has taken what is under way, half after.
      let fatal = 5 + Math.floor(random() * 20);
      let dying: ChildProcess | null = null;
      let killed: Promise<void> | null = null;
      const takesFirst = random() < 0.5;
      const server = await mailServer({
        async beforeAnswer() {
          fatal -= 1;
          if (fatal > 0 || !dying) return 'take';
          killed ??= kill(dying);
          if (!takesFirst) await killed;
          return 'take';
        },
      });
      const personIds = await tellMany(40);
      dying = await startSender(server.url);
      await waitFor(() => killed !== null, 'the death of a sender', 60_000);
      dying = null;
      await killed;
      const next = await startSender(server.url);
      await waitFor(() => settled(personIds), 'every message to be settled', 60_000);
      await kill(next);

      const counts = countByPerson(server);
      const rows = await deliveriesOf(personIds);
      const unknown = rows.filter(({ state }) => state === 'unknown');
      for (const { state, notice } of rows) {
        const times = counts.get(notice.personId) ?? 0;
        if (state === 'sent') expect(times, `seed ${seed}: sent once`).toBe(1);
        else expect(times, `seed ${seed}: unknown at most once`).toBeLessThanOrEqual(1);
      }
      expect(unknown.length, `seed ${seed}: what was in hand is shown`).toBeGreaterThan(0);
      expect(unknown.length, `seed ${seed}: no more than was in hand`).toBeLessThanOrEqual(10);
    }
  },
);

test('two nodes at once send each message once', { timeout: 120_000 }, async () => {
  const server = await mailServer({});
  const senders = () => ({ email: createMailSender({ url: server.url, from: 'linli@linli.example' }) });
  const personIds = await tellMany(80);
  const nodes = [startDelivering(deps, senders()), startDelivering(deps, senders())];
  await waitFor(() => settled(personIds), 'every message to be settled', 60_000);
  await Promise.all(nodes.map((node) => node.stop()));
  expect(server.received).toHaveLength(80);
  expect([...countByPerson(server).values()].every((times) => times === 1)).toBe(true);
});
