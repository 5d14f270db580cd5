import { beforeEach, describe, expect, it } from 'vitest';
import type { Organisation } from '~/generated/prisma/client';
import type { MembershipRole } from '~/generated/prisma/enums';
import { findCandidates } from '~/server/modules/attendance/queries';
import { findPersons } from '~/server/modules/identity/persons';
import { readActor } from '~/server/modules/identity/read-actor';
import { signIn } from '~/server/modules/identity/sign-in';
import { addMember } from '~/server/modules/organisations/add-member';
import { endMembership } from '~/server/modules/organisations/end-membership';
import { findMembershipsOf, findOwnMemberships } from '~/server/modules/organisations/queries';
import { switchIdentity } from '~/server/modules/organisations/switch-identity';
import { anonymous } from '~/server/policy/actor';
import { createAccount, testPassword } from '~/tests/factories/account';
import { createCommunity } from '~/tests/factories/community';
import { createNeed } from '~/tests/factories/need';
import { createOrganisation } from '~/tests/factories/organisation';
import { createSignedIn, type SignedIn } from '~/tests/factories/session';
import { createTask } from '~/tests/factories/task';
import { createTestDatabase } from '~/tests/setup/database';
import { testDeps } from '~/tests/setup/deps';

const database = await createTestDatabase();
const { prisma } = database;
const deps = testDeps(database);

const community = await createCommunity(prisma);
const grid = await createCommunity(prisma, { parentId: community.id, level: 'grid' });
let organisation: Organisation;
let committee: Organisation;
let coordinator: SignedIn;
let chair: SignedIn;
let officer: SignedIn;
let phone: string;
let count = 0;

beforeEach(async () => {
  count += 1;
  phone = `138${String(count).padStart(8, '0')}`;
  const place = await createCommunity(prisma, { parentId: community.id });
  organisation = await createOrganisation(prisma, { communityId: place.id });
  committee = await createOrganisation(prisma, { communityId: place.id, committeeOfId: place.id });
  coordinator = await createSignedIn(deps, { organisationId: organisation.id, role: 'coordinator' });
  chair = await createSignedIn(deps, { organisationId: committee.id, role: 'chair' });
  officer = await createSignedIn(deps, { organisationId: committee.id, role: 'officer' });
});

const add = (
  by: SignedIn,
  to: Organisation,
  identifier: string,
  role: MembershipRole,
  place: string | null = null,
) => addMember(deps, by.actor, { organisation: to.id, identifier, role, community: place });

const membershipOf = (person: SignedIn) => person.actor.membership?.id ?? '';

