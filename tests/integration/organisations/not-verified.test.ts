import { beforeEach, describe, expect, it } from 'vitest';
import { addWalkIn } from '~/server/modules/attendance/add-walk-in';
import { checkInMany } from '~/server/modules/attendance/check-many';
import { findCandidates, findCheckInCodes } from '~/server/modules/attendance/queries';
import { claimTask } from '~/server/modules/claims/claim-task';
import { decideClaim } from '~/server/modules/claims/decide-claim';
import { findRosters } from '~/server/modules/claims/queries';
import { confirmServiceRecord } from '~/server/modules/hours/confirm-service-record';
import { listRecords } from '~/server/modules/hours/queries';
import { findPersons } from '~/server/modules/identity/persons';
import { readActor } from '~/server/modules/identity/read-actor';
import { cancelNeed } from '~/server/modules/needs/cancel-need';
import { PostNeedInput } from '~/server/modules/needs/input';
import { postNeed } from '~/server/modules/needs/post-need';
import { publishNeed } from '~/server/modules/needs/publish-need';
import { findNeeds } from '~/server/modules/needs/queries';
import { reviewNeed } from '~/server/modules/needs/review-need';
import { actionsOnNeed } from '~/server/modules/needs/scope';
import { addMember } from '~/server/modules/organisations/add-member';
import { decideOrganisation } from '~/server/modules/organisations/decide-organisation';
import { findMembershipsOf } from '~/server/modules/organisations/queries';
import type { Actor } from '~/server/policy/actor';
import { encodeId } from '~/server/database/id';
import { createAccount } from '~/tests/factories/account';
import { createClaim, createClaimant, createScene, type Scene } from '~/tests/factories/claim';
import { createNeed } from '~/tests/factories/need';
import { createRecord } from '~/tests/factories/record';
import { createSession, createSignedIn } from '~/tests/factories/session';
import { createTask } from '~/tests/factories/task';
import { createTestDatabase } from '~/tests/setup/database';
import { testDeps } from '~/tests/setup/deps';

const database = await createTestDatabase();
const { prisma } = database;
const deps = testDeps(database);

let scene: Scene;
let chair: Actor;
/** The unit's coordinator, read anew as each request does. */
let coordinator: () => Promise<Actor>;
let volunteer: Actor & { personId: string };

beforeEach(async () => {
  scene = await createScene(prisma);
  chair = (await createSignedIn(deps, { organisationId: scene.committee.id, role: 'chair' })).actor;
  const account = await createAccount(deps, { personId: scene.coordinator.personId });
  const { token } = await createSession(deps, account.id, {
    membershipId: scene.coordinator.membership?.id,
  });
  coordinator = () => readActor(deps, token, 'web');
  volunteer = await createClaimant(prisma);
});

const decide = (decision: 'verified' | 'suspended') =>
  decideOrganisation(deps, chair, { organisation: scene.organisation.id, decision, reason: 'Numbers sold' });

const notVerified = { code: 'ORGANISATION_NOT_VERIFIED' };

const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000);

const lunch = () => ({
  title: 'Cook',
  startsAt: inHours(24),
  endsAt: inHours(26),
  minimumPlaces: 1,
  maximumPlaces: 2,
});

const values = (overrides: Record<string, unknown> = {}) =>
  PostNeedInput.parse({
    title: 'Lunch for neighbours',
    summary: 'Serve warm meals.',
    community: encodeId('Community', scene.community.id),
    tasks: [lunch()],
    ...overrides,
  });

