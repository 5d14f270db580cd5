import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { answerMachine, isMachinePath, machineBytes } from '~/server/http/machine-endpoint';
import { readRequestFacts } from '~/server/http/request-facts';
import { sourceStateOf } from '~/server/modules/intake/rules';
import { addSource, findSources, renewSource, revokeSource } from '~/server/modules/intake/sources';
import { createTestDatabase } from '~/tests/setup/database';
import { testDeps, type TestClock } from '~/tests/setup/deps';
import { refusalCodeOf } from '~/tests/setup/refusal';
import { createDesk, type Desk } from './setting';

const database = await createTestDatabase();
const { prisma } = database;
const deps = testDeps(database);

const server = createServer((request, response) => {
  const path = request.url ?? '';
  const facts = readRequestFacts(request, { trustedProxies: 0 });
  if (isMachinePath(path)) void answerMachine(deps, request, response, path, facts);
  else response.writeHead(404).end();
}).listen(0, '127.0.0.1');
await once(server, 'listening');
const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
afterAll(() => server.close());

let desk: Desk;
let token: string;
let sourceId: string;

beforeEach(async () => {
  desk = await createDesk(deps);
  ({ token, sourceId } = await addSource(deps, desk.officer, { kind: 'hotline', name: '便民热线' }));
});

