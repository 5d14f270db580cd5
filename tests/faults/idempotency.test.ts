import { createHash, randomUUID } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { claimTask } from '~/server/modules/claims/claim-task';
import { withdrawClaim } from '~/server/modules/claims/withdraw-claim';
import type { Actor } from '~/server/policy/actor';
import { createClaim, createClaimant, createScene, type Scene } from '~/tests/factories/claim';
import { createTask } from '~/tests/factories/task';
import { createTestDatabase } from '~/tests/setup/database';
import { TestClock, testDeps } from '~/tests/setup/deps';
import { refusalCodeOf } from '~/tests/setup/refusal';

const database = await createTestDatabase({ connections: 20 });
const { prisma } = database;
const deps = testDeps(database, { clock: new TestClock(new Date()) });

let scene: Scene;
let volunteer: Awaited<ReturnType<typeof createClaimant>>;
beforeEach(async () => {
  scene = await createScene(prisma);
  volunteer = await createClaimant(prisma);
});

/** The actor as the API hands it over when a mutation was sent under a key. */
const under = (key: string, operation: string, input: unknown): Actor => ({
  ...volunteer,
  idempotency: {
    scope: volunteer.personId,
    key,
    operation,
    requestHash: createHash('sha256').update(JSON.stringify(input)).digest(),
  },
});

test('one claim sent 50 times at once under one key has one effect and 50 equal answers', async () => {
  const input = { task: scene.task.id };
  const actor = under(randomUUID(), 'claimTask', input);
  const answers = await Promise.all(Array.from({ length: 50 }, () => claimTask(deps, actor, input)));
  expect(new Set(answers.map((answer) => JSON.stringify(Object.entries(answer).toSorted()))).size).toBe(1);
  const [claim, ...more] = await prisma.claim.findMany({ where: { personId: volunteer.personId } });
  expect(more).toEqual([]);
  expect(await prisma.task.findUniqueOrThrow({ where: { id: scene.task.id } })).toMatchObject({
    takenPlaces: 1,
  });
  expect(await prisma.event.count({ where: { aggregateId: claim?.id ?? '' } })).toBe(1);
});

test('another request under the key is a conflict and changes nothing', async () => {
  const key = randomUUID();
  const other = await createTask(prisma, { needId: scene.need.id, startsAt: scene.task.endsAt });
  const claim = await claimTask(deps, under(key, 'claimTask', { task: scene.task.id }), {
    task: scene.task.id,
  });
  const second = claimTask(deps, under(key, 'claimTask', { task: other.id }), { task: other.id });
  expect(await refusalCodeOf(second)).toBe('IDEMPOTENCY_CONFLICT');
  const otherOperation = withdrawClaim(deps, under(key, 'withdrawClaim', { task: scene.task.id }), {
    claim: claim.id,
  });
  expect(await refusalCodeOf(otherOperation)).toBe('IDEMPOTENCY_CONFLICT');
  expect(await prisma.claim.findMany({ where: { personId: volunteer.personId } })).toMatchObject([
    { state: 'confirmed' },
  ]);
});

test('a refused claim keeps no answer: the same key is judged anew', async () => {
  const task = await createTask(prisma, { needId: scene.need.id, maximumPlaces: 1 });
  const holder = await createClaimant(prisma);
  const held = await createClaim(prisma, task, { personId: holder.personId });
  const input = { task: task.id };
  const actor = under(randomUUID(), 'claimTask', input);
  expect(await refusalCodeOf(claimTask(deps, actor, input))).toBe('FULL');
  expect(await prisma.idempotencyKey.count({ where: { scope: volunteer.personId } })).toBe(0);
  await withdrawClaim(deps, holder, { claim: held.id });
  await expect(claimTask(deps, actor, input)).resolves.toMatchObject({ state: 'confirmed' });
});

test('a repeat after a constraint refused the first is refused with the same reason', async () => {
  const input = { task: scene.task.id };
  await claimTask(deps, volunteer, input);
  const actor = under(randomUUID(), 'claimTask', input);
  const codes = await Promise.all(
    Array.from({ length: 10 }, () => refusalCodeOf(claimTask(deps, actor, input))),
  );
  expect(new Set(codes)).toEqual(new Set(['ALREADY_CLAIMED']));
});

test('one withdrawal sent 50 times at once under one key frees one place', async () => {
  await createClaim(prisma, scene.task, { personId: (await createClaimant(prisma)).personId });
  const { id } = await claimTask(deps, volunteer, { task: scene.task.id });
  const actor = under(randomUUID(), 'withdrawClaim', { claim: id });
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => withdrawClaim(deps, actor, { claim: id })),
  );
  expect(answers).toEqual(Array.from({ length: 50 }, () => ({ id })));
  expect(await prisma.task.findUniqueOrThrow({ where: { id: scene.task.id } })).toMatchObject({
    takenPlaces: 1,
  });
});
