import { expect, test } from 'vitest';
import { takeBackHandOver } from '~/server/modules/claims/answer-hand-over';
import { claimTask } from '~/server/modules/claims/claim-task';
import { offerHandOver } from '~/server/modules/claims/offer-hand-over';
import { settleHandOvers } from '~/server/modules/claims/settle-hand-overs';
import { takeHandOver } from '~/server/modules/claims/take-hand-over';
import { withdrawClaim } from '~/server/modules/claims/withdraw-claim';
import { Refused } from '~/server/policy/refusal';
import { createClaimants, createScene } from '~/tests/factories/claim';
import { createTask } from '~/tests/factories/task';
import { brokenClaimInvariants } from '~/tests/helpers/claim-invariants';
import { createTestDatabase } from '~/tests/setup/database';
import { TestClock, testDeps } from '~/tests/setup/deps';

const database = await createTestDatabase({ connections: 20 });
const { pool, prisma } = database;
const clock = new TestClock(new Date());
const deps = testDeps(database, { clock });
const hour = 3_600_000;
const rounds = 15;

/** The code of a refusal, or `null`; anything else that is thrown, a deadlock too, is a fault. */
const codeOf = async (act: Promise<unknown>): Promise<string | null> => {
  try {
    await act;
    return null;
  } catch (error) {
    if (error instanceof Refused) return error.code;
    throw error;
  }
};

const single = (hours: number) => ({
  startsAt: new Date(clock.now().getTime() + hours * hour),
  endsAt: new Date(clock.now().getTime() + (hours + 2) * hour),
  minimumPlaces: 1,
  maximumPlaces: 1,
});

const offerOf = (claimId: string) => prisma.handOver.findFirstOrThrow({ where: { claimId, endedAt: null } });
const holdersOf = async (taskId: string) =>
  (await prisma.claim.findMany({ where: { taskId, state: 'confirmed' } })).map(({ personId }) => personId);

/** A task of one place whose holder offers it to all, and people who would take it. */
async function offered(count: number) {
  const { task } = await createScene(prisma, { task: single(48) });
  const people = await createClaimants(prisma, count + 1);
  const [giver, ...takers] = people;
  if (!giver) throw new Error('People were made');
  const { id: claim } = await claimTask(deps, giver, { task: task.id });
  await offerHandOver(deps, giver, { claim, to: 'all' });
  return { task, giver, claim, takers, handOver: (await offerOf(claim)).id };
}

test('of two who take one place at once, one has it', async () => {
  for (let round = 0; round < rounds; round += 1) {
    const { task, takers, handOver } = await offered(3);
    const codes = await Promise.all(takers.map((actor) => codeOf(takeHandOver(deps, actor, { handOver }))));
    expect(codes.sort()).toEqual(['HAND_OVER_ENDED', 'HAND_OVER_ENDED', null]);
    expect(await holdersOf(task.id)).toHaveLength(1);
  }
  expect(await brokenClaimInvariants(pool)).toEqual([]);
});

test('a giver who withdraws or keeps the place while somebody takes it leaves one holder, or a free place', async () => {
  const met = new Set<string>();
  for (let round = 0; round < rounds; round += 1) {
    const { task, giver, claim, takers, handOver } = await offered(1);
    const [taker] = takers;
    if (!taker) throw new Error('Somebody would take it');
    const [leaves, takes] = await Promise.all([
      codeOf(
        round % 2 === 0 ? withdrawClaim(deps, giver, { claim }) : takeBackHandOver(deps, giver, { handOver }),
      ),
      codeOf(takeHandOver(deps, taker, { handOver })),
      settleHandOvers(deps),
    ]);
    const holders = await holdersOf(task.id);
    if (takes === null) {
      expect(holders).toEqual([taker.personId]);
      expect(leaves).not.toBeNull();
    } else {
      expect([takes, leaves]).toEqual(['HAND_OVER_ENDED', null]);
      expect(holders).toEqual(round % 2 === 0 ? [] : [giver.personId]);
    }
    met.add(takes === null ? 'taken' : 'kept');
  }
  expect(met.size).toBeGreaterThan(0);
  expect(await brokenClaimInvariants(pool)).toEqual([]);
});

test('two swaps that cross, and claims and withdrawals beside them, never wait in a circle', async () => {
  const met = new Map<string, number>();
  for (let round = 0; round < rounds; round += 1) {
    // Two people with a place in each of two tasks, at hours that overlap crosswise.
    const scene = await createScene(prisma, { task: { ...single(48), maximumPlaces: 2 } });
    const other = await createTask(prisma, { needId: scene.need.id, ...single(49), maximumPlaces: 2 });
    const people = await createClaimants(prisma, 5);
    const [a, b, c, d, e] = people;
    if (!a || !b || !c || !d || !e) throw new Error('Five people were made');
    const hold = async (actor: typeof a, task: string) => (await claimTask(deps, actor, { task })).id;
    const [ofA, ofB] = [await hold(a, scene.task.id), await hold(b, scene.task.id)];
    const ofC = await hold(c, other.id);
    await hold(d, other.id);
    // One asks for the other's place, and the other for the one's: each of the two swaps locks both tasks.
    await offerHandOver(deps, a, { claim: ofA, to: 'all', swapTask: other.id });
    await offerHandOver(deps, c, { claim: ofC, to: 'all', swapTask: scene.task.id });
    const [fromA, fromC] = [(await offerOf(ofA)).id, (await offerOf(ofC)).id];
    const codes = await Promise.all([
      codeOf(takeHandOver(deps, c, { handOver: fromA })),
      codeOf(takeHandOver(deps, a, { handOver: fromC })),
      codeOf(takeHandOver(deps, d, { handOver: fromA })),
      codeOf(takeHandOver(deps, b, { handOver: fromC })),
      codeOf(withdrawClaim(deps, b, { claim: ofB })),
      codeOf(claimTask(deps, e, { task: other.id })),
      codeOf(claimTask(deps, e, { task: scene.task.id })),
    ]);
    for (const code of codes) met.set(String(code), (met.get(String(code)) ?? 0) + 1);
    const counts = [await holdersOf(scene.task.id), await holdersOf(other.id)].map(({ length }) => length);
    expect(counts[0]).toBeLessThanOrEqual(2);
    expect(counts[1]).toBe(2);
  }
  expect(met.get('null')).toBeGreaterThan(rounds);
  expect(await brokenClaimInvariants(pool)).toEqual([]);
});
