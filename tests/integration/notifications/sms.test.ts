import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { createSmsSender } from '~/server/channels/sms';
import { newId } from '~/server/database/id';
import { inTransaction } from '~/server/database/transaction';
import { readRequestFacts } from '~/server/http/request-facts';
import { answerSmsReply, isSmsReplyPath } from '~/server/http/sms-endpoint';
import { deliver } from '~/server/modules/notifications/deliver';
import { notify } from '~/server/modules/notifications/notify';
import { planNotices } from '~/server/modules/notifications/plan-notices';
import { askWhoComes } from '~/server/modules/reminders/ask-who-comes';
import { sayComing } from '~/server/modules/reminders/say-coming';
import { system } from '~/server/policy/actor';
import { createClaim, createClaimant, createScene, type Scene } from '~/tests/factories/claim';
import { createPhone } from '~/tests/factories/contact-point';
import { createTestDatabase } from '~/tests/setup/database';
import { TestClock, testDeps, testSettings } from '~/tests/setup/deps';

const smsSecret = 'a-secret-of-the-gateway-for-tests-only';
const database = await createTestDatabase();
const { prisma } = database;
const clock = new TestClock();
const deps = testDeps(database, { clock, settings: { ...testSettings, smsSecret } });

/** The installer's gateway: answers as a test tells it to. */
const received: { headers: IncomingHttpHeaders; body: string }[] = [];
let answer: number | 'hang up' | 'say nothing' = 200;
const gateway = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    received.push({ headers: request.headers, body: Buffer.concat(chunks).toString('utf8') });
    if (answer === 'hang up') return request.socket.destroy();
    if (answer === 'say nothing') return;
    response.writeHead(answer, answer === 302 ? { Location: '/elsewhere' } : {}).end();
  });
}).listen(0, '127.0.0.1');
await once(gateway, 'listening');
const gatewayUrl = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/`;

const site = createServer((request, response) => {
  const facts = readRequestFacts(request, { trustedProxies: 0 });
  if (isSmsReplyPath(request.url ?? '')) void answerSmsReply(deps, request, response, facts);
  else response.writeHead(404).end();
}).listen(0, '127.0.0.1');
await once(site, 'listening');
const replies = `http://127.0.0.1:${(site.address() as AddressInfo).port}/api/messages/replies`;

afterAll(() => {
  gateway.closeAllConnections();
  gateway.close();
  site.close();
});

const sms = createSmsSender({ url: gatewayUrl, secret: smsSecret, patienceMs: 1_000 });
const hour = 3_600_000;
let scene: Scene;

beforeEach(async () => {
  clock.set('2026-03-02T09:00:00Z');
  received.length = 0;
  answer = 200;
  await prisma.notice.updateMany({ where: { plannedAt: null }, data: { plannedAt: clock.now() } });
  const now = clock.now().getTime();
  scene = await createScene(prisma, {
    need: { title: 'Serve lunch' },
    task: { startsAt: new Date(now + 20 * hour), endsAt: new Date(now + 22 * hour), maximumPlaces: 5 },
  });
});

async function confirmed(phone?: { number?: string; isVerified?: boolean }) {
  const volunteer = await createClaimant(prisma, { locale: 'en' });
  const number = await createPhone(prisma, volunteer.personId, phone);
  const since = new Date(clock.now().getTime() - 72 * hour);
  const claim = await createClaim(prisma, scene.task, {
    personId: volunteer.personId,
    createdAt: since,
    stateSince: since,
  });
  return { volunteer, number, claim };
}

/** Plans what there is to send by text message; answers the deliveries. */
async function plan(): Promise<string[]> {
  const ids: string[] = [];
  await planNotices(
    deps,
    ['sms'],
    async (_tx, deliveries) => void ids.push(...deliveries.map(({ id }) => id)),
  );
  return ids;
}

async function oneMessage(): Promise<string> {
  const { volunteer } = await confirmed();
  await inTransaction(deps, system(), (tx) =>
    notify(tx, volunteer.personId, 'need_cancelled', { needId: scene.need.id }),
  );
  const [id] = await plan();
  if (!id) throw new Error('Nothing was planned');
  return id;
}

const stateOf = async (id: string) => {
  const { state, error } = await prisma.delivery.findUniqueOrThrow({ where: { id } });
  return [state, error];
};

