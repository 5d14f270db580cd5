import { beforeEach, describe, expect, test } from 'vitest';
import { newId, nilId } from '~/server/database/id';
import { claimTask } from '~/server/modules/claims/claim-task';
import { findRefusals } from '~/server/modules/claims/find-refusals';
import { anonymous } from '~/server/policy/actor';
import { createClaim, createClaimant, createScene, type Scene } from '~/tests/factories/claim';
import { createSkill } from '~/tests/factories/skill';
import { createTask } from '~/tests/factories/task';
import { createTestDatabase } from '~/tests/setup/database';
import { TestClock, testDeps } from '~/tests/setup/deps';
import { refusalCodeOf } from '~/tests/setup/refusal';

const database = await createTestDatabase();
const { prisma } = database;
const clock = new TestClock(new Date());
const deps = testDeps(database, { clock });

let scene: Scene;
beforeEach(async () => {
  clock.set(new Date());
  scene = await createScene(prisma);
});

const taskNow = (id: string) => prisma.task.findUniqueOrThrow({ where: { id } });
const needNow = (id: string) => prisma.need.findUniqueOrThrow({ where: { id } });

describe('claiming a place', () => {
  test('confirms it, takes the place and writes history and event with it', async () => {
    const volunteer = await createClaimant(prisma);

    const claim = await claimTask(deps, volunteer, { task: scene.task.id });

    expect(claim).toMatchObject({ state: 'confirmed', taskId: scene.task.id, personId: volunteer.personId });
    expect(await taskNow(scene.task.id)).toMatchObject({ takenPlaces: 1 });
    expect(await needNow(scene.need.id)).toMatchObject({ placesTaken: 1 });
    const stored = await prisma.claim.findUniqueOrThrow({ where: { id: claim.id } });
    expect(stored).toMatchObject({
      startsAt: scene.task.startsAt,
      endsAt: scene.task.endsAt,
      state: 'confirmed',
    });
    const history = await prisma.history.findMany({ where: { subjectId: claim.id } });
    expect(history).toMatchObject([
      {
        action: 'claim:confirmed',
        fromState: null,
        toState: 'confirmed',
        actorPersonId: volunteer.personId,
        channel: 'web',
      },
    ]);
    const events = await prisma.event.findMany({ where: { aggregateId: claim.id } });
    expect(events).toHaveLength(1);
    expect(events[0]?.payload).toEqual({
      claimId: claim.id,
      taskId: scene.task.id,
      needId: scene.need.id,
      takenPlaces: 1,
      placesTaken: 1,
    });
    expect(events[0]?.feeds.toSorted()).toEqual(
      [
        'board',
        `community:${scene.community.id}`,
        `need:${scene.need.id}`,
        `organisation:${scene.organisation.id}`,
        `person:${volunteer.personId}`,
        `task:${scene.task.id}`,
      ].toSorted(),
    );
  });

  test('waits for a yes where the task asks for approval, and takes no place', async () => {
    const task = await createTask(prisma, { needId: scene.need.id, needsApproval: true });
    const claim = await claimTask(deps, await createClaimant(prisma), { task: task.id });
    expect(claim.state).toBe('requested');
    expect(await taskNow(task.id)).toMatchObject({ takenPlaces: 0 });
    const [event] = await prisma.event.findMany({ where: { aggregateId: claim.id } });
    expect(event).toMatchObject({ type: 'claim:requested' });
    expect(event?.feeds).not.toContain('board');
  });

  test('in a private home is a request of someone whose identity was checked, unheard on the board', async () => {
    const home = await createScene(prisma, { need: { placeKind: 'private_home', kind: 'help' } });
    const volunteer = await createClaimant(prisma);
    expect(await refusalCodeOf(claimTask(deps, volunteer, { task: home.task.id }))).toBe(
      'IDENTITY_UNCHECKED',
    );
    await prisma.identityCheck.create({
      data: {
        id: newId(),
        personId: volunteer.personId,
        checkedById: home.coordinator.personId,
        organisationId: home.organisation.id,
        documentKind: 'id_card',
        lastFour: '1234',
        checkedAt: new Date(),
        expiresAt: new Date(Date.now() + 365 * 86_400_000),
      },
    });
    const claim = await claimTask(deps, volunteer, { task: home.task.id });
    expect(claim.state).toBe('requested');
    const events = await prisma.event.findMany({ where: { aggregateId: claim.id } });
    expect(events.flatMap((event) => event.feeds)).not.toContain('board');
  });

  test('for someone acted for is theirs, and the history says who acted', async () => {
    const principal = await createClaimant(prisma);
    const helper = await createClaimant(prisma);
    const claim = await claimTask(
      deps,
      { ...helper, onBehalfOfId: principal.personId, proxyScope: ['serve'], capacity: 'proxy' },
      { task: scene.task.id },
    );
    expect(claim.personId).toBe(principal.personId);
    const [history] = await prisma.history.findMany({ where: { subjectId: claim.id } });
    expect(history).toMatchObject({
      actorPersonId: helper.personId,
      onBehalfOfId: principal.personId,
      capacity: 'proxy',
    });
  });
});