describe('a suspended unit', () => {
  it('reads no roster, no name and no code, and runs no day', async () => {
    const claim = await createClaim(prisma, scene.task, { personId: volunteer.personId });
    const before = await coordinator();
    expect((await findRosters(deps, before, [scene.task.id]))[0]).toHaveLength(1);
    expect((await findPersons(deps, before, [volunteer.personId]))[0]).not.toBeNull();
    await decide('suspended');

    const actor = await coordinator();
    expect(await findRosters(deps, actor, [scene.task.id])).toEqual([null]);
    expect(await findCheckInCodes(deps, actor, [scene.task.id])).toEqual([null]);
    expect(await findCandidates(deps, actor, scene.task.id, 'e')).toEqual([]);
    expect(await findPersons(deps, actor, [volunteer.personId])).toEqual([null]);
    await expect(checkInMany(deps, actor, { claims: [claim.id] })).rejects.toMatchObject(notVerified);
    await expect(
      addWalkIn(deps, actor, { task: scene.task.id, name: 'Ann', agreed: true }),
    ).rejects.toMatchObject(notVerified);
    await expect(
      decideClaim(deps, actor, { claim: claim.id, approve: false, reason: 'no' }),
    ).rejects.toMatchObject(notVerified);
  });

  it('confirms no hours and reads none', async () => {
    const record = await createRecord(prisma, scene, { personId: volunteer.personId });
    await decide('suspended');
    const actor = await coordinator();
    await expect(
      confirmServiceRecord(deps, actor, { record: record.id, minutes: null, reason: null }),
    ).rejects.toMatchObject(notVerified);
    expect((await listRecords(deps, actor, {}, { first: 10, after: null })).rows).toEqual([]);
  });

  it('sees and changes no members but itself', async () => {
    const member = await createSignedIn(deps, { organisationId: scene.organisation.id });
    await decide('suspended');
    const actor = await coordinator();
    const seen = await findMembershipsOf(deps, actor, [scene.organisation.id]);
    expect(seen.map((row) => row.personId)).toEqual([actor.personId]);
    await expect(
      addMember(deps, actor, {
        organisation: scene.organisation.id,
        identifier: member.memberNumber,
        role: 'coordinator',
        community: null,
      }),
    ).rejects.toMatchObject(notVerified);
  });

  it('has its open tasks closed to claims until it is verified again', async () => {
    await decide('suspended');
    await expect(claimTask(deps, volunteer, { task: scene.task.id })).rejects.toMatchObject({
      code: 'NOT_OPEN',
    });
    // Nor does a task that the committee adds meanwhile take any.
    const officer = (await createSignedIn(deps, { organisationId: scene.committee.id, role: 'officer' }))
      .actor;
    const [need] = await findNeeds(deps, officer, [scene.need.id]);
    const tasks = [lunch(), { ...lunch(), ...scene.task, id: encodeId('Task', scene.task.id) }];
    await postNeed(
      deps,
      officer,
      values({ id: encodeId('Need', scene.need.id), version: need?.version, tasks }),
    );
    expect(await prisma.task.count({ where: { needId: scene.need.id } })).toBe(2);
    expect(await prisma.task.count({ where: { needId: scene.need.id, isOpen: true } })).toBe(0);

    await decide('verified');
    expect(await claimTask(deps, volunteer, { task: scene.task.id })).toMatchObject({ state: 'confirmed' });
  });

  it('writes drafts, hands none in, and changes nothing that is public but to call it off', async () => {
    await decide('suspended');
    const actor = await coordinator();
    const { needId } = await postNeed(deps, actor, values());
    await postNeed(deps, actor, values({ id: encodeId('Need', needId), version: 1 }));
    await expect(publishNeed(deps, actor, { id: needId })).rejects.toMatchObject(notVerified);

    const [open] = await findNeeds(deps, actor, [scene.need.id]);
    if (!open) throw new Error('not found');
    expect(actionsOnNeed(actor, open)).toEqual(['cancel']);
    await expect(
      postNeed(deps, actor, values({ id: encodeId('Need', scene.need.id), version: open.version })),
    ).rejects.toMatchObject(notVerified);
    await cancelNeed(deps, actor, { id: scene.need.id, reason: 'We cannot come' });
  });

  it('is not opened a need by the committee that was handed in before', async () => {
    const waiting = await createNeed(prisma, {
      communityId: scene.community.id,
      organisationId: scene.organisation.id,
      status: 'in_review',
    });
    await createTask(prisma, { needId: waiting.id });
    await decide('suspended');
    const review = () => reviewNeed(deps, chair, { id: waiting.id, approve: true, reason: null });
    await expect(review()).rejects.toMatchObject(notVerified);
    await decide('verified');
    await review();
  });
});
