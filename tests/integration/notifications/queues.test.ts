import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createMailSender } from '~/server/channels/mail';
import { createSmsSender } from '~/server/channels/sms';
import { newId } from '~/server/database/id';
import { systemClock } from '~/server/deps';
import { startDelivering } from '~/server/jobs/deliver-notices';
import type { TimerJob } from '~/server/jobs/repeat';
import type { Senders } from '~/server/modules/notifications/outgoing';
import { createEmail, createPhone } from '~/tests/factories/contact-point';
import { createPerson } from '~/tests/factories/person';
import { startMailServer } from '~/tests/helpers/mail-server';
import { waitFor } from '~/tests/helpers/wait-for';
import { createTestDatabase } from '~/tests/setup/database';
import { testDeps } from '~/tests/setup/deps';

const database = await createTestDatabase({ connections: 12 });
const { pool, prisma } = database;
const deps = testDeps(database, { clock: systemClock });

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const work of undo.splice(0).reverse()) await work();
});

function delivering(senders: Senders): TimerJob {
  const job = startDelivering(deps, senders, { planEveryMs: 100 });
  undo.push(() => job.stop());
  return job;
}

/** A gateway that takes everything; answers what it got. */
async function gateway(): Promise<{ senders: Senders; received: string[] }> {
  const received: string[] = [];
  const server = createServer((request, response) => {
    request.on('data', (chunk: Buffer) => received.push(chunk.toString('utf8')));
    request.on('end', () => response.writeHead(200).end());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  undo.push(() => server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return { received, senders: { sms: createSmsSender({ url, secret: 'a secret for tests only' }) } };
}

/** Something that is told at once, at any hour. */
const tell = (personId: string, createdAt = new Date()) =>
  prisma.notice.create({
    data: { id: newId(), personId, kind: 'visit_not_arrived', detail: {}, createdAt },
  });

async function byPhone(): Promise<{ personId: string; number: string }> {
  const { id } = await createPerson(prisma);
  return { personId: id, number: await createPhone(prisma, id) };
}

test(
  'a mail server that never answers holds back no text message, and no stop',
  { timeout: 60_000 },
  async () => {
    const mail = await startMailServer({ beforeAnswer: () => new Promise<never>(() => undefined) });
    undo.push(() => mail.close());
    const sms = await gateway();
    for (let count = 0; count < 25; count += 1) {
      const { id } = await createPerson(prisma);
      await createEmail(prisma, id);
      await tell(id);
    }
    const job = delivering({
      ...sms.senders,
      email: createMailSender({ url: mail.url, from: 'linli@linli.example' }),
    });
    await waitFor(
      async () => (await prisma.delivery.count({ where: { channel: 'email', state: 'sending' } })) >= 10,
      'e-mails to be in hand',
      20_000,
    );
    const { personId, number } = await byPhone();
    await tell(personId);
    await waitFor(() => sms.received.some((body) => body.includes(number)), 'the text message', 8_000);
    const began = Date.now();
    await job.stop();
    expect(Date.now() - began).toBeLessThan(6_000);
  },
);

test(
  'queues that cannot start are tried again, and old news stays in the app',
  { timeout: 60_000 },
  async () => {
    await pool.query('DROP SCHEMA IF EXISTS pgboss CASCADE');
    await pool.query('CREATE SCHEMA pgboss CREATE TABLE version (nothing int)');
    const sms = await gateway();
    const [fresh, old] = [await byPhone(), await byPhone()];
    const stale = await tell(old.personId, new Date(Date.now() - 49 * 3_600_000));
    await tell(fresh.personId);
    delivering(sms.senders);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(sms.received).toEqual([]);
    await pool.query('DROP SCHEMA pgboss CASCADE');
    await waitFor(() => sms.received.some((body) => body.includes(fresh.number)), 'the text message', 20_000);
    expect((await prisma.notice.findUniqueOrThrow({ where: { id: stale.id } })).plannedAt).not.toBeNull();
    expect(await prisma.delivery.count({ where: { noticeId: stale.id } })).toBe(0);
  },
);

test('a stop while the queues cannot start ends at once', async () => {
  await pool.query('DROP SCHEMA IF EXISTS pgboss CASCADE');
  await pool.query('CREATE SCHEMA pgboss CREATE TABLE version (nothing int)');
  const job = delivering((await gateway()).senders);
  await new Promise((resolve) => setTimeout(resolve, 300));
  const began = Date.now();
  await job.stop();
  expect(Date.now() - began).toBeLessThan(1_000);
  await pool.query('DROP SCHEMA pgboss CASCADE');
});
