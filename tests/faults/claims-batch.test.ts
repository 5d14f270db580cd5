import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeClaims, type ClaimAnswer, type ClaimWish } from '~/server/modules/claims/claim-batches';
import { findRefusals } from '~/server/modules/claims/find-refusals';
import { createClaimants, createScene } from '~/tests/factories/claim';
import { createTask } from '~/tests/factories/task';
import { brokenClaimInvariants } from '~/tests/helpers/claim-invariants';
import { createTestDatabase } from '~/tests/setup/database';
import { TestClock, testDeps } from '~/tests/setup/deps';

const database = await createTestDatabase();
const { pool, prisma } = database;
const deps = testDeps(database, { clock: new TestClock(new Date()) });
const hour = 3_600_000;

/** A need with a few tasks and people, of whom some are busy at a task's hour; `wishes` name both by number. */
interface Plan {
  readonly tasks: readonly { places: number; needsApproval: boolean; atHour: number; isOpen: boolean }[];
  readonly people: readonly { wants: number; busyAtHour: number | null }[];
}

const plans: fc.Arbitrary<Plan> = fc.record({
  tasks: fc.array(
    fc.record({
      places: fc.integer({ min: 1, max: 4 }),
      needsApproval: fc.boolean(),
      atHour: fc.integer({ min: 0, max: 3 }),
      isOpen: fc.integer({ min: 0, max: 5 }).map((dice) => dice > 0),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  people: fc.array(
    fc.record({
      wants: fc.nat(2),
      busyAtHour: fc.option(fc.integer({ min: 0, max: 3 }), { freq: 3 }),
    }),
    { minLength: 1, maxLength: 12 },
  ),
});

/** Makes a plan real. Answers the wishes, in the order of the people. */
async function createWorld({ tasks, people }: Plan): Promise<ClaimWish[]> {
  const monday = Date.now() + 7 * 24 * hour;
  const windowAt = (atHour: number) => ({
    startsAt: new Date(monday + atHour * hour),
    endsAt: new Date(monday + (atHour + 1.5) * hour),
  });
  const [scene, elsewhere] = [await createScene(prisma), await createScene(prisma)];
  const created = [];
  for (const { places, needsApproval, atHour, isOpen } of tasks) {
    const task = { needId: scene.need.id, maximumPlaces: places, needsApproval, isOpen };
    created.push(await createTask(prisma, { ...task, ...windowAt(atHour) }));
  }
  const claimants = await createClaimants(prisma, people.length);
  const wishes: ClaimWish[] = [];
  for (const [index, actor] of claimants.entries()) {
    const { wants, busyAtHour } = people[index] ?? { wants: 0, busyAtHour: null };
    if (busyAtHour !== null) {
      const busy = { needId: elsewhere.need.id, maximumPlaces: 1, ...windowAt(busyAtHour) };
      const { id: taskId } = await createTask(prisma, busy);
      await makeClaims(deps, [{ actor, taskId, personId: actor.personId }]);
    }
    const task = created[wants % created.length];
    if (task) wishes.push({ actor, taskId: task.id, personId: actor.personId });
  }
  return wishes;
}

/** Claims together, and again those that nothing stands in the way of, as `claimTask` does. Answers by wish. */
async function together(wishes: readonly ClaimWish[]): Promise<(string | null)[]> {
  const made = new Map<ClaimWish, ClaimAnswer>();
  let open = [...wishes];
  while (open.length > 0) {
    const outcomes = await makeClaims(deps, open);
    open.forEach((wish, index) => {
      const claim = outcomes[index];
      if (claim) made.set(wish, claim);
    });
    const left = open.filter((wish) => !made.has(wish));
    const refusals = await Promise.all(
      left.map(({ personId, taskId }) => findRefusals(deps, personId, [taskId])),
    );
    open = left.filter((_, index) => refusals[index]?.[0] === null);
  }
  return wishes.map((wish) => made.get(wish)?.state ?? null);
}

/** Claims one after the other, each by itself. */
async function inTurn(wishes: readonly ClaimWish[]): Promise<(string | null)[]> {
  const states: (string | null)[] = [];
  for (const wish of wishes) states.push(...(await together([wish])));
  return states;
}

/** What the events of some wishes say of the counts, in their order. */
async function countsTold(wishes: readonly ClaimWish[]): Promise<unknown[]> {
  const { rows } = await pool.query<{ type: string; taken: number; placesTaken: number }>(
    `SELECT type, payload->>'takenPlaces' AS taken, payload->>'placesTaken' AS "placesTaken" FROM "Event"
     WHERE "actorPersonId" = ANY($1::uuid[]) ORDER BY xid, id`,
    [wishes.map(({ personId }) => personId)],
  );
  return rows;
}

test(
  'claims made together end as the same claims made one after the other',
  { timeout: 120_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(plans, async (plan) => {
        const [batch, single] = [await createWorld(plan), await createWorld(plan)];
        expect(await together(batch)).toEqual(await inTurn(single));
        const told = await countsTold(batch);
        // A wish that stood behind one that came to nothing is made a moment later, after those behind it.
        expect(told).toHaveLength((await countsTold(single)).length);
      }),
      { numRuns: 40 },
    );
    expect(await brokenClaimInvariants(pool)).toEqual([]);
  },
);

test('events of one statement tell the counts as they rose', async () => {
  const plan: Plan = {
    tasks: [
      { places: 4, needsApproval: false, atHour: 0, isOpen: true },
      { places: 2, needsApproval: false, atHour: 2, isOpen: true },
    ],
    people: [0, 1, 0, 1, 0, 1].map((wants) => ({ wants, busyAtHour: null })),
  };
  const [batch, single] = [await createWorld(plan), await createWorld(plan)];
  await makeClaims(deps, batch);
  for (const wish of single) await makeClaims(deps, [wish]);
  expect(await countsTold(batch)).toEqual(await countsTold(single));
});

test('a key that another request has used stops its own claim and no other', async () => {
  const wishes = await createWorld({
    tasks: [{ places: 4, needsApproval: false, atHour: 0, isOpen: true }],
    people: [0, 0, 0].map((wants) => ({ wants, busyAtHour: null })),
  });
  const keyed = wishes.map((wish, index) => ({
    ...wish,
    actor: {
      ...wish.actor,
      // The last two come under one key, as no client should send them.
      idempotency: {
        scope: 'batch-test',
        key: `key-of-${Math.min(index, 1)}`,
        operation: 'claimTask',
        requestHash: Buffer.from([index]),
      },
    },
  }));
  const outcomes = await makeClaims(deps, keyed);
  expect(outcomes.map((claim) => claim?.state ?? null)).toEqual(['confirmed', 'confirmed', null]);
  expect(await brokenClaimInvariants(pool)).toEqual([]);
});