describe('adding a member', () => {
  it('takes the phone or member number they gave, and tells them', async () => {
    const byPhone = await createAccount(deps, { phone });
    const byNumber = await createAccount(deps);
    await add(coordinator, organisation, phone, 'member');
    await add(coordinator, organisation, byNumber.memberNumber ?? '', 'coordinator');
    const rows = await findMembershipsOf(deps, coordinator.actor, [organisation.id]);
    expect(rows.map((row) => row.personId).sort()).toEqual(
      [coordinator.personId, byPhone.personId, byNumber.personId].sort(),
    );
    expect(await prisma.notice.findMany({ where: { personId: byPhone.personId } })).toMatchObject([
      { kind: 'membership_added' },
    ]);
  });

  it('answers alike for nobody and for a phone that several people share', async () => {
    await createAccount(deps, { phone });
    await createAccount(deps, { phone });
    await expect(add(coordinator, organisation, phone, 'member')).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(add(coordinator, organisation, '13700000001', 'member')).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(add(coordinator, organisation, 'no such thing', 'member')).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('is counted, so that numbers cannot be tried through', async () => {
    const tries = await Promise.all(
      Array.from({ length: 61 }, (_, at) =>
        add(coordinator, organisation, `1350000${String(at).padStart(4, '0')}`, 'member').catch(
          (error: { code: string }) => error.code,
        ),
      ),
    );
    expect(tries.filter((code) => code === 'TOO_MANY_ATTEMPTS')).toHaveLength(1);
  });

  it('is not for members, nor for coordinators of another organisation', async () => {
    const account = await createAccount(deps, { phone });
    const member = await createSignedIn(deps, { organisationId: organisation.id, role: 'member' });
    await expect(add(member, organisation, phone, 'member')).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    await expect(add(coordinator, committee, phone, 'member')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await prisma.membership.count({ where: { personId: account.personId } })).toBe(0);
  });

  it("leaves a committee's leaders to its chair and its roles to committees", async () => {
    await createAccount(deps, { phone });
    await expect(add(officer, committee, phone, 'officer')).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    await expect(add(coordinator, organisation, phone, 'chair')).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
    });
    await add(chair, committee, phone, 'officer');
    await add(officer, organisation, phone, 'coordinator');
  });

  it('gives a grid worker a grid of the own community', async () => {
    const own = await createCommunity(prisma, { parentId: committee.committeeOfId, level: 'grid' });
    const account = await createAccount(deps, { phone });
    await expect(add(chair, committee, phone, 'grid_worker', grid.id)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(add(chair, committee, phone, 'grid_worker')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await add(chair, committee, phone, 'grid_worker', own.id);
    expect(await prisma.membership.findFirst({ where: { personId: account.personId } })).toMatchObject({
      communityId: own.id,
    });
  });

  it('replaces the role they had there', async () => {
    const account = await createAccount(deps, { phone });
    await add(coordinator, organisation, phone, 'member');
    await expect(add(coordinator, organisation, phone, 'member')).rejects.toMatchObject({
      code: 'ALREADY_DONE',
    });
    await add(coordinator, organisation, phone, 'coordinator');
    const roles = await prisma.membership.findMany({
      where: { personId: account.personId },
      orderBy: { id: 'asc' },
    });
    expect(roles.map((row) => [row.role, row.endedAt === null])).toEqual([
      ['member', false],
      ['coordinator', true],
    ]);
  });
});

describe('whose name a number stands for', () => {
  const readsName = async (by: SignedIn, personId: string) =>
    (await findPersons(deps, by.actor, [personId]))[0] !== null;
  const client = { address: '203.0.113.7', userAgent: null };

  it('is told to nobody who typed it, until its holder acts under the membership', async () => {
    const holder = await createSignedIn(deps, {}, { phone, person: { displayName: 'Holda Number' } });
    const { membershipId } = await add(coordinator, organisation, phone, 'member');
    const need = await createNeed(prisma, {
      communityId: organisation.communityId,
      organisationId: organisation.id,
    });
    const task = await createTask(prisma, { needId: need.id });
    const candidates = () => findCandidates(deps, coordinator.actor, task.id, 'Holda');
    expect(await readsName(coordinator, holder.personId)).toBe(false);
    expect(await candidates()).toEqual([]);
    // Nor by another role, or by taking it away again.
    const other = await add(coordinator, organisation, phone, 'coordinator');
    expect(await readsName(coordinator, holder.personId)).toBe(false);

    await switchIdentity(deps, holder.actor, { membership: other.membershipId });
    expect(membershipId).not.toBe(other.membershipId);
    expect(await readsName(coordinator, holder.personId)).toBe(true);
    expect(await candidates()).toHaveLength(1);
    await switchIdentity(deps, holder.actor, { membership: null });
    await switchIdentity(deps, holder.actor, { membership: other.membershipId });
    expect(await readsName(coordinator, holder.personId)).toBe(true);
    const history = await prisma.history.findMany({ where: { subjectId: other.membershipId } });
    expect(history.map((row) => [row.action, row.actorPersonId])).toEqual([
      ['membership:added', coordinator.personId],
      ['membership:accepted', holder.personId],
    ]);
  });

  it('is read once they first sign in under it, and not because a role elsewhere ended', async () => {
    const newcomer = await createAccount(deps, { phone });
    await add(coordinator, organisation, phone, 'member');
    await signIn(deps, anonymous(), { identifier: phone, secret: testPassword }, client);
    expect(await readsName(coordinator, newcomer.personId)).toBe(true);

    const left = await createSignedIn(
      deps,
      { organisationId: committee.id },
      { email: `${phone}@example.com` },
    );
    await add(coordinator, organisation, `${phone}@example.com`, 'member');
    await endMembership(deps, left.actor, { id: membershipOf(left) });
    const secret = { identifier: left.memberNumber, secret: testPassword };
    const opened = await signIn(deps, anonymous(), secret, client);
    expect((await readActor(deps, opened.token, 'web')).membership).toBeNull();
    expect(await readsName(coordinator, left.personId)).toBe(false);
  });
});

describe('ending a membership', () => {
  it('cuts the identity at the next request', async () => {
    const member = await createSignedIn(deps, { organisationId: organisation.id, role: 'member' });
    await endMembership(deps, coordinator.actor, { id: membershipOf(member) });
    expect((await readActor(deps, member.token, 'web')).membership).toBeNull();
    expect(
      await prisma.event.findFirst({
        where: { type: 'membership:ended', aggregateId: membershipOf(member) },
      }),
    ).toMatchObject({
      feeds: expect.arrayContaining([`person:${member.personId}`, `organisation:${organisation.id}`]),
    });
    await expect(endMembership(deps, coordinator.actor, { id: membershipOf(member) })).rejects.toMatchObject({
      code: 'ALREADY_DONE',
    });
  });

  it('is open to the person themselves, and to nobody from outside', async () => {
    const member = await createSignedIn(deps, { organisationId: organisation.id, role: 'member' });
    const stranger = await createSignedIn(deps);
    await expect(endMembership(deps, stranger.actor, { id: membershipOf(member) })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await endMembership(deps, member.actor, { id: membershipOf(member) });
    expect((await readActor(deps, member.token, 'web')).membership).toBeNull();
  });

  it('keeps the last coordinator and the last chair, also when two leave at once', async () => {
    await expect(
      endMembership(deps, coordinator.actor, { id: membershipOf(coordinator) }),
    ).rejects.toMatchObject({ code: 'LAST_CHAIR' });
    await expect(endMembership(deps, chair.actor, { id: membershipOf(chair) })).rejects.toMatchObject({
      code: 'LAST_CHAIR',
    });
    const second = await createSignedIn(deps, { organisationId: organisation.id, role: 'coordinator' });
    const answers = await Promise.allSettled([
      endMembership(deps, coordinator.actor, { id: membershipOf(coordinator) }),
      endMembership(deps, second.actor, { id: membershipOf(second) }),
    ]);
    expect(answers.filter((answer) => answer.status === 'fulfilled')).toHaveLength(1);
    expect(
      await prisma.membership.count({
        where: { organisationId: organisation.id, role: 'coordinator', endedAt: null },
      }),
    ).toBe(1);
  });

  it("of an officer is the chair's business", async () => {
    await expect(endMembership(deps, officer.actor, { id: membershipOf(chair) })).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
    });
    await endMembership(deps, chair.actor, { id: membershipOf(officer) });
  });
});

describe('switching identity', () => {
  it('acts under another own membership, or under none, and never under a foreign or ended one', async () => {
    const membership = await prisma.membership.create({
      data: {
        id: crypto.randomUUID(),
        personId: coordinator.personId,
        organisationId: committee.id,
        role: 'officer',
      },
    });
    await switchIdentity(deps, coordinator.actor, { membership: membership.id });
    const actor = await readActor(deps, coordinator.token, 'web');
    expect(actor.membership).toMatchObject({ id: membership.id, role: 'officer' });
    expect((await findOwnMemberships(deps, actor)).map((row) => [row.role, row.active])).toEqual([
      ['coordinator', false],
      ['officer', true],
    ]);
    await switchIdentity(deps, actor, { membership: null });
    expect((await readActor(deps, coordinator.token, 'web')).membership).toBeNull();
    await expect(switchIdentity(deps, actor, { membership: membershipOf(chair) })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await prisma.membership.update({ where: { id: membership.id }, data: { endedAt: deps.clock.now() } });
    await expect(switchIdentity(deps, actor, { membership: membership.id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});
