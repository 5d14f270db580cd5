import { expect, test } from 'vitest';
import type { ClaimState } from '~/generated/prisma/enums';
import { acceptOffer, declineOffer } from '~/server/modules/claims/answer-offer';
import { claimTask } from '~/server/modules/claims/claim-task';
import { joinWaitlist } from '~/server/modules/claims/join-waitlist';
import { settleWaitlists } from '~/server/modules/claims/settle-waitlists';
import { withdrawClaim } from '~/server/modules/claims/withdraw-claim';
import { Refused } from '~/server/policy/refusal';
import { createClaim, createClaimants, createScene } from '~/tests/factories/claim';
import { brokenClaimInvariants } from '~/tests/helpers/claim-invariants';
import { pick, seededRandom } from '~/tests/helpers/random';
import { createTestDatabase } from '~/tests/setup/database';
import { TestClock, testDeps } from '~/tests/setup/deps';

const database = await createTestDatabase({ connections: 20 });
const { pool, prisma } = database;
const clock = new TestClock(new Date());
const deps = testDeps(database, { clock });
/** Several server processes, each with its own gatherer of claims. */
const nodes = Array.from({ length: 4 }, () => ({ ...deps }));
const seed = Number(process.env.LINLI_FAULT_SEED ?? 20260302);

/** The code of a refusal, or `null`; anything else that is thrown is a fault. */
const codeOf = async (act: Promise<unknown>): Promise<string | null> => {
  try {
    await act;
    return null;
  } catch (error) {
    if (error instanceof Refused) return error.code;
    throw error;
  }
};

const countOf = (taskId: string, state: ClaimState) => prisma.claim.count({ where: { taskId, state } });

/** That each task gave its places to those who waited in the order of the line, as its history tells. */
async function expectOrderKept(taskIds: readonly string[]): Promise<void> {
  for (const taskId of taskIds) {
    const claims = await prisma.claim.findMany({ where: { taskId }, select: { id: true } });
    const history = await prisma.history.findMany({
      where: { subjectType: 'claim', subjectId: { in: claims.map(({ id }) => id) } },
      // Written under the lock of the task, by ids of one process, which only grow.
      orderBy: { id: 'asc' },
    });
    const line: string[] = [];
    for (const { action, fromState, subjectId } of history) {
      if (action === 'claim:waitlisted') line.push(subjectId);
      else if (action === 'claim:offered') expect(line.shift()).toBe(subjectId);
      else if (fromState === 'waitlisted') line.splice(line.indexOf(subjectId), 1);
    }
  }
}

test('two withdrawals and three answers at the same moment leave every place with one person', async () => {
  for (let round = 0; round < 25; round += 1) {
    const { task } = await createScene(prisma, { task: { maximumPlaces: 5 } });
    const [holders, strangers] = [await createClaimants(prisma, 5), await createClaimants(prisma, 3)];
    const waiters = await createClaimants(prisma, 8);
    const held = await Promise.all(holders.map((actor) => claimTask(deps, actor, { task: task.id })));
    const waits: { id: string }[] = [];
    for (const actor of waiters) waits.push(await joinWaitlist(deps, actor, { task: task.id }));
    for (const at of [0, 1, 2])
      await withdrawClaim(
        deps,
        pick(() => at / 5, holders),
        { claim: held[at]?.id ?? '' },
      );
    expect(await countOf(task.id, 'offered')).toBe(3);

    const answers = await Promise.all([
      ...[3, 4].map((at) =>
        codeOf(
          withdrawClaim(
            deps,
            pick(() => at / 5, holders),
            { claim: held[at]?.id ?? '' },
          ),
        ),
      ),
      ...[0, 1, 2].map((at) =>
        codeOf(
          acceptOffer(
            deps,
            pick(() => at / 8, waiters),
            { claim: waits[at]?.id ?? '' },
          ),
        ),
      ),
      settleWaitlists(deps).then(() => null),
      settleWaitlists(deps).then(() => null),
    ]);
    expect(answers).toEqual([null, null, null, null, null, null, null]);
    const late = await Promise.all(
      strangers.map((actor, at) =>
        codeOf(
          claimTask(
            pick(() => at / 4, nodes),
            actor,
            { task: task.id },
          ),
        ),
      ),
    );
    expect(late).toEqual(['FULL', 'FULL', 'FULL']);
    expect([await countOf(task.id, 'confirmed'), await countOf(task.id, 'offered')]).toEqual([3, 2]);
    expect(await countOf(task.id, 'waitlisted')).toBe(3);
    await expectOrderKept([task.id]);
  }
  expect(await brokenClaimInvariants(pool)).toEqual([]);
});

test('whoever asks for a place and joins the line at once has one claim, and is told of nothing but that', async () => {
  for (let round = 0; round < 25; round += 1) {
    const { task } = await createScene(prisma, { task: { needsApproval: true } });
    const [person] = await createClaimants(prisma, 1);
    if (!person) throw new Error('One person was made');
    const codes = await Promise.all([
      codeOf(claimTask(deps, person, { task: task.id })),
      codeOf(joinWaitlist(deps, person, { task: task.id })),
      codeOf(claimTask(deps, person, { task: task.id })),
    ]);
    expect(codes.filter((code) => code !== 'ALREADY_CLAIMED')).toHaveLength(1);
    expect(await prisma.claim.count({ where: { taskId: task.id } })).toBe(1);
  }
});