const send = (body: object | string, headers: Record<string, string> = {}, path = '/api/intake') =>
  fetch(base + path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}`, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const received = () => prisma.intake.findMany({ where: { sourceId } });

describe('POST /api/intake', () => {
  test('takes a request once for each id, and answers its number again', async () => {
    const call = {
      externalId: 'c-1',
      subject: '灯坏了',
      phone: '13912345678',
      name: '王秀兰',
      building: '2',
    };
    const first = await send(call);
    expect(first.status).toBe(201);
    const { number } = (await first.json()) as { number: string };
    expect(number).toMatch(/^\d{4}-\d{6}$/);
    const again = await send({ ...call, subject: 'something else' });
    expect([again.status, await again.json()]).toEqual([200, { number }]);
    expect(await received()).toMatchObject([
      { number, outcome: 'received', channel: 'api', subject: '灯坏了', communityId: desk.community.id },
    ]);
    expect((await findSources(deps, desk.officer))[0]?.lastUsedAt).toBeInstanceOf(Date);
  });

  test('makes one request of two that come at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => send({ externalId: 'c-2', subject: '灯坏了' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 201]);
    const numbers = await Promise.all(answers.map(async (answer) => JSON.stringify(await answer.json())));
    expect(new Set(numbers).size).toBe(1);
    expect(await received()).toHaveLength(1);
  });

  test('tells of a call button by its name and its own id', async () => {
    await send({ externalId: 'press-77', device: '3-402' });
    expect(await received()).toMatchObject([{ subject: '便民热线 · 3-402' }]);
  });

  test('tells the committee that a call button was pressed, which is urgent', async () => {
    const button = await addSource(deps, desk.officer, { kind: 'call_button', name: '一键呼叫' });
    const headers = { Authorization: `Bearer ${button.token}` };
    const { status } = await send({ externalId: 'press-78' }, headers);
    expect(status).toBe(201);
    const intake = await prisma.intake.findFirstOrThrow({ where: { sourceId: button.sourceId } });
    const notices = { where: { personId: desk.officer.personId }, select: { kind: true, detail: true } };
    expect(await prisma.notice.findMany(notices)).toEqual([
      { kind: 'intake_button', detail: { intakeId: intake.id } },
    ]);
    expect(intake.respondBy).toEqual(new Date(intake.createdAt.getTime() + 2 * 3_600_000));

    await send({ externalId: 'c-2', subject: '灯坏了' });
    expect(await prisma.notice.findMany(notices)).toMatchObject([{}, { kind: 'intake_received' }]);
  });

  test('keeps when it was received, unless that cannot be', async () => {
    const hourAgo = new Date(deps.clock.now().getTime() - 3_600_000).toISOString();
    await send({ externalId: 'a', receivedAt: hourAgo });
    await send({ externalId: 'b', receivedAt: '1999-01-01T00:00:00Z' });
    const rows = await prisma.intake.findMany({ where: { sourceId }, orderBy: { externalId: 'asc' } });
    expect(rows[0]?.createdAt.toISOString()).toBe(hourAgo);
    expect(rows[1]?.createdAt).toEqual(deps.clock.now());
  });

  test('gives the committee its whole time to answer what a machine sends late', async () => {
    const receivedAt = new Date(deps.clock.now().getTime() - 6 * 86_400_000).toISOString();
    await send({ externalId: 'late', receivedAt });
    const [row] = await received();
    expect(row?.respondBy?.getTime()).toBeGreaterThan(deps.clock.now().getTime());
  });

  test('takes a call for help down whatever stands in the phone, and keeps that for whoever calls back', async () => {
    const sent: [unknown, object][] = [
      ['302分机 8899', { phone: null, phoneText: '302分机 8899' }],
      ['x'.repeat(300), { phone: null, phoneText: 'x'.repeat(100) }],
      [13912345678, { phone: '+8613912345678', phoneText: null }],
      [{ mobile: 'none' }, { phone: null, phoneText: '{"mobile":"none"}' }],
    ];
    for (const [at, [phone, kept]] of sent.entries()) {
      expect((await send({ externalId: `p-${at}`, subject: '摔倒了', phone })).status).toBe(201);
      const row = { intake: { externalId: `p-${at}`, sourceId } };
      const { id } = await prisma.intake.findFirstOrThrow({ where: row.intake });
      expect(await prisma.reportedPerson.findMany({ where: { intakeId: id } })).toMatchObject([kept]);
    }
    expect((await send({ externalId: 'none', subject: '摔倒了', phone: ' ' })).status).toBe(201);
    const { id } = await prisma.intake.findFirstOrThrow({ where: { externalId: 'none', sourceId } });
    expect(await prisma.reportedPerson.count({ where: { intakeId: id } })).toBe(0);
  });

  test('says what is wrong as problem details', async () => {
    const bad = await send({ subject: 'x', wishedTime: 'y'.repeat(101), category: 'nothing' });
    expect(bad.status).toBe(422);
    expect(bad.headers.get('content-type')).toContain('application/problem+json');
    expect(await bad.json()).toMatchObject({
      status: 422,
      errors: [{ path: ['externalId'] }, { path: ['wishedTime'] }],
    });
    expect((await send('{')).status).toBe(400);
    expect((await send('[]')).status).toBe(400);
    expect((await send('a=b', { 'Content-Type': 'text/plain' })).status).toBe(415);
    expect((await send({ externalId: 'x', subject: 'y'.repeat(machineBytes) })).status).toBe(413);
    expect((await fetch(`${base}/api/intake`)).status).toBe(405);
    expect(await received()).toEqual([]);
  });

  test('answers a missing, a wrong and a revoked token alike', async () => {
    await revokeSource(deps, desk.officer, { id: sourceId });
    const answers = [
      await send({ externalId: 'x' }),
      await send({ externalId: 'x' }, { Authorization: 'Bearer linli_nothing' }),
      await send({ externalId: 'x' }, { Authorization: 'Nonsense' }),
    ];
    const bodies = await Promise.all(answers.map((answer) => answer.text()));
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401]);
    expect(new Set(bodies).size).toBe(1);
    expect(await received()).toEqual([]);
  });

  test('counts for a year, then only after an officer renewed it', async () => {
    const { clock } = deps as unknown as { clock: TestClock };
    const start = clock.now();
    const days = (count: number) => clock.set(new Date(start.getTime() + count * 86_400_000));
    const stateNow = async () =>
      sourceStateOf((await findSources(deps, desk.officer))[0] ?? expect.fail(), clock.now());
    try {
      expect(await stateNow()).toBe('valid');
      days(340);
      expect([await stateNow(), (await send({ externalId: 'x' })).status]).toEqual(['ends_soon', 201]);
      days(365);
      expect([await stateNow(), (await send({ externalId: 'y' })).status]).toEqual(['expired', 401]);
      const { officer: foreign } = await createDesk(deps);
      expect(await refusalCodeOf(renewSource(deps, foreign, { id: sourceId }))).toBe('NOT_FOUND');
      await renewSource(deps, desk.officer, { id: sourceId });
      expect([await stateNow(), (await send({ externalId: 'y' })).status]).toEqual(['valid', 201]);
      await revokeSource(deps, desk.officer, { id: sourceId });
      expect(await refusalCodeOf(renewSource(deps, desk.officer, { id: sourceId }))).toBe('ALREADY_DONE');
    } finally {
      clock.set(start);
    }
  });

  test('is added and revoked by the committee alone', async () => {
    const { officer: foreign } = await createDesk(deps);
    expect(await refusalCodeOf(revokeSource(deps, foreign, { id: sourceId }))).toBe('NOT_FOUND');
    expect(await findSources(deps, foreign)).toEqual([]);
    expect((await prisma.intakeSource.findUniqueOrThrow({ where: { id: sourceId } })).tokenHash).not.toEqual(
      Buffer.from(token),
    );
  });
});

describe('POST /api/intake/sms', () => {
  const form = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
    send(
      new URLSearchParams(fields).toString(),
      { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
      '/api/intake/sms',
    );

  test("takes Twilio's fields with the token as the password, and answers an empty TwiML", async () => {
    const basic = `Basic ${Buffer.from(`linli:${token}`).toString('base64')}`;
    const answer = await form(
      { From: '+8613912345678', Body: '需要买药', MessageSid: 'SM1' },
      { Authorization: basic },
    );
    expect([answer.status, await answer.text()]).toEqual([200, '<Response/>']);
    expect(await received()).toMatchObject([{ subject: '需要买药', externalId: 'SM1' }]);
    expect(await prisma.reportedPerson.findMany()).toContainEqual(
      expect.objectContaining({ phone: '+8613912345678' }),
    );
  });

  test('takes plain names, in a form or JSON, and a sender that is no number', async () => {
    expect((await form({ from: 'SUPERMARKET', text: 'x'.repeat(500), id: '7' })).status).toBe(200);
    expect(
      (await send({ from: '13912345678', text: '你好，要帮忙', id: '8' }, {}, '/api/intake/sms')).status,
    ).toBe(200);
    expect((await received()).map(({ subject }) => subject.length).sort()).toEqual([500, 6].sort());
    const [{ id: intakeId } = { id: '' }] = await prisma.intake.findMany({
      where: { externalId: '7', sourceId },
    });
    expect(await prisma.reportedPerson.findMany({ where: { intakeId } })).toMatchObject([
      { name: 'SUPERMARKET', phone: null },
    ]);
  });
});
