import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { claimTask } from '~/server/modules/claims/claim-task';
import { joinWaitlist } from '~/server/modules/claims/join-waitlist';
import { withdrawClaim } from '~/server/modules/claims/withdraw-claim';
import { holdDraws } from '~/server/modules/draws/hold-draws';
import { findOwnEntry, unsafeFindDrawEntries, unsafeFindDraws } from '~/server/modules/draws/queries';
import { drawOrder } from '~/server/modules/draws/rules';
import { dropDraw, setDraw } from '~/server/modules/draws/set-draw';
import {
  createClaim,
  createClaimant,
  createClaimants,
  createScene,
  type Scene,
} from '~/tests/factories/claim';
import { createTask } from '~/tests/factories/task';
import { createTestDatabase } from '~/tests/setup/database';
import { TestClock, testDeps } from '~/tests/setup/deps';
import { refusalCodeOf } from '~/tests/setup/refusal';

const database = await createTestDatabase();
const { prisma } = database;
const clock = new TestClock();
const deps = testDeps(database, { clock });
const hour = 3_600_000;

/** A Monday morning in Shanghai; the scene's task is on Saturday. */
const monday = new Date('2026-03-02T01:00:00Z');
const saturday = new Date('2026-03-07T01:00:00Z');
const closesAt = new Date(saturday.getTime() - 48 * hour);

let scene: Scene;
beforeEach(async () => {
  clock.set(monday);
  scene = await createScene(prisma, { task: { startsAt: saturday, maximumPlaces: 2 } });
});

const set = (task = scene.task.id) => setDraw(deps, scene.coordinator, { task, closesAt });
const close = async () => {
  clock.set(closesAt);
  return holdDraws(deps);
};
const stateOf = async (id: string) => (await prisma.claim.findUniqueOrThrow({ where: { id } })).state;

