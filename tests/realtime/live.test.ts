import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { encodeId } from '~/server/database/id';
import { claimTask } from '~/server/modules/claims/claim-task';
import { cancelNeed } from '~/server/modules/needs/cancel-need';
import { createClaimant, createScene } from '~/tests/factories/claim';
import { createMember } from '~/tests/factories/actor';
import { createPerson } from '~/tests/factories/person';
import { signInAs } from '~/tests/helpers/sign-in-as';
import { LiveClient } from '~/tests/helpers/live-client';
import { startNode } from '~/tests/helpers/node';
import { waitFor } from '~/tests/helpers/wait-for';
import { createTestDatabase } from '~/tests/setup/database';

const database = await createTestDatabase();
const { prisma } = database;
const node = await startNode(database);
afterAll(() => node.stop());

const clients: LiveClient[] = [];
afterEach(() => clients.splice(0).forEach((client) => client.close()));

function connect(options: { cookie?: string; origin?: string } = {}, url = node.url): LiveClient {
  const client = new LiveClient(url, options);
  clients.push(client);
  return client;
}

describe('a claim', () => {
  it('reaches two open pages within a second of the commit', async () => {
    const { need, task } = await createScene(prisma);
    const volunteer = await createClaimant(prisma);
    const pages = [connect(), connect()];
    const feed = `need:${encodeId('Need', need.id)}`;
    await Promise.all(pages.map((page) => page.follow(['board', feed])));

    await claimTask(node.deps, volunteer, { task: task.id });
    const committed = performance.now();
    await Promise.all(pages.map((page) => page.heard(2)));
    expect(performance.now() - committed).toBeLessThan(1_000);
    for (const page of pages) {
      expect(page.frames.map((frame) => [frame.feed, frame.type]).sort()).toEqual([
        ['board', 'claim:confirmed'],
        [feed, 'claim:confirmed'],
      ]);
    }
  });

  it('tells strangers counts, and its own people whose it is', async () => {
    const { need, task, organisation, coordinator } = await createScene(prisma);
    const volunteer = await createClaimant(prisma);
    const [stranger, own, staff] = [
      connect(),
      connect(await signInAs(prisma, volunteer)),
      connect(await signInAs(prisma, coordinator)),
    ];
    await stranger.follow(['board', `need:${encodeId('Need', need.id)}`]);
    await own.follow([`person:${encodeId('Person', volunteer.personId)}`]);
    await staff.follow([`task:${encodeId('Task', task.id)}`]);

    const claim = await claimTask(node.deps, volunteer, { task: task.id });
    await Promise.all([stranger.heard(2), own.heard(1), staff.heard(1)]);
    for (const frame of stranger.frames) {
      expect(frame).toMatchObject({ aggregateType: 'need', aggregateId: encodeId('Need', need.id) });
      expect(frame.payload).toEqual({
        needId: encodeId('Need', need.id),
        taskId: encodeId('Task', task.id),
        takenPlaces: 1,
        placesTaken: 1,
      });
      expect(JSON.stringify(frame)).not.toContain(claim.id);
      expect(JSON.stringify(frame)).not.toContain(volunteer.personId);
    }
    expect(own.frames[0]?.payload).toMatchObject({ claimId: encodeId('Claim', claim.id) });
    expect(organisation.id).toBeTruthy();
  });
});

