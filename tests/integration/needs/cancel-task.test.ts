import { beforeEach, describe, expect, test } from 'vitest';
import { newId } from '~/server/database/id';
import { claimTask } from '~/server/modules/claims/claim-task';
import { cancelNeed } from '~/server/modules/needs/cancel-need';
import { cancelTask } from '~/server/modules/needs/cancel-task';
import { findNotices } from '~/server/modules/notifications/queries';
import { noticeSentence } from '~/server/modules/notifications/words';
import { noticeUrl } from '~/server/modules/notifications/urls';
import { settleNeeds } from '~/server/modules/needs/settle-needs';
import {
  createClaim,
  createClaimant,
  createClaimants,
  createScene,
  type Scene,
} from '~/tests/factories/claim';
import { createMember } from '~/tests/factories/actor';
import { createTask } from '~/tests/factories/task';
import { createTestDatabase } from '~/tests/setup/database';
import { TestClock, testDeps } from '~/tests/setup/deps';
import { refusalCodeOf } from '~/tests/setup/refusal';
import type { Task } from '~/generated/prisma/client';

const database = await createTestDatabase();
const { prisma } = database;
const clock = new TestClock();
const deps = testDeps(database, { clock });
const inHours = (hours: number): Date => new Date(clock.now().getTime() + hours * 3_600_000);

const reason = 'The hall is flooded';

let scene: Scene;
let friday: Task;

/** A need with a task tomorrow and one on Friday at nine. */
beforeEach(async () => {
  clock.set(new Date('2026-03-02T01:00:00Z'));
  scene = await createScene(prisma, {
    need: { startsAt: inHours(24), endsAt: inHours(98), places: 8 },
    task: { title: 'Serving', startsAt: inHours(24), endsAt: inHours(26), maximumPlaces: 5 },
  });
  friday = await createTask(prisma, {
    needId: scene.need.id,
    title: 'Cooking',
    startsAt: inHours(96),
    endsAt: inHours(98),
    maximumPlaces: 3,
  });
});

const needNow = () => prisma.need.findUniqueOrThrow({ where: { id: scene.need.id } });
const taskNow = (id: string) => prisma.task.findUniqueOrThrow({ where: { id } });
const cancel = (id = friday.id, actor = scene.coordinator, why = reason) =>
  cancelTask(deps, actor, { id, reason: why });