describe('a draw', () => {
  test('takes entries until it closes, gives places to the first who fit, and puts the others in line', async () => {
    await set();
    const people = await createClaimants(prisma, 6);
    expect(await refusalCodeOf(claimTask(deps, people[0]!, { task: scene.task.id }))).toBe('DRAW_PENDING');
    for (const person of people) await joinWaitlist(deps, person, { task: scene.task.id });
    expect(await prisma.claim.count({ where: { taskId: scene.task.id, state: 'waitlisted' } })).toBe(6);

    expect(await holdDraws(deps)).toBe(0);
    expect(await close()).toBe(1);
    expect(await holdDraws(deps)).toBe(0);

    const claims = await prisma.claim.findMany({
      where: { taskId: scene.task.id },
      include: { drawEntry: true },
    });
    const byRank = claims.toSorted((a, b) => a.drawEntry!.rank - b.drawEntry!.rank);
    expect(byRank.map(({ state }) => state)).toEqual([
      'confirmed',
      'confirmed',
      ...Array<string>(4).fill('waitlisted'),
    ]);
    expect(byRank.slice(2).map(({ waitNumber }) => waitNumber)).toEqual([9, 10, 11, 12]);
    expect(await prisma.task.findUnique({ where: { id: scene.task.id } })).toMatchObject({
      takenPlaces: 2,
      allocation: 'drawn',
    });
    const told = await prisma.notice.findMany({
      where: { kind: { startsWith: 'draw_' }, detail: { path: ['taskId'], equals: scene.task.id } },
    });
    expect(told.map(({ kind }) => kind).sort()).toEqual([
      ...Array<string>(4).fill('draw_waiting'),
      ...Array<string>(2).fill('draw_won'),
    ]);
  });

  test('is drawn with what was committed to before, and anyone comes to the same order', async () => {
    await set();
    const before = (await unsafeFindDraws(deps, [scene.task.id]))[0]!;
    expect(before).toMatchObject({ seed: null, drawnAt: null, entered: 0 });
    await set();
    for (const person of await createClaimants(prisma, 5))
      await joinWaitlist(deps, person, { task: scene.task.id });
    await close();
    const after = (await unsafeFindDraws(deps, [scene.task.id]))[0]!;
    expect(after).toMatchObject({ commitment: before.commitment, entered: 5 });
    const seed = Buffer.from(after.seed ?? '', 'hex');
    expect(createHash('sha256').update(seed).digest('hex')).toBe(before.commitment);
    const entries = (await unsafeFindDrawEntries(deps, [scene.task.id]))[0]!;
    expect(drawOrder(seed, entries)).toEqual(entries.map(({ number }) => number));
  });

  test('keeps its seed and its entries, whoever asks the database', async () => {
    await set();
    for (const person of await createClaimants(prisma, 2))
      await joinWaitlist(deps, person, { task: scene.task.id });
    const taskId = scene.task.id;
    await expect(
      prisma.draw.update({ where: { taskId }, data: { seed: Buffer.alloc(32) } }),
    ).rejects.toThrow();
    await close();
    await expect(prisma.draw.update({ where: { taskId }, data: { drawnAt: null } })).rejects.toThrow();
    await expect(prisma.drawEntry.updateMany({ where: { taskId }, data: { rank: 1 } })).rejects.toThrow();
    await expect(prisma.drawEntry.deleteMany({ where: { taskId } })).rejects.toThrow();
  });

  test('passes over whoever took another place at that hour', async () => {
    await set();
    const [busy, free] = await createClaimants(prisma, 2);
    for (const person of [busy!, free!]) await joinWaitlist(deps, person, { task: scene.task.id });
    const other = await createTask(prisma, { needId: scene.need.id, startsAt: saturday });
    await claimTask(deps, busy!, { task: other.id });
    await close();
    const states = await prisma.claim.findMany({
      where: { taskId: scene.task.id },
      orderBy: { createdAt: 'asc' },
    });
    expect(states.map(({ state }) => state)).toEqual(['waitlisted', 'confirmed']);
  });

  test('gives the next place to the next in its order', async () => {
    await set();
    for (const person of await createClaimants(prisma, 4))
      await joinWaitlist(deps, person, { task: scene.task.id });
    await close();
    const [first] = await prisma.drawEntry.findMany({
      where: { rank: 1, taskId: scene.task.id },
      include: { claim: true },
    });
    const third = await prisma.drawEntry.findFirstOrThrow({ where: { rank: 3, taskId: scene.task.id } });
    const winner = { ...(await createClaimant(prisma)), personId: first!.claim.personId! };
    await withdrawClaim(deps, winner, { claim: first!.claimId, reason: null });
    expect(await stateOf(third.claimId)).toBe('offered');
  });

  test('without entries leaves the places to whoever comes first', async () => {
    await set();
    await close();
    const claim = await claimTask(deps, await createClaimant(prisma), { task: scene.task.id });
    expect(claim.state).toBe('confirmed');
  });
});

describe('tickets', () => {
  test('count popular places of late, whether one is new, and are told to oneself with their reasons', async () => {
    const [regular, newcomer] = await createClaimants(prisma, 2);
    const popular = await createTask(prisma, {
      needId: scene.need.id,
      startsAt: new Date(saturday.getTime() - 14 * 24 * hour),
      allocation: 'drawn',
      drawClosesAt: monday,
    });
    await createClaim(prisma, popular, { personId: regular!.personId, state: 'attended' });
    await set();
    for (const person of [regular!, newcomer!]) await joinWaitlist(deps, person, { task: scene.task.id });
    const mine = async (drawnAt: Date | null) => [
      await findOwnEntry(deps, regular!, { taskId: scene.task.id, drawnAt }),
      await findOwnEntry(deps, newcomer!, { taskId: scene.task.id, drawnAt }),
    ];
    const expected = [
      { load: 64, newcomer: 0, distance: 0, skill: 0, number: 1, tickets: 64 },
      { load: 256, newcomer: 128, distance: 0, skill: 0, number: 2, tickets: 384 },
    ];
    expect(await mine(null)).toEqual(expected.map((entry) => ({ ...entry, rank: null })));
    await close();
    expect(await mine(closesAt)).toMatchObject(expected);
    expect(
      await findOwnEntry(deps, await createClaimant(prisma), { taskId: scene.task.id, drawnAt: closesAt }),
    ).toBeNull();
  });
});

