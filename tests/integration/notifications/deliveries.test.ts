import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createMailSender } from '~/server/channels/mail';
import { newId } from '~/server/database/id';
import { inTransaction } from '~/server/database/transaction';
import { deliver } from '~/server/modules/notifications/deliver';
import type { NoticeKind } from '~/server/modules/notifications/kinds';
import { notify } from '~/server/modules/notifications/notify';
import type { Senders } from '~/server/modules/notifications/outgoing';
import { planNotices, type QueuedDelivery } from '~/server/modules/notifications/plan-notices';
import {
  heldTooLongMs,
  sweepDeliveries,
  waitsTooLongMs,
} from '~/server/modules/notifications/sweep-deliveries';
import { system, type Actor } from '~/server/policy/actor';
import { createClaim, createClaimant, createScene } from '~/tests/factories/claim';
import { createEmail } from '~/tests/factories/contact-point';
import { startMailServer, type MailServer, type MailServerOptions } from '~/tests/helpers/mail-server';
import { createTestDatabase } from '~/tests/setup/database';
import { TestClock, testDeps } from '~/tests/setup/deps';

const database = await createTestDatabase();
const { prisma } = database;
const clock = new TestClock();
const deps = testDeps(database, { clock });

type Volunteer = Actor & { personId: string };
const open: MailServer[] = [];

// People without a community live by UTC: nine in the morning.
beforeEach(async () => {
  clock.set('2026-03-02T09:00:00Z');
  // What other tests of this file left is none of this one's.
  await prisma.notice.updateMany({ where: { plannedAt: null }, data: { plannedAt: clock.now() } });
});

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function mailServer(options: MailServerOptions = {}): Promise<MailServer & { senders: Senders }> {
  const server = await startMailServer(options);
  open.push(server);
  return {
    ...server,
    senders: { email: createMailSender({ url: server.url, from: 'Linli <linli@linli.example>' }) },
  };
}

/** Somebody with a verified address who speaks English. */
async function createReader({ isVerified = true } = {}): Promise<Volunteer & { address: string }> {
  const reader = await createClaimant(prisma, { locale: 'en' });
  return { ...reader, address: await createEmail(prisma, reader.personId, { isVerified }) };
}

async function tell(personId: string, kind: NoticeKind, detail: object): Promise<void> {
  await inTransaction(deps, system(), (tx) => notify(tx, personId, kind, detail));
}

/** Plans what is there to plan; answers what the queue was told. */
async function plan(): Promise<QueuedDelivery[]> {
  const queued: QueuedDelivery[] = [];
  await planNotices(deps, ['email'], async (_tx, deliveries) => void queued.push(...deliveries));
  return queued;
}

const row = (id: string) => prisma.delivery.findUniqueOrThrow({ where: { id } });

/** One delivery of a cancelled activity, about to be sent. */
async function oneDelivery(): Promise<{ id: string; reader: Volunteer & { address: string } }> {
  const { need } = await createScene(prisma, { need: { title: 'Serve lunch' } });
  const reader = await createReader();
  await tell(reader.personId, 'need_cancelled', { needId: need.id });
  const [queued] = await plan();
  if (!queued) throw new Error('Nothing was planned');
  return { id: queued.id, reader };
}