describe('a committee above', () => {
  it('hears that something below it changed, without a word of what or whose', async () => {
    const above = await createScene(prisma);
    const below = await createScene(prisma, { parentId: above.community.id });
    const { community, need, task, coordinator } = below;
    const grid = await createScene(prisma, { parentId: community.id });
    const chair = await createMember(prisma, above.committee, 'chair');
    const officer = await createMember(prisma, below.committee, 'officer');
    const [parent, own] = [connect(await signInAs(prisma, chair)), connect(await signInAs(prisma, officer))];
    const feed = `below:${encodeId('Community', above.community.id)}`;
    const from = await parent.follow([feed]);
    const ownFeeds = [`community:${encodeId('Community', community.id)}`];
    await own.follow([...ownFeeds, `below:${encodeId('Community', community.id)}`]);

    const volunteer = await createClaimant(prisma);
    await claimTask(node.deps, volunteer, { task: task.id });
    await claimTask(node.deps, await createClaimant(prisma), { task: grid.task.id });
    await claimTask(node.deps, await createClaimant(prisma), { task: above.task.id });
    await cancelNeed(node.deps, coordinator, { id: need.id, reason: 'Rain' });
    await Promise.all([parent.heard(4), own.heard(4)]);

    const said = { feed, aggregateType: null, aggregateId: null, payload: {} };
    const types = ['claim:confirmed', 'claim:confirmed', 'claim:released', 'need:cancelled'];
    expect(parent.frames.map((frame) => frame.type)).toEqual(types);
    for (const frame of parent.frames) expect(frame).toMatchObject(said);
    expect(JSON.stringify(parent.frames)).not.toMatch(
      new RegExp([need.id, task.id, volunteer.personId, community.id, grid.community.id].join('|')),
    );
    expect(own.frames.map((frame) => frame.feed).sort()).toEqual([
      `below:${encodeId('Community', community.id)}`,
      ...Array.from({ length: 3 }, () => ownFeeds[0]),
    ]);

    // And again from the log, by a page that was away.
    const late = connect(await signInAs(prisma, chair));
    const other = await startNode(database);
    const elsewhere = connect(await signInAs(prisma, chair), other.url);
    await Promise.all([late.follow([feed], from), elsewhere.follow([feed], from)]);
    for (const client of [late, elsewhere]) {
      expect(client.frames.map((frame) => frame.type)).toEqual(types);
      for (const frame of client.frames) expect(frame).toMatchObject(said);
    }
    await other.stop();
  });

  it('is the only one who may follow that', async () => {
    const above = await createScene(prisma);
    const below = await createScene(prisma, { parentId: above.community.id });
    const chair = await createMember(prisma, above.committee, 'chair');
    const worker = await createMember(prisma, above.committee, 'grid_worker');
    const officerBelow = await createMember(prisma, below.committee, 'officer');
    const feed = `below:${encodeId('Community', above.community.id)}`;
    const answerOf = async (session: { cookie?: string }) => (await connect(session).watch([feed])).ok;
    expect(await answerOf(await signInAs(prisma, chair))).toBe(true);
    for (const actor of [worker, officerBelow, above.coordinator]) {
      expect(await answerOf(await signInAs(prisma, actor))).toBe(false);
    }
    expect(await answerOf({})).toBe(false);
  });
});

