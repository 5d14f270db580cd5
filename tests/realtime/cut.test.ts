import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { encodeId } from '~/server/database/id';
import { inTransaction } from '~/server/database/transaction';
import { recordChange } from '~/server/modules/audit/record-change';
import { issueSlip, readSlip } from '~/server/modules/identity/issue-slip';
import { revokeSession } from '~/server/modules/identity/revoke-session';
import { signIn } from '~/server/modules/identity/sign-in';
import { signOut } from '~/server/modules/identity/sign-out';
import { anonymous, system } from '~/server/policy/actor';
import { createMember } from '~/tests/factories/actor';
import { createClaimant, createScene } from '~/tests/factories/claim';
import { signInAs } from '~/tests/helpers/sign-in-as';
import { commitEvent } from '~/tests/helpers/events';
import { LiveClient } from '~/tests/helpers/live-client';
import { startNode } from '~/tests/helpers/node';
import { waitFor } from '~/tests/helpers/wait-for';
import { createTestDatabase } from '~/tests/setup/database';

const database = await createTestDatabase();
const { prisma } = database;
/** What happens on one node cuts the sockets of the other. */
const [here, there] = await Promise.all([startNode(database), startNode(database)]);
afterAll(() => Promise.all([here.stop(), there.stop()]));

const clients: LiveClient[] = [];
afterEach(() => clients.splice(0).forEach((client) => client.close()));

function connect(session: { cookie?: string } = {}): LiveClient {
  const client = new LiveClient(there.url, session);
  clients.push(client);
  return client;
}

async function tell(feeds: string[]): Promise<void> {
  await commitEvent(prisma, { feeds, type: 'record:verified', aggregateType: 'record' });
  here.publisher.signal.wake();
}

describe('signing out', () => {
  it("cuts the session's sockets at once and leaves other sessions alone", async () => {
    const person = await createClaimant(prisma);
    const [leaving, staying] = [await signInAs(prisma, person), await signInAs(prisma, person)];
    const feed = `person:${encodeId('Person', person.personId)}`;
    const [cut, kept] = [connect(leaving), connect(staying)];
    await Promise.all([cut.follow([feed]), kept.follow([feed])]);

    await signOut(here.deps, leaving.actor);
    await tell([`person:${person.personId}`]);
    await waitFor(() => cut.ended !== null, 'the cut', 1_000);
    await kept.heard(2);
    expect(cut.ended).toBe('io server disconnect');
    expect(cut.frames).toEqual([]);
    expect(kept.ended).toBeNull();
  });

  it('from another browser cuts this one', async () => {
    const person = await createClaimant(prisma);
    const own = await signInAs(prisma, person);
    const other = await prisma.session.create({
      data: {
        id: (await createClaimant(prisma)).personId,
        accountId: own.accountId,
        tokenHash: new Uint8Array(32),
        expiresAt: new Date(Date.now() + 1e6),
      },
    });
    const client = connect(own);
    await client.follow([`person:${encodeId('Person', person.personId)}`]);
    await revokeSession(here.deps, { ...own.actor, sessionId: other.id }, { id: own.sessionId });
    await waitFor(() => client.ended !== null, 'the cut', 1_000);
  });

  it('at the desk, where a slip is used, cuts whoever was signed in before', async () => {
    const { committee, community } = await createScene(prisma);
    const officer = await createMember(prisma, committee, 'officer');
    const person = await createClaimant(prisma, { homeCommunityId: community.id });
    const before = await signInAs(prisma, person);
    await prisma.account.update({ where: { id: before.accountId }, data: { passwordHash: null } });
    const client = connect(before);
    await client.follow([`person:${encodeId('Person', person.personId)}`]);

    const { slipId } = await issueSlip(here.deps, officer, { person: person.personId });
    const { memberNumber, code } = await readSlip(here.deps, officer, slipId);
    const asked = { identifier: memberNumber, secret: code };
    await signIn(here.deps, anonymous(), asked, { address: '203.0.113.1', userAgent: null });
    await waitFor(() => client.ended !== null, 'the cut', 1_000);
  });

  it('lets the same browser follow what is public afterwards', async () => {
    const session = await signInAs(prisma, await createClaimant(prisma));
    await signOut(here.deps, session.actor);
    const client = connect(session);
    expect(await client.watch(['board'])).toMatchObject({ ok: true });
    expect(await client.watch([`person:${encodeId('Person', session.actor.personId ?? '')}`])).toMatchObject({
      ok: false,
    });
  });
});

describe('a membership that ended', () => {
  it("cuts the sockets under it at once, and nothing later is heard on the unit's feed", async () => {
    const { organisation } = await createScene(prisma);
    const member = await createMember(prisma, organisation, 'coordinator');
    const client = connect(await signInAs(prisma, member));
    const feed = `organisation:${encodeId('Organisation', organisation.id)}`;
    await client.follow([feed, 'board']);
    await tell([`organisation:${organisation.id}`]);
    await client.heard(1);

    const membershipId = member.membership?.id ?? '';
    await inTransaction(here.deps, system(), async (tx) => {
      await tx.membership.update({ where: { id: membershipId }, data: { endedAt: new Date() } });
      await recordChange(tx, here.deps, system(), {
        type: 'membership:ended',
        subjectType: 'membership',
        subjectId: membershipId,
        payload: { membershipId, organisationId: organisation.id },
        feeds: [`organisation:${organisation.id}`, `person:${member.personId}`],
      });
    });
    await tell(['board', `organisation:${organisation.id}`]);
    await waitFor(() => client.ended !== null, 'the cut', 1_000);
    expect(client.ended).toBe('io server disconnect');
    expect(client.frames.map((frame) => frame.feed)).toEqual([feed]);

    // The person, still signed in, follows what is theirs; the unit's feed is shut.
    client.socket.connect();
    await waitFor(() => client.socket.connected, 'the return');
    expect(await client.watch([feed])).toMatchObject({ ok: false });
    expect(await client.watch(['board'])).toMatchObject({ ok: true });
  });
});

describe('a disabled account', () => {
  it('is cut by whatever event names it', async () => {
    const session = await signInAs(prisma, await createClaimant(prisma));
    const client = connect(session);
    await client.follow(['board']);
    await prisma.account.update({ where: { id: session.accountId }, data: { disabledAt: new Date() } });
    await commitEvent(prisma, {
      feeds: [],
      type: 'account:disabled',
      aggregateType: 'account',
      aggregateId: session.accountId,
    });
    here.publisher.signal.wake();
    await waitFor(() => client.ended !== null, 'the cut', 1_000);
  });
});

describe('a need that becomes private', () => {
  it('is followed no longer by strangers, from the change itself on', async () => {
    const { need } = await createScene(prisma);
    const client = connect();
    const feed = `need:${encodeId('Need', need.id)}`;
    await client.follow([feed]);
    await prisma.need.update({ where: { id: need.id }, data: { placeKind: 'private_home' } });
    await commitEvent(prisma, {
      feeds: [`need:${need.id}`],
      aggregateId: need.id,
      payload: { needId: need.id },
    });
    here.publisher.signal.wake();
    await waitFor(() => client.closedFeeds.length > 0, 'the feed to close', 1_000);
    expect(client.closedFeeds).toEqual([feed]);
    expect(client.frames).toEqual([]);
  });
});
