import { beforeEach, describe, expect, it } from 'vitest';
import { newId } from '~/server/database/id';
import { readActor } from '~/server/modules/identity/read-actor';
import { sessionLifetimeMs } from '~/server/modules/identity/rules';
import { newSessionToken } from '~/server/modules/identity/session-token';
import { anonymous } from '~/server/policy/actor';
import { createAccount } from '~/tests/factories/account';
import { createCommunity } from '~/tests/factories/community';
import { createOrganisation } from '~/tests/factories/organisation';
import { createPerson } from '~/tests/factories/person';
import { createSession, createSignedIn } from '~/tests/factories/session';
import { createTestDatabase } from '~/tests/setup/database';
import { TestClock, testDeps } from '~/tests/setup/deps';

const database = await createTestDatabase();
const { prisma } = database;
let clock: TestClock;
let deps: ReturnType<typeof testDeps>;

beforeEach(() => {
  clock = new TestClock();
  deps = testDeps(database, { clock });
});

describe('the actor behind a session', () => {
  it('is a stranger without a session or with an unknown one', async () => {
    expect(await readActor(deps, null, 'web')).toEqual(anonymous('web'));
    expect(await readActor(deps, newSessionToken(), 'api')).toEqual(anonymous('api'));
  });

  it('is the person, once, by one statement', async () => {
    const { token, accountId, personId } = await createSignedIn(deps);
    let statements = 0;
    const pool = new Proxy(deps.pool, {
      get(target, name) {
        if (name === 'query') statements += 1;
        const value: unknown = Reflect.get(target, name);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    const actor = await readActor({ ...deps, pool }, token, 'web');
    expect(actor).toMatchObject({
      accountId,
      personId,
      capacity: 'self',
      membership: null,
      isOperator: false,
    });
    expect(statements).toBe(1);
  });

  it('is a stranger once the session is revoked, ran out, or its account is disabled', async () => {
    const account = await createAccount(deps);
    const revoked = await createSession(deps, account.id, { revokedAt: clock.now() });
    const old = await createSession(deps, account.id, { expiresAt: clock.now() });
    const live = await createSession(deps, account.id);
    expect((await readActor(deps, revoked.token, 'web')).personId).toBeNull();
    expect((await readActor(deps, old.token, 'web')).personId).toBeNull();
    expect((await readActor(deps, live.token, 'web')).personId).toBe(account.personId);
    await prisma.account.update({ where: { id: account.id }, data: { disabledAt: clock.now() } });
    expect((await readActor(deps, live.token, 'web')).personId).toBeNull();
  });

  it('keeps a session alive for thirty days after its last use, writing at most once a minute', async () => {
    const account = await createAccount(deps);
    const { id, token } = await createSession(deps, account.id);
    const start = clock.now();
    clock.advance(0.5);
    await readActor(deps, token, 'web');
    expect((await prisma.session.findUniqueOrThrow({ where: { id } })).lastSeenAt).toEqual(start);
    clock.advance(24 * 60);
    await readActor(deps, token, 'web');
    const touched = await prisma.session.findUniqueOrThrow({ where: { id } });
    expect(touched.lastSeenAt).toEqual(clock.now());
    expect(touched.expiresAt).toEqual(new Date(clock.now().getTime() + sessionLifetimeMs));
    clock.advance(30 * 24 * 60);
    expect((await readActor(deps, token, 'web')).personId).toBeNull();
  });

  it('is the living person after a merge, with the memberships of both', async () => {
    const community = await createCommunity(prisma);
    const organisation = await createOrganisation(prisma, { communityId: community.id });
    const { token, personId } = await createSignedIn(deps, {
      organisationId: organisation.id,
      role: 'coordinator',
    });
    const middle = await createPerson(prisma);
    const living = await createPerson(prisma);
    await prisma.person.update({ where: { id: personId }, data: { mergedIntoId: middle.id } });
    await prisma.person.update({ where: { id: middle.id }, data: { mergedIntoId: living.id } });
    const actor = await readActor(deps, token, 'web');
    expect(actor.personId).toBe(living.id);
    expect(actor.membership).toMatchObject({ organisationId: organisation.id, role: 'coordinator' });
  });

  it('is a stranger when the person was erased', async () => {
    const { token, personId } = await createSignedIn(deps);
    await prisma.person.update({ where: { id: personId }, data: { status: 'erased' } });
    expect((await readActor(deps, token, 'web')).personId).toBeNull();
  });
});

describe('the identity of an actor', () => {
  it('ends with the membership, at the next request', async () => {
    const community = await createCommunity(prisma);
    const organisation = await createOrganisation(prisma, { communityId: community.id });
    const { actor, token } = await createSignedIn(deps, {
      organisationId: organisation.id,
      role: 'coordinator',
    });
    expect(actor.membership).toMatchObject({
      organisationVerified: true,
      communityId: null,
      communityIds: [],
    });
    await prisma.membership.updateMany({
      where: { organisationId: organisation.id },
      data: { endedAt: clock.now() },
    });
    const after = await readActor(deps, token, 'web');
    expect(after.membership).toBeNull();
    expect(after.personId).toBe(actor.personId);
  });

  it("is never another person's", async () => {
    const community = await createCommunity(prisma);
    const organisation = await createOrganisation(prisma, { communityId: community.id });
    const officer = await createSignedIn(deps, { organisationId: organisation.id, role: 'coordinator' });
    const stranger = await createAccount(deps);
    const { token } = await createSession(deps, stranger.id, { membershipId: officer.actor.membership?.id });
    expect((await readActor(deps, token, 'web')).membership).toBeNull();
  });

  it("reaches a committee's community and its grids, but none that a nearer committee has", async () => {
    const district = await createCommunity(prisma, { level: 'district' });
    const community = await createCommunity(prisma, { parentId: district.id });
    const grid = await createCommunity(prisma, { parentId: community.id, level: 'grid' });
    const committee = await createOrganisation(prisma, {
      communityId: community.id,
      committeeOfId: community.id,
    });
    const above = await createOrganisation(prisma, { communityId: district.id, committeeOfId: district.id });
    const officer = await createSignedIn(deps, { organisationId: committee.id, role: 'officer' });
    expect(officer.actor.membership?.communityIds).toEqual([community.id, grid.id]);
    const worker = await createSignedIn(deps, {
      organisationId: committee.id,
      role: 'grid_worker',
      communityId: grid.id,
    });
    expect(worker.actor.membership?.communityIds).toEqual([grid.id]);
    const chairAbove = await createSignedIn(deps, { organisationId: above.id, role: 'chair' });
    expect(chairAbove.actor.membership?.communityIds).toEqual([district.id]);
  });

  it('reaches nothing while the committee is suspended', async () => {
    const community = await createCommunity(prisma);
    const committee = await createOrganisation(prisma, {
      communityId: community.id,
      committeeOfId: community.id,
      status: 'suspended',
    });
    const { actor } = await createSignedIn(deps, { organisationId: committee.id, role: 'chair' });
    expect(actor.membership).toMatchObject({ organisationVerified: false, communityIds: [] });
  });
});

describe('acting for somebody', () => {
  it('lasts as long as the proxy does and no request longer', async () => {
    const community = await createCommunity(prisma);
    const organisation = await createOrganisation(prisma, { communityId: community.id });
    const mother = await createPerson(prisma);
    const daughter = await createSignedIn(deps, { organisationId: organisation.id, role: 'coordinator' });
    const { token } = await createSession(deps, daughter.accountId, {
      onBehalfOfId: mother.id,
      membershipId: daughter.actor.membership?.id,
    });
    expect((await readActor(deps, token, 'web')).onBehalfOfId).toBeNull();

    const proxy = await prisma.proxyRelationship.create({
      data: {
        id: newId(),
        principalId: mother.id,
        proxyId: daughter.personId,
        kind: 'relative',
        scope: ['claims'],
        confirmedByPerson: true,
        startsAt: clock.now(),
      },
    });
    expect(await readActor(deps, token, 'phone')).toMatchObject({
      personId: daughter.personId,
      onBehalfOfId: mother.id,
      capacity: 'proxy',
      channel: 'phone',
      membership: null,
    });
    await prisma.proxyRelationship.update({ where: { id: proxy.id }, data: { revokedAt: clock.now() } });
    expect(await readActor(deps, token, 'web')).toMatchObject({ onBehalfOfId: null, capacity: 'self' });
  });
});