describe('a text message', () => {
  test('goes to the gateway as a template with parameters and as text, signed', async () => {
    const { number, claim } = await confirmed();
    await askWhoComes(deps);
    const ids = await plan();
    await Promise.all(ids.map((id) => deliver(deps, { sms }, id)));
    // Whom other tests left with a place is asked too.
    const own = received.filter(({ body: each }) => each.includes(number));
    expect(own).toHaveLength(1);
    const [{ headers, body } = { headers: {}, body: '' }] = own;
    const message = JSON.parse(body) as Record<string, unknown> & { parameters: Record<string, string> };
    expect(message).toMatchObject({ to: number, locale: 'en', template: 'claim_reminder' });
    expect(message.parameters.title).toBe('Serve lunch');
    expect(message.parameters.url).toMatch(/^http:\/\/localhost:3000\/coming\/[\w-]{22}\.[\w-]{24}$/);
    expect(message.text).toContain('“Serve lunch”. Are you coming?');
    expect(message.text).toContain(`${message.parameters.url} Reply 1: I’m coming, 2: I can’t.`);
    const [, seconds = '', hex = ''] =
      /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['linli-signature'])) ?? [];
    expect(hex).toBe(createHmac('sha256', smsSecret).update(`${seconds}.${body}`).digest('hex'));
    expect(headers['idempotency-key']).toBe(message.id);
    expect(body).not.toContain(claim.id);
  });

  test('of a whole day leads to the page of all messages, and asks for no reply', async () => {
    const { volunteer, number } = await confirmed();
    const off = { email: 'off', push: 'off' } as const;
    for (const group of ['now', 'news'] as const)
      await prisma.noticeChoice.create({
        data: { personId: volunteer.personId, group, sms: 'daily', ...off },
      });
    await inTransaction(deps, system(), async (tx) => {
      await notify(tx, volunteer.personId, 'need_thanked', { needId: scene.need.id });
      await notify(tx, volunteer.personId, 'record_verified', {});
    });
    const ids = await plan();
    clock.advance(24 * 60);
    for (const id of ids) await deliver(deps, { sms }, id);
    const own = received.filter(({ body }) => body.includes(number));
    expect(own).toHaveLength(1);
    const message = JSON.parse(own[0]?.body ?? '') as { text: string; template: string; parameters: object };
    expect(message.template).toBe('digest');
    expect(message.text).toMatch(/ http:\/\/localhost:3000\/notices$/);
    expect(message.parameters).toEqual({ count: '2', url: 'http://localhost:3000/notices' });
  });

  test.each([
    [200, ['sent', null]],
    [202, ['sent', null]],
    [503, ['waiting', 'busy']],
    [429, ['waiting', 'busy']],
    [400, ['failed', 'refused']],
    [302, ['failed', 'refused']],
    [500, ['unknown', 'unreachable']],
    ['hang up', ['unknown', 'unreachable']],
    ['say nothing', ['unknown', 'timed_out']],
  ] as const)('with the answer %s is %s', async (given, expected) => {
    const id = await oneMessage();
    answer = given;
    await deliver(deps, { sms }, id);
    expect(await stateOf(id)).toEqual(expected);
    expect(received).toHaveLength(1);
  });

  test('waits while nobody listens', async () => {
    const id = await oneMessage();
    const closed = createServer().listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    const nowhere = createSmsSender({ url: `http://127.0.0.1:${port}/`, secret: smsSecret });
    expect(await deliver(deps, { sms: nowhere }, id)).toBe('again');
    expect(await stateOf(id)).toEqual(['waiting', 'unreachable']);
  });
});