describe('a claim is refused', () => {
  const refused = async (task: string, actor?: Awaited<ReturnType<typeof createClaimant>>) =>
    refusalCodeOf(claimTask(deps, actor ?? (await createClaimant(prisma)), { task }));

  test('to strangers', async () => {
    expect(await refusalCodeOf(claimTask(deps, anonymous(), { task: scene.task.id }))).toBe('NOT_SIGNED_IN');
  });

  test('where there is no such task, or it is a draft', async () => {
    const draft = await createScene(prisma, { need: { status: 'draft' } });
    expect(await refused(nilId)).toBe('NOT_FOUND');
    expect(await refused(draft.task.id)).toBe('NOT_FOUND');
  });

  test('when every place is taken', async () => {
    const task = await createTask(prisma, { needId: scene.need.id, maximumPlaces: 1 });
    await claimTask(deps, await createClaimant(prisma), { task: task.id });
    expect(await refused(task.id)).toBe('FULL');
    expect(await taskNow(task.id)).toMatchObject({ takenPlaces: 1 });
  });

  test('a second time', async () => {
    const volunteer = await createClaimant(prisma);
    await claimTask(deps, volunteer, { task: scene.task.id });
    expect(await refused(scene.task.id, volunteer)).toBe('ALREADY_CLAIMED');
    expect(await taskNow(scene.task.id)).toMatchObject({ takenPlaces: 1 });
  });

  test('when it overlaps another task of the person, and not when it follows it at once', async () => {
    const volunteer = await createClaimant(prisma);
    await claimTask(deps, volunteer, { task: scene.task.id });
    const overlapping = await createTask(prisma, {
      needId: scene.need.id,
      startsAt: new Date(scene.task.endsAt.getTime() - 60_000),
    });
    const following = await createTask(prisma, { needId: scene.need.id, startsAt: scene.task.endsAt });
    expect(await refused(overlapping.id, volunteer)).toBe('OVERLAPS');
    expect(await taskNow(overlapping.id)).toMatchObject({ takenPlaces: 0 });
    await expect(claimTask(deps, volunteer, { task: following.id })).resolves.toMatchObject({
      state: 'confirmed',
    });
  });

  test('once the task has started, is cancelled, or takes nobody', async () => {
    const task = (overrides: object) => createTask(prisma, { needId: scene.need.id, ...overrides });
    const started = await task({ startsAt: new Date(Date.now() - 60_000) });
    const cancelled = await task({ cancelledAt: new Date(), isOpen: false });
    const closed = await task({ isOpen: false });
    expect(await refused(started.id)).toBe('STARTED');
    expect(await refused(cancelled.id)).toBe('TASK_CANCELLED');
    expect(await refused(closed.id)).toBe('NOT_OPEN');
  });

  test('to those who are too young, and those whose age nobody knows', async () => {
    const task = await createTask(prisma, { needId: scene.need.id, minimumAge: 18 });
    const birthday = new Date(task.startsAt);
    birthday.setUTCFullYear(birthday.getUTCFullYear() - 18);
    const dayOf = (days: number) => new Date(birthday.getTime() + days * 86_400_000);
    const [unknown, young, grown] = [
      await createClaimant(prisma),
      await createClaimant(prisma),
      await createClaimant(prisma),
    ];
    await prisma.personalDetail.createMany({
      data: [
        { personId: young.personId, birthDate: dayOf(1) },
        { personId: grown.personId, birthDate: dayOf(0) },
      ],
    });
    expect(await refused(task.id, unknown)).toBe('AGE_UNKNOWN');
    expect(await refused(task.id, young)).toBe('UNDER_AGE');
    await expect(claimTask(deps, grown, { task: task.id })).resolves.toMatchObject({ state: 'confirmed' });
  });

  test('without a required skill, and not for want of a useful one', async () => {
    const [needed, useful] = [await createSkill(prisma), await createSkill(prisma)];
    await prisma.taskSkill.createMany({
      data: [
        { taskId: scene.task.id, skillId: needed.id, required: true },
        { taskId: scene.task.id, skillId: useful.id, required: false },
      ],
    });
    const volunteer = await createClaimant(prisma);
    expect(await refused(scene.task.id, volunteer)).toBe('MISSING_SKILL');
    await prisma.personSkill.create({ data: { personId: volunteer.personId, skillId: needed.id } });
    await expect(claimTask(deps, volunteer, { task: scene.task.id })).resolves.toMatchObject({
      state: 'confirmed',
    });
  });

  test('to those suspended, and those who have not accepted the terms or took that back', async () => {
    const suspended = await createClaimant(prisma, { status: 'suspended' });
    const withdrawn = await createClaimant(prisma);
    await prisma.consent.updateMany({
      where: { personId: withdrawn.personId },
      data: { withdrawnAt: new Date() },
    });
    expect(await refused(scene.task.id, suspended)).toBe('SUSPENDED');
    expect(await refused(scene.task.id, withdrawn)).toBe('TERMS_NOT_ACCEPTED');
  });

  test('with the reason that is also shown beforehand, for many tasks in one statement', async () => {
    const volunteer = await createClaimant(prisma);
    const full = await createTask(prisma, { needId: scene.need.id, maximumPlaces: 1 });
    await createClaim(prisma, full, { personId: (await createClaimant(prisma)).personId });
    const ids = [scene.task.id, full.id, nilId];
    expect(await findRefusals(deps, volunteer.personId, ids)).toEqual([null, 'FULL', 'NOT_FOUND']);
    expect(await findRefusals(deps, null, ids)).toEqual(['NOT_SIGNED_IN', 'NOT_SIGNED_IN', 'NOT_SIGNED_IN']);
  });
});