describe('a task that people count on', () => {
  test('is called off alone: its claims are given back, the other task stays', async () => {
    const [ann, bob, eve] = await createClaimants(prisma, 3);
    if (!ann || !bob || !eve) throw new Error('nobody');
    const waits = await createTask(prisma, {
      needId: scene.need.id,
      startsAt: inHours(48),
      endsAt: inHours(50),
      needsApproval: true,
    });
    await claimTask(deps, ann, { task: friday.id });
    await claimTask(deps, bob, { task: friday.id });
    const kept = await claimTask(deps, eve, { task: scene.task.id });
    const before = await needNow();

    await cancel();

    expect(await taskNow(friday.id)).toMatchObject({
      cancelledAt: clock.now(),
      cancelReason: reason,
      isOpen: false,
      takenPlaces: 0,
    });
    expect(await taskNow(scene.task.id)).toMatchObject({ cancelledAt: null, isOpen: true, takenPlaces: 1 });
    expect(await needNow()).toMatchObject({
      status: 'open',
      startsAt: scene.task.startsAt,
      endsAt: waits.endsAt,
      places: scene.task.maximumPlaces + waits.maximumPlaces,
      placesTaken: 1,
      version: before.version + 1,
    });
    const claims = await prisma.claim.findMany({ where: { taskId: friday.id } });
    expect(claims.map((claim) => [claim.state, claim.reason])).toEqual([
      ['released', reason],
      ['released', reason],
    ]);
    expect(await prisma.claim.findUniqueOrThrow({ where: { id: kept.id } })).toMatchObject({
      state: 'confirmed',
    });
    expect(await refusalCodeOf(claimTask(deps, eve, { task: friday.id }))).toBe('TASK_CANCELLED');
  });

  test('tells everyone who claimed it, with the day and the reason, and nobody else', async () => {
    const ann = await createClaimant(prisma);
    const eve = await createClaimant(prisma);
    await createClaim(prisma, friday, { personId: ann.personId, state: 'requested' });
    await claimTask(deps, eve, { task: scene.task.id });

    await cancel();

    const [notice, ...more] = await findNotices(deps, ann, 10);
    expect(more).toEqual([]);
    if (!notice) throw new Error('no notice');
    const { title } = scene.need;
    expect(noticeSentence(notice.kind, notice, 'en')).toBe(
      `“${title}”: the task “Cooking” on Fri, Mar 6, 1:00 AM was cancelled. You need not come then. Reason: ${reason}`,
    );
    expect(noticeSentence(notice.kind, notice, 'zh-CN')).toBe(
      `“${title}”的岗位“Cooking”（3月6日周五 1:00）已取消，届时您不用到场了。原因：${reason}`,
    );
    expect(noticeUrl(notice.kind, notice.detail, null)).toBe(
      `/needs/need_${scene.need.id}#task-task_${friday.id}`,
    );
    expect(await findNotices(deps, eve, 10)).toEqual([]);
    expect(await prisma.claim.findMany({ where: { personId: ann.personId } })).toMatchObject([
      { state: 'released', reason },
    ]);
  });

  test('writes its history and its events with it', async () => {
    const ann = await createClaimant(prisma);
    const claim = await claimTask(deps, ann, { task: friday.id });

    await cancel();

    expect(
      await prisma.history.findMany({ where: { subjectId: scene.need.id, action: 'need:task_cancelled' } }),
    ).toMatchObject([
      { fromState: 'open', toState: 'open', reason, actorPersonId: scene.coordinator.personId },
    ]);
    expect(
      await prisma.history.findMany({ where: { subjectId: claim.id, action: 'claim:released' } }),
    ).toMatchObject([{ fromState: 'confirmed', toState: 'released', reason }]);
    const [event] = await prisma.event.findMany({
      where: { aggregateId: scene.need.id, type: 'need:task_cancelled' },
    });
    expect(event).toMatchObject({ payload: { needId: scene.need.id, taskId: friday.id } });
    expect(event?.feeds.toSorted()).toEqual(
      [
        'board',
        `community:${scene.community.id}`,
        `need:${scene.need.id}`,
        `organisation:${scene.organisation.id}`,
        `person:${ann.personId}`,
        `task:${friday.id}`,
      ].toSorted(),
    );
    const [released] = await prisma.event.findMany({
      where: { aggregateId: claim.id, type: 'claim:released' },
    });
    expect(released?.payload).toEqual({
      claimId: claim.id,
      taskId: friday.id,
      needId: scene.need.id,
      takenPlaces: 0,
      placesTaken: 0,
    });
    expect(JSON.stringify([event?.payload, released?.payload])).not.toContain(reason);
  });

  test('lets whoever has checked in go on serving, and tells them too', async () => {
    clock.set(inHours(96.5));
    const ann = await createClaimant(prisma);
    const serving = await createClaim(prisma, friday, { personId: ann.personId, state: 'checked_in' });
    await cancel();
    expect(await prisma.claim.findUniqueOrThrow({ where: { id: serving.id } })).toMatchObject({
      state: 'checked_in',
    });
    expect(await taskNow(friday.id)).toMatchObject({ takenPlaces: 1 });
    expect(await needNow()).toMatchObject({ placesTaken: 0 });
    expect(await findNotices(deps, ann, 10)).toMatchObject([{ kind: 'task_cancelled' }]);
  });

  test('has everyone told once more, and no more, when the need is called off afterwards', async () => {
    const ann = await createClaimant(prisma);
    await claimTask(deps, ann, { task: friday.id });
    await cancel();
    await cancelNeed(deps, scene.coordinator, { id: scene.need.id, reason: 'Rain' });
    expect(await taskNow(friday.id)).toMatchObject({ cancelReason: reason });
    expect(await taskNow(scene.task.id)).toMatchObject({ cancelReason: 'Rain' });
    expect(await findNotices(deps, ann, 10)).toHaveLength(1);
  });

  test('lets its need end with the tasks that are left', async () => {
    await cancel();
    clock.set(inHours(27));
    await settleNeeds(deps);
    expect(await needNow()).toMatchObject({ status: 'completed' });
  });
});

describe('calling a task off is refused', () => {
  test('without a reason, twice, and when it is over', async () => {
    expect(await refusalCodeOf(cancel(friday.id, scene.coordinator, ''))).toBe('REASON_NEEDED');
    await cancel();
    expect(await refusalCodeOf(cancel())).toBe('ALREADY_DONE');
    const more = await createTask(prisma, { needId: scene.need.id, startsAt: inHours(30) });
    clock.set(inHours(27));
    expect(await refusalCodeOf(cancel(scene.task.id))).toBe('TOO_LATE');
    await cancel(more.id);
  });

  test('for the last one of a need, which is called off with it', async () => {
    await cancel();
    expect(await refusalCodeOf(cancel(scene.task.id))).toBe('LAST_TASK');
    expect(await taskNow(scene.task.id)).toMatchObject({ cancelledAt: null });
  });

  test('before a need is public and after it has ended', async () => {
    for (const status of ['draft', 'in_review', 'completed', 'closed', 'cancelled'] as const) {
      await prisma.need.update({ where: { id: scene.need.id }, data: { status } });
      expect(await refusalCodeOf(cancel()), status).toBe('WRONG_STATE');
    }
  });

  test('to everyone but those who run it and their committee, in the words for what does not exist', async () => {
    const other = await createScene(prisma);
    const volunteer = await createClaimant(prisma);
    const member = await createMember(prisma, scene.organisation, 'member');
    expect(await refusalCodeOf(cancel(friday.id, other.coordinator))).toBe('NOT_FOUND');
    for (const actor of [volunteer, member])
      expect(await refusalCodeOf(cancel(friday.id, actor))).toBe('NOT_FOUND');
    expect(await refusalCodeOf(cancel(newId()))).toBe('NOT_FOUND');
    const officer = await createMember(prisma, scene.committee, 'officer');
    await cancel(friday.id, officer);
  });
});