describe('popular tasks a week', () => {
  /** Three popular tasks of one week, on Wednesday, Thursday and Saturday; two of them already had by the person. */
  const atTheCap = async () => {
    const person = await createClaimant(prisma);
    for (const days of [3, 2]) {
      const task = await createTask(prisma, {
        needId: scene.need.id,
        startsAt: new Date(saturday.getTime() - days * 24 * hour),
        allocation: 'drawn',
        drawClosesAt: monday,
      });
      await createClaim(prisma, task, { personId: person.personId });
    }
    await prisma.task.update({
      where: { id: scene.task.id },
      data: { allocation: 'drawn', drawClosesAt: monday },
    });
    return person;
  };

  test('are no more than the community allows, until a day before', async () => {
    const person = await atTheCap();
    expect(await refusalCodeOf(claimTask(deps, person, { task: scene.task.id }))).toBe('WEEKLY_CAP');
    clock.set(new Date(saturday.getTime() - 24 * hour));
    expect((await claimTask(deps, person, { task: scene.task.id })).state).toBe('confirmed');
  });

  test('are as many as one likes where the community says so', async () => {
    const person = await atTheCap();
    await prisma.$executeRaw`
      INSERT INTO "CommunitySetting" ("communityId", key, value, "updatedAt")
      VALUES (${scene.community.id}::uuid, 'popularTasksAWeek', 'null', now())`;
    expect((await claimTask(deps, person, { task: scene.task.id })).state).toBe('confirmed');
  });

  test('pass over whoever has them when lots are drawn', async () => {
    const person = await atTheCap();
    const other = await createTask(prisma, {
      needId: scene.need.id,
      startsAt: new Date(saturday.getTime() + 5 * hour),
      maximumPlaces: 1,
    });
    const late = await createClaimant(prisma);
    await setDraw(deps, scene.coordinator, { task: other.id, closesAt });
    await prisma.claim.updateMany({ where: { personId: person.personId }, data: { state: 'withdrawn' } });
    await joinWaitlist(deps, person, { task: other.id });
    await joinWaitlist(deps, late, { task: other.id });
    await prisma.claim.updateMany({
      where: { personId: person.personId, taskId: { not: other.id } },
      data: { state: 'confirmed' },
    });
    await close();
    const states = await prisma.claim.findMany({
      where: { taskId: other.id },
      orderBy: { createdAt: 'asc' },
    });
    expect(states.map(({ state }) => state)).toEqual(['waitlisted', 'confirmed']);
  });
});

describe('setting a draw', () => {
  test('is for whoever posts the need, and tells of nobody else’s', async () => {
    const foreign = await createScene(prisma);
    const input = { task: scene.task.id, closesAt };
    expect(await refusalCodeOf(setDraw(deps, foreign.coordinator, input))).toBe('NOT_FOUND');
    expect(await refusalCodeOf(setDraw(deps, await createClaimant(prisma), input))).toBe('NOT_ALLOWED');
  });

  test('is refused once somebody has a place, and taken back only while nobody has entered', async () => {
    await claimTask(deps, await createClaimant(prisma), { task: scene.task.id });
    expect(await refusalCodeOf(set())).toBe('TASK_HELD');
    const other = await createTask(prisma, { needId: scene.need.id, startsAt: saturday });
    await set(other.id);
    await dropDraw(deps, scene.coordinator, { task: other.id });
    expect(await unsafeFindDraws(deps, [other.id])).toEqual([null]);
    await set(other.id);
    await joinWaitlist(deps, await createClaimant(prisma), { task: other.id });
    expect(await refusalCodeOf(dropDraw(deps, scene.coordinator, { task: other.id }))).toBe('TASK_HELD');
  });
});
