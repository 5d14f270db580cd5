import { beforeEach, describe, expect, it } from 'vitest';
import type { MembershipRole } from '~/generated/prisma/enums';
import { newId } from '~/server/database/id';
import { issueSlip, readSlip } from '~/server/modules/identity/issue-slip';
import { readActor } from '~/server/modules/identity/read-actor';
import { setPassword } from '~/server/modules/identity/set-password';
import { signIn } from '~/server/modules/identity/sign-in';
import { anonymous } from '~/server/policy/actor';
import { createCommunity } from '~/tests/factories/community';
import { createOrganisation } from '~/tests/factories/organisation';
import { createSession, createSignedIn, type SignedIn } from '~/tests/factories/session';
import { createTestDatabase } from '~/tests/setup/database';
import { testDeps } from '~/tests/setup/deps';

const database = await createTestDatabase();
const { prisma } = database;
const deps = testDeps(database);

const [community, elsewhere] = [await createCommunity(prisma), await createCommunity(prisma)];
const committeeOf = (of: { id: string }) =>
  createOrganisation(prisma, { communityId: of.id, committeeOfId: of.id });
const [committee, foreignCommittee] = [await committeeOf(community), await committeeOf(elsewhere)];
let officer: SignedIn;
let chair: SignedIn;

beforeEach(async () => {
  officer = await createSignedIn(deps, { organisationId: committee.id, role: 'officer' });
  chair = await createSignedIn(deps, { organisationId: committee.id, role: 'chair' });
});

/** Somebody who lives in the community, leading a unit where one is given. */
const resident = (organisationId?: string, role?: MembershipRole) =>
  createSignedIn(deps, { organisationId, role }, { person: { homeCommunityId: community.id } });

async function slipFor(person: string, by: SignedIn) {
  const { slipId } = await issueSlip(deps, by.actor, { person });
  return readSlip(deps, by.actor, slipId);
}

const enter = ({ memberNumber, code }: { memberNumber: string; code: string }) =>
  signIn(
    deps,
    anonymous(),
    { identifier: memberNumber, secret: code },
    { address: '203.0.113.9', userAgent: null },
  );

const lead = (personId: string, organisationId: string, role: MembershipRole) =>
  prisma.membership.create({ data: { id: newId(), personId, organisationId, role } });

describe('a reset at the desk', () => {
  it('signs everybody else out of the account, so that nobody with an old session chooses the PIN', async () => {
    const owner = await resident();
    const stolen = await createSession(deps, owner.accountId);
    const thief = await readActor(deps, stolen.token, 'web');
    const opened = await enter(await slipFor(owner.personId, officer));

    expect((await readActor(deps, stolen.token, 'web')).accountId).toBeNull();
    expect((await readActor(deps, owner.token, 'web')).accountId).toBeNull();
    // Also a request that was under way when the slip was used.
    await expect(
      setPassword(deps, thief, { newPassword: 'mine from now on', acceptTerms: true }),
    ).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });

    const actor = await readActor(deps, opened.token, 'web');
    await setPassword(deps, actor, { newPassword: 'remember the plums', acceptTerms: true });
    expect((await readActor(deps, opened.token, 'web')).accountId).toBe(owner.accountId);
  });

  it("forgets the account's passkeys, and says so in its history", async () => {
    const owner = await resident();
    await prisma.passkey.create({
      data: {
        id: newId(),
        accountId: owner.accountId,
        credentialId: owner.accountId,
        publicKey: Buffer.from('x'),
        label: 'Their phone',
      },
    });
    await enter(await slipFor(owner.personId, officer));
    expect(await prisma.passkey.count({ where: { accountId: owner.accountId } })).toBe(0);
    const history = await prisma.history.findMany({
      where: { subjectId: owner.accountId },
      orderBy: { id: 'asc' },
    });
    expect(history.map((row) => row.action)).toEqual([
      'account:slip_issued',
      'account:slip_used',
      'account:session_revoked',
      'account:passkey_removed',
      'account:signed_in',
    ]);
  });
});

describe("a leader's account", () => {
  it('of a unit that works here is opened by the chair and by no officer', async () => {
    const unit = await createOrganisation(prisma, { communityId: community.id });
    const guest = await createOrganisation(prisma, { communityId: elsewhere.id });
    await prisma.admission.create({
      data: { organisationId: guest.id, communityId: community.id, admittedAt: new Date() },
    });
    for (const { id } of [unit, guest]) {
      const coordinator = await resident(id, 'coordinator');
      await expect(slipFor(coordinator.personId, officer)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
      expect((await slipFor(coordinator.personId, chair)).code).toMatch(/^\d{8}$/);
    }
  });

  it('of a committee elsewhere, or of a unit that does not work here, is opened by nobody here', async () => {
    const stranger = await createOrganisation(prisma, { communityId: elsewhere.id });
    const leaders: [string, MembershipRole][] = [
      [foreignCommittee.id, 'officer'],
      [foreignCommittee.id, 'chair'],
      [stranger.id, 'coordinator'],
    ];
    for (const [organisationId, role] of leaders) {
      const leader = await resident(organisationId, role);
      await expect(slipFor(leader.personId, chair)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
      // Nor because they lead something here as well.
      await lead(leader.personId, committee.id, 'officer');
      await expect(slipFor(leader.personId, chair)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    }
  });

  it('is anyone’s who only registered a unit that waits for verification', async () => {
    const pending = await createOrganisation(prisma, { communityId: elsewhere.id, status: 'pending' });
    const founder = await resident(pending.id, 'coordinator');
    expect((await slipFor(founder.personId, officer)).code).toMatch(/^\d{8}$/);
  });

  it('counts what they lead under a name that was merged into theirs', async () => {
    const [living, alias] = [await resident(), await resident(foreignCommittee.id, 'chair')];
    await prisma.person.update({ where: { id: alias.personId }, data: { mergedIntoId: living.personId } });
    await expect(slipFor(living.personId, chair)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  });

  it('stays shut to a slip that was made before they led anything', async () => {
    const [kept, given] = [await resident(), await resident()];
    const [byOfficer, byChair] = [
      await slipFor(kept.personId, officer),
      await slipFor(given.personId, chair),
    ];
    await lead(kept.personId, committee.id, 'officer');
    await lead(given.personId, committee.id, 'officer');
    await expect(enter(byOfficer)).rejects.toMatchObject({ code: 'CODE_EXPIRED' });
    // A chair may give a colleague a first slip and then the role.
    expect((await enter(byChair)).accountId).toBe(given.accountId);
  });

  it('is opened by nobody for themselves: a slip would replace a password that they may not know', async () => {
    await prisma.person.update({ where: { id: chair.personId }, data: { homeCommunityId: community.id } });
    await expect(slipFor(chair.personId, chair)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    const other = await createSignedIn(deps, { organisationId: committee.id, role: 'chair' });
    expect((await slipFor(chair.personId, other)).code).toMatch(/^\d{8}$/);
  });
});
