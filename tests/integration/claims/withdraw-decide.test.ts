import { beforeEach, describe, expect, test } from 'vitest';
import { claimTask } from '~/server/modules/claims/claim-task';
import { decideClaim } from '~/server/modules/claims/decide-claim';
import { withdrawClaim } from '~/server/modules/claims/withdraw-claim';
import { createMember } from '~/tests/factories/actor';
import { createClaimant, createScene, type Scene } from '~/tests/factories/claim';
import { createOrganisation } from '~/tests/factories/organisation';
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

const taken = async () => ({
  task: (await prisma.task.findUniqueOrThrow({ where: { id: scene.task.id } })).takenPlaces,
  need: (await prisma.need.findUniqueOrThrow({ where: { id: scene.need.id } })).placesTaken,
});

describe('withdrawing', () => {
  test('frees the place, keeps the reason and lets the person claim again', async () => {
    const volunteer = await createClaimant(prisma);
    const claim = await claimTask(deps, volunteer, { task: scene.task.id });
    await withdrawClaim(deps, volunteer, { claim: claim.id, reason: 'My daughter is ill' });
    expect(await taken()).toEqual({ task: 0, need: 0 });
    const history = await prisma.history.findMany({ where: { subjectId: claim.id }, orderBy: { id: 'asc' } });
    expect(history[1]).toMatchObject({
      fromState: 'confirmed',
      toState: 'withdrawn',
      reason: 'My daughter is ill',
    });
    await claimTask(deps, volunteer, { task: scene.task.id });
    expect(await taken()).toEqual({ task: 1, need: 1 });
  });

  test('after the deadline is kept as late, with the reason, until the start', async () => {
    const volunteer = await createClaimant(prisma);
    const task = await createTask(prisma, { needId: scene.need.id, withdrawUntilMinutes: 60 });
    const claim = await claimTask(deps, volunteer, { task: task.id });
    clock.set(new Date(task.startsAt.getTime() - 59 * 60_000));
    expect(await refusalCodeOf(withdrawClaim(deps, volunteer, { claim: claim.id }))).toBe('REASON_NEEDED');
    await withdrawClaim(deps, volunteer, { claim: claim.id, reason: 'The child is ill' });
    expect(await prisma.claim.findUnique({ where: { id: claim.id } })).toMatchObject({
      state: 'withdrawn',
      withdrawnAs: 'late',
      reason: 'The child is ill',
    });
    const told = await prisma.notice.findFirst({
      where: { kind: 'claim_withdrawn', detail: { path: ['claimId'], equals: claim.id } },
    });
    expect(told?.personId).toBe(scene.coordinator.personId);
  });

  test('is refused a second time, too late, and to anyone else', async () => {
    const volunteer = await createClaimant(prisma);
    const task = await createTask(prisma, { needId: scene.need.id, withdrawUntilMinutes: 60 });
    const claim = await claimTask(deps, volunteer, { task: task.id });
    expect(await refusalCodeOf(withdrawClaim(deps, await createClaimant(prisma), { claim: claim.id }))).toBe(
      'NOT_FOUND',
    );
    clock.set(new Date(task.startsAt.getTime() + 60_000));
    expect(await refusalCodeOf(withdrawClaim(deps, volunteer, { claim: claim.id, reason: 'Late' }))).toBe(
      'WITHDRAW_TOO_LATE',
    );
    clock.set(new Date(task.startsAt.getTime() - 60 * 60_000));
    await withdrawClaim(deps, volunteer, { claim: claim.id });
    expect(await refusalCodeOf(withdrawClaim(deps, volunteer, { claim: claim.id }))).toBe('ALREADY_DONE');
  });
});

describe('deciding a request', () => {
  const request = async () => {
    const volunteer = await createClaimant(prisma);
    await prisma.task.update({ where: { id: scene.task.id }, data: { needsApproval: true } });
    const claim = await claimTask(deps, volunteer, { task: scene.task.id });
    return { volunteer, claim };
  };

  test('with a yes takes the place and tells the volunteer', async () => {
    const { claim, volunteer } = await request();
    await decideClaim(deps, scene.coordinator, { claim: claim.id, approve: true });
    expect(await taken()).toEqual({ task: 1, need: 1 });
    expect(await prisma.notice.findMany({ where: { personId: volunteer.personId } })).toMatchObject([
      { kind: 'claim_confirmed' },
    ]);
  });

  test('with a no declines it', async () => {
    const { claim, volunteer } = await request();
    await decideClaim(deps, scene.coordinator, { claim: claim.id, approve: false });
    expect(await prisma.claim.findUniqueOrThrow({ where: { id: claim.id } })).toMatchObject({
      state: 'declined',
    });
    expect(await taken()).toEqual({ task: 0, need: 0 });
    expect(await prisma.notice.findMany({ where: { personId: volunteer.personId } })).toMatchObject([
      { kind: 'claim_refused' },
    ]);
  });

  test('meets FULL when the last place went to someone else', async () => {
    await prisma.task.update({ where: { id: scene.task.id }, data: { maximumPlaces: 1 } });
    const [first, second] = [await request(), await request()];
    await decideClaim(deps, scene.coordinator, { claim: first.claim.id, approve: true });
    expect(
      await refusalCodeOf(decideClaim(deps, scene.coordinator, { claim: second.claim.id, approve: true })),
    ).toBe('FULL');
    expect(await taken()).toEqual({ task: 1, need: 1 });
  });

  test('meets OVERLAPS when the person has promised that time elsewhere', async () => {
    const { claim, volunteer } = await request();
    const other = await createScene(prisma, { task: { startsAt: scene.task.startsAt } });
    await claimTask(deps, volunteer, { task: other.task.id });
    expect(
      await refusalCodeOf(decideClaim(deps, scene.coordinator, { claim: claim.id, approve: true })),
    ).toBe('OVERLAPS');
    expect(await taken()).toEqual({ task: 0, need: 0 });
  });

  test('is for whoever runs the task, and never for the one who asked', async () => {
    const { claim, volunteer } = await request();
    const elsewhere = await createMember(
      prisma,
      await createOrganisation(prisma, { communityId: scene.community.id }),
      'coordinator',
    );
    const officer = await createMember(prisma, scene.committee, 'officer');
    expect(await refusalCodeOf(decideClaim(deps, elsewhere, { claim: claim.id, approve: true }))).toBe(
      'NOT_FOUND',
    );
    expect(await refusalCodeOf(decideClaim(deps, volunteer, { claim: claim.id, approve: true }))).toBe(
      'NOT_ALLOWED',
    );
    const own = await createMember(prisma, scene.organisation, 'coordinator', volunteer.personId);
    expect(await refusalCodeOf(decideClaim(deps, own, { claim: claim.id, approve: true }))).toBe(
      'NOT_ALLOWED',
    );
    await decideClaim(deps, officer, { claim: claim.id, approve: true });
  });

  test('releases a confirmed claim with a reason and frees the place', async () => {
    const volunteer = await createClaimant(prisma);
    const claim = await claimTask(deps, volunteer, { task: scene.task.id });
    expect(
      await refusalCodeOf(decideClaim(deps, scene.coordinator, { claim: claim.id, approve: false })),
    ).toBe('REASON_NEEDED');
    await decideClaim(deps, scene.coordinator, {
      claim: claim.id,
      approve: false,
      reason: 'The kitchen is smaller',
    });
    expect(await taken()).toEqual({ task: 0, need: 0 });
    expect(await prisma.notice.findMany({ where: { personId: volunteer.personId } })).toMatchObject([
      { kind: 'claim_released' },
    ]);
  });
});
