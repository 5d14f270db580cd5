import { beforeEach, describe, expect, it } from 'vitest';
import { claimTask } from '~/server/modules/claims/claim-task';
import { isIdentityChecked } from '~/server/modules/contact/queries';
import { checkIdentity, identityChecksOf } from '~/server/modules/identity/check-identity';
import { acceptMembership } from '~/server/modules/organisations/accept-membership';
import { addMember } from '~/server/modules/organisations/add-member';
import { createClaimant, createScene } from '~/tests/factories/claim';
import { createAccount } from '~/tests/factories/account';
import { createCommunity } from '~/tests/factories/community';
import { createOrganisation } from '~/tests/factories/organisation';
import { createSignedIn, type SignedIn } from '~/tests/factories/session';
import { createTestDatabase } from '~/tests/setup/database';
import { testDeps } from '~/tests/setup/deps';
import { systemClock } from '~/server/deps';
import { refusalCodeOf } from '~/tests/setup/refusal';

const database = await createTestDatabase();
const { prisma } = database;
const deps = testDeps(database, { clock: systemClock });

const here = await createCommunity(prisma);
const there = await createCommunity(prisma);
const committee = await createOrganisation(prisma, { communityId: here.id, committeeOfId: here.id });
const team = await createOrganisation(prisma, { communityId: here.id });

let officer: SignedIn;
let coordinator: SignedIn;
let resident: SignedIn;

beforeEach(async () => {
  officer = await createSignedIn(deps, { organisationId: committee.id, role: 'officer' });
  coordinator = await createSignedIn(deps, { organisationId: team.id, role: 'coordinator' });
  resident = await createSignedIn(deps, {}, { person: { homeCommunityId: here.id } });
});

const seen = (person: string) => ({ person, documentKind: 'id_card' as const, lastFour: '123X' });
const checked = (personId: string) => isIdentityChecked(prisma, personId, new Date());

describe('an identity check', () => {
  it('by an officer opens help in private homes to a resident, who is told and reads until when', async () => {
    const home = await createScene(prisma, { need: { placeKind: 'private_home', kind: 'help' } });
    const volunteer = await createClaimant(prisma, { homeCommunityId: here.id });
    expect(await refusalCodeOf(claimTask(deps, volunteer, { task: home.task.id }))).toBe(
      'IDENTITY_UNCHECKED',
    );

    await checkIdentity(deps, officer.actor, seen(volunteer.personId));

    expect(await claimTask(deps, volunteer, { task: home.task.id })).toMatchObject({ state: 'requested' });
    const check = await prisma.identityCheck.findFirstOrThrow({ where: { personId: volunteer.personId } });
    expect(check).toMatchObject({
      checkedById: officer.personId,
      organisationId: committee.id,
      documentKind: 'id_card',
      lastFour: '123X',
    });
    expect(await identityChecksOf(deps, volunteer, [volunteer.personId])).toEqual([check.expiresAt]);
    const notices = await prisma.notice.findMany({ where: { personId: volunteer.personId } });
    expect(notices.map(({ kind }) => kind)).toContain('identity_checked');
    const [event] = await prisma.event.findMany({ where: { aggregateId: volunteer.personId } });
    expect(event).toMatchObject({
      type: 'person:identity_checked',
      payload: { personId: volunteer.personId },
    });
    expect(JSON.stringify(event?.payload)).not.toContain('123X');
  });

  it('by a coordinator is of those who have acted for the unit, not of whoever has a number', async () => {
    const { personId } = resident;
    expect(await refusalCodeOf(checkIdentity(deps, coordinator.actor, seen(personId)))).toBe('NOT_FOUND');
    const { membershipId } = await addMember(deps, coordinator.actor, {
      organisation: team.id,
      identifier: resident.memberNumber,
      role: 'member',
      community: null,
    });
    expect(await refusalCodeOf(checkIdentity(deps, coordinator.actor, seen(personId)))).toBe('NOT_FOUND');

    await prisma.$transaction((tx) => acceptMembership(tx, deps, resident.actor, membershipId));
    await checkIdentity(deps, coordinator.actor, seen(personId));
    expect(await checked(personId)).toBe(true);

    await prisma.membership.update({ where: { id: membershipId }, data: { endedAt: new Date() } });
    expect(await refusalCodeOf(checkIdentity(deps, coordinator.actor, seen(personId)))).toBe('NOT_FOUND');
    expect(await identityChecksOf(deps, coordinator.actor, [personId])).toEqual([null]);
  });

  it('is nobody’s own, and nobody’s of another community', async () => {
    const foreign = await createAccount(deps, { person: { homeCommunityId: there.id } });
    expect(await refusalCodeOf(checkIdentity(deps, officer.actor, seen(foreign.personId)))).toBe('NOT_FOUND');
    expect(await checked(foreign.personId)).toBe(false);
    await prisma.person.update({ where: { id: officer.personId }, data: { homeCommunityId: here.id } });
    expect(await refusalCodeOf(checkIdentity(deps, officer.actor, seen(officer.personId)))).toBe(
      'NOT_ALLOWED',
    );
    expect(await refusalCodeOf(checkIdentity(deps, resident.actor, seen(foreign.personId)))).toBe(
      'NOT_ALLOWED',
    );
  });
});
