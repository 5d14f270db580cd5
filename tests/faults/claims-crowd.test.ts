import { expect, test } from 'vitest';
import { claimTask } from '~/server/modules/claims/claim-task';
import { Refused } from '~/server/policy/refusal';
import { createClaimant, createClaimants, createScene } from '~/tests/factories/claim';
import { createTask } from '~/tests/factories/task';
import { brokenClaimInvariants } from '~/tests/helpers/claim-invariants';
import { createTestDatabase } from '~/tests/setup/database';
import { TestClock, testDeps } from '~/tests/setup/deps';

const database = await createTestDatabase({ connections: 30 });
const { pool, prisma } = database;
const deps = testDeps(database, { clock: new TestClock(new Date()) });

/** Several server processes: each gathers its own claims, so that their statements meet in the database. */
const nodes = Array.from({ length: 4 }, () => ({ ...deps }));
const nodeOf = (index: number) => nodes[index % nodes.length] ?? deps;

/** How each of many claims ended: the state, or the refusal's code. Any other error fails the test. */
const endOf = (claim: ReturnType<typeof claimTask>): Promise<string> =>
  claim.then(
    ({ state }) => state,
    (error: unknown) => {
      if (error instanceof Refused) return error.code;
      throw error;
    },
  );

test(
  '100 clients who take the last place: one wins and 99 get FULL, 50 times',
  { timeout: 120_000 },
  async () => {
    const scene = await createScene(prisma);
    const crowd = await createClaimants(prisma, 100);
    for (let round = 0; round < 50; round += 1) {
      const startsAt = new Date(Date.now() + (round + 1) * 86_400_000);
      const task = await createTask(prisma, { needId: scene.need.id, maximumPlaces: 1, startsAt });
      const ends = await Promise.all(
        crowd.map((actor, index) => endOf(claimTask(nodeOf(index), actor, { task: task.id }))),
      );
      expect(ends.filter((end) => end === 'confirmed')).toHaveLength(1);
      expect(ends.filter((end) => end === 'FULL')).toHaveLength(99);
    }
    expect(await brokenClaimInvariants(pool)).toEqual([]);
  },
);

test('one person who claims one task 50 times at once gets it once', async () => {
  const scene = await createScene(prisma, { task: { maximumPlaces: 100 } });
  const volunteer = await createClaimant(prisma);
  const ends = await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      endOf(claimTask(nodeOf(index), volunteer, { task: scene.task.id })),
    ),
  );
  expect(ends.filter((end) => end === 'confirmed')).toHaveLength(1);
  expect(ends.filter((end) => end === 'ALREADY_CLAIMED')).toHaveLength(49);
  expect(await brokenClaimInvariants(pool)).toEqual([]);
});

test('one person who claims 50 tasks of the same hour at once gets one', async () => {
  const volunteer = await createClaimant(prisma);
  const scenes = await Promise.all(Array.from({ length: 50 }, () => createScene(prisma)));
  const ends = await Promise.all(
    scenes.map(({ task }, index) => endOf(claimTask(nodeOf(index), volunteer, { task: task.id }))),
  );
  expect(ends.filter((end) => end === 'confirmed')).toHaveLength(1);
  expect(ends.filter((end) => end === 'OVERLAPS')).toHaveLength(49);
  expect(await brokenClaimInvariants(pool)).toEqual([]);
});