describe('who may follow', () => {
  it("refuses what is not the viewer's, and what does not exist, in the same words", async () => {
    const scene = await createScene(prisma, { need: { placeKind: 'private_home' } });
    const draft = await createScene(prisma, { need: { status: 'draft' } });
    const other = await createPerson(prisma);
    const officer = await createMember(prisma, scene.committee, 'officer');
    const elsewhere = await createMember(prisma, draft.committee, 'officer');
    const member = await createMember(prisma, scene.organisation, 'member');
    const home = `need:${encodeId('Need', scene.need.id)}`;
    const homeTask = `task:${encodeId('Task', scene.task.id)}`;
    const feedsOf = {
      home,
      homeTask,
      draft: `need:${encodeId('Need', draft.need.id)}`,
      person: `person:${encodeId('Person', other.id)}`,
      organisation: `organisation:${encodeId('Organisation', scene.organisation.id)}`,
      community: `community:${encodeId('Community', scene.community.id)}`,
      unknown: `need:${encodeId('Need', other.id)}`,
      nonsense: 'need:1',
    };
    const may = async (client: LiveClient) => {
      const open: string[] = [];
      for (const [name, feed] of Object.entries(feedsOf)) {
        const answer = await client.watch([feed]);
        if (answer.ok) open.push(name);
        else expect(answer.code).toBe('NOT_FOUND');
      }
      return open;
    };
    expect(await may(connect())).toEqual([]);
    expect(await may(connect(await signInAs(prisma, { personId: other.id, membership: null })))).toEqual([
      'person',
    ]);
    expect(await may(connect(await signInAs(prisma, scene.coordinator)))).toEqual([
      'home',
      'homeTask',
      'organisation',
    ]);
    expect(await may(connect(await signInAs(prisma, member)))).toEqual(['organisation']);
    expect(await may(connect(await signInAs(prisma, officer)))).toEqual(['home', 'homeTask', 'community']);
    expect(await may(connect(await signInAs(prisma, elsewhere)))).toEqual([]);
  });

  it('says nothing to a stranger of what happens in a private home', async () => {
    const { need, task } = await createScene(prisma, { need: { placeKind: 'private_home' } });
    const volunteer = await createClaimant(prisma);
    const checker = await createPerson(prisma);
    await prisma.identityCheck.create({
      data: {
        id: encodeId('Need', need.id).slice(5),
        personId: volunteer.personId,
        checkedById: checker.id,
        organisationId: need.organisationId ?? need.id,
        documentKind: 'id_card',
        lastFour: '1234',
        checkedAt: new Date(),
        expiresAt: new Date(Date.now() + 400 * 86_400_000),
      },
    });
    const stranger = connect();
    await stranger.follow(['board']);
    await stranger.watch([`need:${encodeId('Need', need.id)}`, `task:${encodeId('Task', task.id)}`], 0);
    const own = connect(await signInAs(prisma, volunteer));
    await own.follow([`person:${encodeId('Person', volunteer.personId)}`]);

    await claimTask(node.deps, volunteer, { task: task.id });
    await own.heard(1);
    expect(stranger.frames).toEqual([]);
  });

  it('answers part of a request with what it refused', async () => {
    const other = await createPerson(prisma);
    const feed = `person:${encodeId('Person', other.id)}`;
    expect(await connect().watch(['board', feed])).toMatchObject({ ok: true, refused: [feed] });
  });
});

describe('a handshake', () => {
  it("is refused from a foreign origin and taken from Linli's own", async () => {
    const foreign = connect({ origin: 'https://evil.example' });
    let refused = false;
    foreign.socket.on('connect_error', () => (refused = true));
    await waitFor(() => refused, 'the refusal');
    expect(foreign.socket.connected).toBe(false);
    for (const origin of ['https://linli.test', node.url]) {
      const own = connect({ origin });
      await waitFor(() => own.socket.connected, `a connection from ${origin}`);
    }
  });

  it("is refused beyond the session's number of sockets", async () => {
    const small = await startNode(database, { limits: { perSession: 2 } });
    const session = await signInAs(prisma, await createClaimant(prisma));
    const taken = [connect(session, small.url), connect(session, small.url)];
    await waitFor(() => taken.every((client) => client.socket.connected), 'two sockets');
    const third = connect(session, small.url);
    let reason = '';
    third.socket.on('connect_error', (error) => (reason = error.message));
    await waitFor(() => reason !== '', 'the refusal');
    expect(reason).toBe('TOO_MANY_ATTEMPTS');
    await small.stop();
  });

  it('limits what one socket asks for', async () => {
    const small = await startNode(database, { limits: { feeds: 3, watchesPerMinute: 2 } });
    const client = connect({}, small.url);
    const needs = [1, 2, 3, 4].map((digit) => `need:need_00000000-0000-7000-8000-00000000000${digit}`);
    expect(await client.watch(needs)).toEqual({ ok: false, code: 'TOO_MANY_ATTEMPTS' });
    expect(await client.watch(['board'])).toMatchObject({ ok: true });
    expect(await client.watch(['board'])).toEqual({ ok: false, code: 'TOO_MANY_ATTEMPTS' });
    await small.stop();
  });

  it('survives requests that are not requests', async () => {
    const client = connect();
    const raw = client.socket as unknown as { emit(event: string, ...args: unknown[]): void };
    raw.emit('feed:watch');
    raw.emit('feed:watch', null, 'x');
    raw.emit('feed:unwatch', { feeds: [1, null] });
    const answer = await new Promise((resolve) =>
      raw.emit('feed:watch', { feeds: [{}], after: 'x' }, resolve),
    );
    expect(answer).toEqual({ ok: false, code: 'NOT_FOUND' });
    expect(await client.watch(['board'])).toMatchObject({ ok: true });
  });
});