test('one offer that is taken, passed on and run out at once is answered once', async () => {
  const met = new Set<string>();
  for (let round = 0; round < 25; round += 1) {
    const { task } = await createScene(prisma, { task: { minimumPlaces: 1, maximumPlaces: 1 } });
    const [first, second] = await createClaimants(prisma, 2);
    if (!first || !second) throw new Error('Two people were made');
    const offered = await createClaim(prisma, task, {
      personId: first.personId,
      state: 'offered',
      expiresAt: new Date(clock.now().getTime() + 60_000),
    });
    const { id: next } = await joinWaitlist(deps, second, { task: task.id });
    const claim = { claim: offered.id };
    const late = testDeps(database, { clock: new TestClock(new Date(clock.now().getTime() + 60_000)) });
    await Promise.all([
      codeOf(acceptOffer(deps, first, claim)),
      codeOf(declineOffer(deps, first, { ...claim, leave: true })),
      settleWaitlists(late),
      settleWaitlists(late),
    ]);
    const [mine, theirs] = await Promise.all(
      [offered.id, next].map(async (id) => (await prisma.claim.findUniqueOrThrow({ where: { id } })).state),
    );
    met.add(`${mine}`);
    expect(theirs).toBe(mine === 'confirmed' ? 'waitlisted' : 'offered');
    const { takenPlaces } = await prisma.task.findUniqueOrThrow({ where: { id: task.id } });
    expect(takenPlaces).toBe(1);
  }
  expect([...met].every((state) => ['confirmed', 'declined', 'expired'].includes(state))).toBe(true);
});

test(
  `4,000 random acts on waitlists at once keep every promise (seed ${seed})`,
  { timeout: 300_000 },
  async () => {
    const random = seededRandom(seed);
    const tasks: string[] = [];
    const week = Date.now() + 7 * 86_400_000;
    // At hours of their own, so that everybody fits everywhere and the order alone decides.
    for (let at = 0; at < 12; at += 1) {
      const scene = await createScene(prisma, {
        task: {
          startsAt: new Date(week + at * 3 * 3_600_000),
          minimumPlaces: 1,
          maximumPlaces: 1 + (at % 4),
        },
      });
      tasks.push(scene.task.id);
    }
    const volunteers = await createClaimants(prisma, 40);
    const claims: { id: string; volunteer: (typeof volunteers)[number] }[] = [];
    const met = new Map<string, number>();
    const operations = 4_000;
    let done = 0;

    async function operate(): Promise<string> {
      const [dice, node, volunteer] = [random(), pick(random, nodes), pick(random, volunteers)];
      const task = pick(random, tasks);
      if (dice < 0.2) claims.push({ ...(await claimTask(node, volunteer, { task })), volunteer });
      else if (dice < 0.5) claims.push({ ...(await joinWaitlist(node, volunteer, { task })), volunteer });
      else if (dice < 0.995 && claims.length > 0) {
        const open = await prisma.claim.findMany({
          where: { taskId: task, state: { in: ['waitlisted', 'offered', 'confirmed'] } },
          select: { id: true, personId: true },
        });
        if (open.length === 0) return 'nothing';
        const { id: claim, personId } = pick(random, open);
        const actor = volunteers.find((one) => one.personId === personId) ?? volunteer;
        if (dice < 0.7) await withdrawClaim(node, actor, { claim });
        else if (dice < 0.9) await acceptOffer(node, actor, { claim });
        else if (dice < 0.96) await declineOffer(node, actor, { claim, leave: true });
        else {
          await prisma.claim.updateMany({
            where: { id: claim, state: 'offered' },
            data: { expiresAt: clock.now() },
          });
          await settleWaitlists(node);
        }
      } else await settleWaitlists(node);
      return 'done';
    }

    await Promise.all(
      Array.from({ length: 16 }, async () => {
        while (done < operations) {
          done += 1;
          let outcome: string;
          try {
            outcome = await operate();
          } catch (error) {
            if (!(error instanceof Refused)) throw error;
            outcome = error.code;
          }
          met.set(outcome, (met.get(outcome) ?? 0) + 1);
        }
      }),
    );

    expect(await brokenClaimInvariants(pool)).toEqual([]);
    // No place is free while somebody waits for it, though nothing has settled since.
    const { rows: owed } = await pool.query(
      `SELECT t.id FROM "Task" t WHERE t.id = ANY($1::uuid[]) AND t."takenPlaces" < t."maximumPlaces"
         AND EXISTS (SELECT FROM "Claim" c WHERE c."taskId" = t.id AND c.state = 'waitlisted')`,
      [tasks],
    );
    expect(owed).toEqual([]);
    await expectOrderKept(tasks);
    for (const code of ['done', 'FULL', 'ALREADY_CLAIMED', 'OFFER_EXPIRED', 'WRONG_STATE'])
      expect([code, (met.get(code) ?? 0) > 0]).toEqual([code, true]);
  },
);
