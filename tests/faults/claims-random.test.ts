import { expect, test } from 'vitest';
import { claimTask } from '~/server/modules/claims/claim-task';
import { decideClaim } from '~/server/modules/claims/decide-claim';
import { withdrawClaim } from '~/server/modules/claims/withdraw-claim';
import { cancelNeed } from '~/server/modules/needs/cancel-need';
import { Refused } from '~/server/policy/refusal';
import { createClaimants, createScene, type Scene } from '~/tests/factories/claim';
import { createTask } from '~/tests/factories/task';
import { brokenClaimInvariants } from '~/tests/helpers/claim-invariants';
import { pick, seededRandom } from '~/tests/helpers/random';
import { createTestDatabase } from '~/tests/setup/database';
import { TestClock, testDeps } from '~/tests/setup/deps';

const database = await createTestDatabase({ connections: 20 });
const { pool, prisma } = database;
const deps = testDeps(database, { clock: new TestClock(new Date()) });

/** Several server processes: each gathers its own claims, so that their statements meet in the database. */
const nodes = Array.from({ length: 4 }, () => ({ ...deps }));

const operations = 10_000;
const workers = 16;
const hour = 3_600_000;
const seed = Number(process.env.LINLI_FAULT_SEED ?? 20260301);

/** Tasks whose hours overlap by chance, some that ask for approval, each with few places. */
async function createWorld(random: () => number) {
  const scenes: Scene[] = [];
  const tasks: { id: string; scene: Scene }[] = [];
  const monday = Date.now() + 7 * 24 * hour;
  for (let need = 0; need < 40; need += 1) {
    const scene = await createScene(prisma, { task: { startsAt: new Date(monday), maximumPlaces: 3 } });
    scenes.push(scene);
    tasks.push({ id: scene.task.id, scene });
    for (let more = 0; more < 2; more += 1) {
      const task = await createTask(prisma, {
        needId: scene.need.id,
        startsAt: new Date(monday + Math.floor(random() * 12) * hour),
        maximumPlaces: 1 + Math.floor(random() * 4),
        needsApproval: random() < 0.3,
      });
      tasks.push({ id: task.id, scene });
    }
  }
  return { scenes, tasks, volunteers: await createClaimants(prisma, 60) };
}

test(
  `10,000 random claims, withdrawals, decisions and cancellations at once keep every promise (seed ${seed})`,
  { timeout: 240_000 },
  async () => {
    const random = seededRandom(seed);
    const world = await createWorld(random);
    const claims: { id: string; volunteer: (typeof world.volunteers)[number]; scene: Scene }[] = [];
    const refused = new Map<string, number>();
    let done = 0;

    async function operate(): Promise<void> {
      const dice = random();
      if (dice < 0.62 || claims.length === 0) {
        const task = pick(random, world.tasks);
        const volunteer = pick(random, world.volunteers);
        const { id } = await claimTask(pick(random, nodes), volunteer, { task: task.id });
        claims.push({ id, volunteer, scene: task.scene });
        return;
      }
      const claim = pick(random, claims);
      if (dice < 0.82) await withdrawClaim(deps, claim.volunteer, { claim: claim.id });
      else if (dice < 0.999)
        await decideClaim(deps, claim.scene.coordinator, {
          claim: claim.id,
          approve: random() < 0.7,
          reason: 'Because',
        });
      else await cancelNeed(deps, claim.scene.coordinator, { id: claim.scene.need.id, reason: 'Rain' });
    }

    await Promise.all(
      Array.from({ length: workers }, async () => {
        while (done < operations) {
          done += 1;
          try {
            await operate();
          } catch (error) {
            if (!(error instanceof Refused)) throw error;
            refused.set(error.code, (refused.get(error.code) ?? 0) + 1);
          }
        }
      }),
    );

    expect(await brokenClaimInvariants(pool)).toEqual([]);
    // The run met the cases it is there for.
    for (const code of ['FULL', 'OVERLAPS', 'ALREADY_CLAIMED', 'TASK_CANCELLED'])
      expect(refused.get(code)).toBeGreaterThan(0);
    expect(claims.length).toBeGreaterThan(500);
  },
);