describe('a reply', () => {
  const reply = (body: object, secret = smsSecret) =>
    fetch(replies, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${secret}` },
      body: JSON.stringify(body),
    });
  const resultOf = async (from: string, text: string, id: string = newId()) =>
    ((await (await reply({ id, from, text })).json()) as { result: string }).result;
  const claimState = async (id: string) => (await prisma.claim.findUniqueOrThrow({ where: { id } })).state;

  test('of 1 says that they come, of 2 gives the place back', async () => {
    const { number, claim } = await confirmed();
    await askWhoComes(deps);
    expect(await resultOf(number, ' １ ')).toBe('coming');
    expect(await prisma.comingAnswer.findFirst({ where: { claimId: claim.id } })).toMatchObject({
      answer: 'coming',
      channel: 'phone',
    });
    expect(await resultOf(number.replace('+86', ''), '2')).toBe('cannot');
    expect(await claimState(claim.id)).toBe('withdrawn');
    expect(await resultOf(number, '1')).toBe('nobody_asked');
  });

  test('of anything else, from a number that is not verified, or that several share, does nothing', async () => {
    const [asked, unverified] = [await confirmed(), await confirmed({ isVerified: false })];
    const shared = '+8613907990000';
    const [one] = [await confirmed({ number: shared }), await confirmed({ number: shared })];
    await askWhoComes(deps);
    expect(await resultOf(asked.number, 'Who is this?')).toBe('not_understood');
    expect(await resultOf(unverified.number, '2')).toBe('nobody_asked');
    expect(await resultOf(shared, '2')).toBe('several_asked');
    for (const { claim } of [asked, unverified, one]) expect(await claimState(claim.id)).toBe('confirmed');
  });

  /** Another place of theirs, in another task within the day. */
  async function alsoConfirmed(personId: string, hours: number) {
    const at = clock.now().getTime() + hours * hour;
    const other = await createScene(prisma, {
      task: { startsAt: new Date(at), endsAt: new Date(at + hour), maximumPlaces: 5 },
    });
    const since = new Date(clock.now().getTime() - 72 * hour);
    return createClaim(prisma, other.task, { personId, createdAt: since, stateSince: since });
  }

  test('is about the one question that is open, and about none where several are', async () => {
    const { volunteer, number, claim } = await confirmed();
    const earlier = await alsoConfirmed(volunteer.personId, 10);
    await askWhoComes(deps);
    expect(await resultOf(number, '2')).toBe('several_asked');
    await sayComing(deps, volunteer, { claim: earlier.id, coming: true });
    expect(await resultOf(number, '2')).toBe('cannot');
    expect([await claimState(earlier.id), await claimState(claim.id)]).toEqual(['confirmed', 'withdrawn']);
    // The latest answer gave its place back, and one before it is not meant.
    for (const text of ['2', '1']) expect(await resultOf(number, text)).toBe('nobody_asked');
    expect(await claimState(earlier.id)).toBe('confirmed');
  });

  test('changes the latest answer where no question is open', async () => {
    const { volunteer, number, claim } = await confirmed();
    const earlier = await alsoConfirmed(volunteer.personId, 10);
    await askWhoComes(deps);
    await sayComing(deps, volunteer, { claim: earlier.id, coming: true });
    clock.advance(1);
    expect(await resultOf(number, '1')).toBe('coming');
    clock.advance(1);
    expect(await resultOf(number, '2')).toBe('cannot');
    expect([await claimState(earlier.id), await claimState(claim.id)]).toEqual(['confirmed', 'withdrawn']);
  });

  test('that comes again, at once or later, has one effect and one answer', async () => {
    const { volunteer, number, claim } = await confirmed();
    await askWhoComes(deps);
    const id = `gateway ${newId()}`;
    const at = () => resultOf(number, '2', id);
    expect(await Promise.all([at(), at(), at()])).toEqual(['cannot', 'cannot', 'cannot']);
    const second = await alsoConfirmed(volunteer.personId, 12);
    await askWhoComes(deps);
    expect(await at()).toBe('cannot');
    expect([await claimState(claim.id), await claimState(second.id)]).toEqual(['withdrawn', 'confirmed']);
    expect((await reply({ id, from: number, text: '1' })).status).toBe(409);
  });

  test('that did nothing does nothing when it comes again', async () => {
    const { volunteer, number, claim } = await confirmed();
    const earlier = await alsoConfirmed(volunteer.personId, 10);
    await askWhoComes(deps);
    const id = newId();
    expect(await resultOf(number, '2', id)).toBe('several_asked');
    await sayComing(deps, volunteer, { claim: earlier.id, coming: true });
    expect(await resultOf(number, '2', id)).toBe('several_asked');
    expect(await claimState(claim.id)).toBe('confirmed');
  });

  test('is taken from the gateway alone', async () => {
    const { number, claim } = await confirmed();
    await askWhoComes(deps);
    expect((await reply({ id: newId(), from: number, text: '2' }, 'a wrong secret')).status).toBe(401);
    expect((await fetch(replies)).status).toBe(405);
    expect((await reply({ id: newId(), from: number })).status).toBe(422);
    expect((await reply({ from: number, text: '2' })).status).toBe(422);
    expect((await reply({ id: newId(), from: number, text: 'x'.repeat(5_000) })).status).toBe(413);
    expect(await claimState(claim.id)).toBe('confirmed');
  });
});