describe('a message', () => {
  test('goes to a verified address, once, in the words of its reader, with a way to stop it', async () => {
    const server = await mailServer();
    const { id, reader } = await oneDelivery();
    await Promise.all(Array.from({ length: 12 }, () => deliver(deps, server.senders, id)));
    expect(await deliver(deps, server.senders, id)).toBe('done');

    expect(server.received).toHaveLength(1);
    const [mail] = server.received;
    expect(mail?.to).toBe(reader.address);
    expect(mail?.headers.get('subject')).toBe('“Serve lunch” was cancelled. You need not come.');
    expect(mail?.headers.get('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    expect(mail?.headers.get('list-unsubscribe')).toMatch(
      /^<http:\/\/localhost:3000\/unsubscribe\/[\w.-]+>$/,
    );
    expect(mail?.body).toContain('http://localhost:3000/needs/need_');
    expect(mail?.body).toContain('<html lang="en">');
    expect(await row(id)).toMatchObject({ state: 'sent', attempts: 1, error: null });
  });

  test('speaks Chinese to who reads Chinese', async () => {
    const server = await mailServer();
    const { id, reader } = await oneDelivery();
    await prisma.person.update({ where: { id: reader.personId }, data: { locale: 'zh-CN' } });
    await deliver(deps, server.senders, id);
    expect(server.received[0]?.headers.get('subject')).toBe('“Serve lunch”已取消，您不用到场了。');
    expect(server.received[0]?.body).toContain('查看详情');
  });

  test('never goes to an address that anybody may have typed, nor to who is gone', async () => {
    const { need } = await createScene(prisma);
    const [unverified, gone] = [await createReader({ isVerified: false }), await createReader()];
    await prisma.person.update({ where: { id: gone.personId }, data: { status: 'erased' } });
    for (const { personId } of [unverified, gone])
      await tell(personId, 'need_cancelled', { needId: need.id });
    expect(await plan()).toEqual([]);
  });

  test('is not sent when the address was taken back, or the kind switched off, since it was planned', async () => {
    const server = await mailServer();
    const [first, second] = [await oneDelivery(), await oneDelivery()];
    await prisma.contactPoint.updateMany({
      where: { personId: first.reader.personId },
      data: { verifiedAt: null },
    });
    await prisma.noticeChoice.create({
      data: { personId: second.reader.personId, group: 'now', email: 'off', sms: 'off', push: 'off' },
    });
    for (const { id } of [first, second]) await deliver(deps, server.senders, id);
    expect(server.received).toEqual([]);
    expect(await row(first.id)).toMatchObject({ state: 'dropped', error: 'no_address' });
    expect(await row(second.id)).toMatchObject({ state: 'dropped', error: 'not_wanted' });
  });

  test('says nothing of a private home, and nothing that somebody else wrote', async () => {
    const server = await mailServer();
    const { need, task } = await createScene(prisma, {
      need: { title: 'Bathe Mrs Ostrow', kind: 'help', placeKind: 'private_home', statusReason: 'Hospital' },
    });
    const reader = await createReader();
    const claim = await createClaim(prisma, task, {
      personId: reader.personId,
      state: 'released',
      reason: 'She fell ill',
    });
    await tell(reader.personId, 'claim_released', { claimId: claim.id, taskId: task.id, needId: need.id });
    const [queued] = await plan();
    await deliver(deps, server.senders, queued?.id ?? '');
    const text = JSON.stringify([...(server.received[0]?.headers ?? [])]) + server.received[0]?.body;
    expect(text).toContain('Your place in “a request for help” was released');
    expect(text).not.toMatch(/Ostrow|Hospital|fell ill/);
  });

  test('is planned once on several nodes, and found again when the plan did not hold', async () => {
    const { need } = await createScene(prisma);
    const readers = await Promise.all(Array.from({ length: 10 }, () => createReader()));
    for (const { personId } of readers) await tell(personId, 'need_cancelled', { needId: need.id });
    await expect(
      planNotices(deps, ['email'], () => Promise.reject(new Error('The queue is away'))),
    ).rejects.toThrow('The queue is away');
    const queued = (await Promise.all([plan(), plan(), plan()])).flat();
    expect(queued).toHaveLength(10);
    expect(await plan()).toEqual([]);
  });
});

describe('what does not arrive', () => {
  test('is tried again when the server is away or busy, and given up in the end', async () => {
    let busy = true;
    const server = await mailServer({
      beforeAnswer: async () => (busy ? { code: 451, text: 'Try later' } : 'take'),
    });
    const { id } = await oneDelivery();
    const nowhere = { email: createMailSender({ url: 'smtp://127.0.0.1:1', from: 'linli@linli.example' }) };
    expect(await deliver(deps, nowhere, id)).toBe('again');
    expect(await row(id)).toMatchObject({ state: 'waiting', error: 'unreachable', attempts: 1 });
    expect(await deliver(deps, server.senders, id)).toBe('again');
    expect(await row(id)).toMatchObject({ state: 'waiting', error: 'busy', attempts: 2 });
    busy = false;
    expect(await deliver(deps, server.senders, id)).toBe('done');
    expect(await row(id)).toMatchObject({ state: 'sent', error: null, attempts: 3 });

    const last = await oneDelivery();
    expect(await deliver(deps, nowhere, last.id, { isLastTry: true })).toBe('done');
    expect(await row(last.id)).toMatchObject({ state: 'failed', error: 'unreachable' });
  });

  test('is not tried again when the server refuses the address', async () => {
    const server = await mailServer({ refuseAddress: () => ({ code: 550, text: 'No such user' }) });
    const { id } = await oneDelivery();
    expect(await deliver(deps, server.senders, id)).toBe('done');
    expect(await row(id)).toMatchObject({ state: 'failed', error: 'refused' });
  });

  test('is never sent twice when the line breaks after the message has gone', async () => {
    const server = await mailServer({ beforeAnswer: async () => 'hang up' });
    const { id } = await oneDelivery();
    expect(await deliver(deps, server.senders, id)).toBe('done');
    expect(await row(id)).toMatchObject({ state: 'unknown', error: 'unreachable' });
    expect(await deliver(deps, server.senders, id)).toBe('done');
    expect(server.received).toHaveLength(1);
    await expect(prisma.delivery.update({ where: { id }, data: { state: 'waiting' } })).rejects.toThrow();
  });

  test('is unknown when its sender ended, and queued anew when its place in the queue was lost', async () => {
    const [held, lost] = [await oneDelivery(), await oneDelivery()];
    await prisma.delivery.update({
      where: { id: held.id },
      data: { state: 'sending', attemptId: newId(), claimedAt: clock.now() },
    });
    const queued: string[] = [];
    const sweep = () =>
      sweepDeliveries(deps, async (_tx, deliveries) => void queued.push(...deliveries.map(({ id }) => id)));
    await sweep();
    expect((await row(held.id)).state).toBe('sending');
    expect(queued).not.toContain(lost.id);
    clock.advance(Math.max(heldTooLongMs, waitsTooLongMs) / 60_000);
    await Promise.all([sweep(), sweep()]);
    expect(await row(held.id)).toMatchObject({ state: 'unknown', error: 'interrupted' });
    expect(queued.filter((id) => id === lost.id)).toEqual([lost.id]);
  });
});

describe('a digest', () => {
  test('tells at eight, in one message, what was not read before', async () => {
    const server = await mailServer();
    const reader = await createReader();
    const kinds = ['record_verified', 'membership_added', 'identity_checked'] as const;
    for (const kind of kinds) await tell(reader.personId, kind, {});
    const queued = await plan();
    expect(queued.map(({ dueAt }) => dueAt.toISOString())).toEqual(
      kinds.map(() => '2026-03-03T08:00:00.000Z'),
    );
    await prisma.notice.updateMany({
      where: { personId: reader.personId, kind: 'identity_checked' },
      data: { readAt: clock.now() },
    });
    clock.set('2026-03-03T08:00:00Z');
    await Promise.all(queued.map(({ id }) => deliver(deps, server.senders, id)));

    const texts = server.received.map(({ body }) => body).join('\n');
    expect(texts).toContain('were verified and now count');
    expect(texts).toContain('You now have a role in an organisation');
    expect(texts).not.toContain('has seen your identity document');
    const states = await prisma.delivery.groupBy({
      by: ['state'],
      where: { id: { in: queued.map(({ id }) => id) } },
      _count: true,
    });
    expect(new Map(states.map(({ state, _count }) => [state, _count]))).toEqual(
      new Map([
        ['sent', 2],
        ['dropped', 1],
      ]),
    );
  });
});
