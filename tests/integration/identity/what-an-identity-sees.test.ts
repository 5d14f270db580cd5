import { describe, expect, it } from 'vitest';
import { findPersons } from '~/server/modules/identity/persons';
import { findWaiting } from '~/server/modules/identity/waiting';
import { anonymous, type Actor } from '~/server/policy/actor';
import { createMember } from '~/tests/factories/actor';
import { createClaim, createClaimant } from '~/tests/factories/claim';
import { createCommunity } from '~/tests/factories/community';
import { createNeed } from '~/tests/factories/need';
import { createOrganisation } from '~/tests/factories/organisation';
import { createPerson } from '~/tests/factories/person';
import { createTask } from '~/tests/factories/task';
import { createTestDatabase } from '~/tests/setup/database';
import { testDeps } from '~/tests/setup/deps';

const database = await createTestDatabase();
const { prisma } = database;
const deps = testDeps(database);

/** A community with its committee and a unit, and the same elsewhere. */
async function createPlace() {
  const community = await createCommunity(prisma);
  const committee = await createOrganisation(prisma, {
    communityId: community.id,
    committeeOfId: community.id,
  });
  const organisation = await createOrganisation(prisma, { communityId: community.id });
  return {
    community,
    committee,
    organisation,
    officer: await createMember(prisma, committee, 'officer'),
    coordinator: await createMember(prisma, organisation, 'coordinator'),
    member: await createMember(prisma, organisation, 'member'),
  };
}

const here = await createPlace();
const elsewhere = await createPlace();

describe("a person's name", () => {
  const readsName = async (actor: Actor, personId: string) =>
    (await findPersons(deps, actor, [personId]))[0] !== null;

  it('is read by themselves and by their own committee', async () => {
    const resident = await createPerson(prisma, { homeCommunityId: here.community.id });
    expect(await readsName({ ...anonymous(), personId: resident.id }, resident.id)).toBe(true);
    expect(await readsName(here.officer, resident.id)).toBe(true);
  });

  it('is hidden from strangers, members, other units and other committees', async () => {
    const resident = await createPerson(prisma, { homeCommunityId: here.community.id });
    const others = [anonymous(), here.member, here.coordinator, elsewhere.officer, elsewhere.coordinator];
    for (const actor of others) expect(await readsName(actor, resident.id)).toBe(false);
  });

  it('is read by the coordinator of a unit they came to serve in, and by nobody for an invitation alone', async () => {
    const need = await createNeed(prisma, {
      communityId: here.community.id,
      organisationId: here.organisation.id,
    });
    const task = await createTask(prisma, { needId: need.id });
    const volunteer = await createClaimant(prisma);
    const invited = await createClaimant(prisma);
    await createClaim(prisma, task, { personId: volunteer.personId, state: 'confirmed' });
    await createClaim(prisma, task, { personId: invited.personId, state: 'invited' });
    expect(await readsName(here.coordinator, volunteer.personId)).toBe(true);
    expect(await readsName(here.officer, volunteer.personId)).toBe(true);
    expect(await readsName(here.coordinator, invited.personId)).toBe(false);
    expect(await readsName(here.member, volunteer.personId)).toBe(false);
    expect(await readsName(elsewhere.coordinator, volunteer.personId)).toBe(false);
  });

  it('of an alias is that of the living person', async () => {
    const living = await createPerson(prisma, { displayName: '王秀英' });
    const alias = await createPerson(prisma, { homeCommunityId: here.community.id, mergedIntoId: living.id });
    expect((await findPersons(deps, here.officer, [alias.id]))[0]?.displayName).toBe('王秀英');
  });
});

describe('what waits', () => {
  it('is counted for the committee of the place and for nobody else', async () => {
    const place = await createPlace();
    await createOrganisation(prisma, { communityId: place.community.id, status: 'pending' });
    await createNeed(prisma, {
      communityId: place.community.id,
      organisationId: place.organisation.id,
      status: 'in_review',
    });
    await createNeed(prisma, {
      communityId: place.community.id,
      organisationId: place.organisation.id,
      status: 'in_review',
    });
    expect(await findWaiting(deps, place.officer)).toMatchObject([
      { kind: 'needs_in_review', count: 2, oldest: expect.any(Date) },
      { kind: 'organisations_pending', count: 1, oldest: expect.any(Date) },
    ]);
    for (const actor of [anonymous(), place.member, place.coordinator, elsewhere.officer]) {
      expect(await findWaiting(deps, actor)).toEqual([]);
    }
  });

  it('is, for a coordinator, the claims that ask for a yes', async () => {
    const place = await createPlace();
    const need = await createNeed(prisma, {
      communityId: place.community.id,
      organisationId: place.organisation.id,
    });
    const task = await createTask(prisma, { needId: need.id, needsApproval: true });
    const volunteer = await createClaimant(prisma);
    await createClaim(prisma, task, { personId: volunteer.personId, state: 'requested' });
    expect(await findWaiting(deps, place.coordinator)).toMatchObject([
      { kind: 'claims_to_decide', count: 1 },
    ]);
    expect(await findWaiting(deps, place.member)).toEqual([]);
  });
});
