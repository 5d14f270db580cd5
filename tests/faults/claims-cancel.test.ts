import { expect, test } from 'vitest';
import { claimTask } from '~/server/modules/claims/claim-task';
import { cancelTask } from '~/server/modules/needs/cancel-task';
import { Refused } from '~/server/policy/refusal';
import { createClaimants, createScene } from '~/tests/factories/claim';
import { createTask } from '~/tests/factories/task';
import { brokenClaimInvariants } from '~/tests/helpers/claim-invariants';
import { createTestDatabase } from '~/tests/setup/database';
import { TestClock, testDeps } from '~/tests/setup/deps';

const database = await createTestDatabase({ connections: 12 });
const { pool, prisma } = database;
const clock = new TestClock(new Date());
const deps = testDeps(database, { clock });
const inHours = (hours: number): Date => new Date(clock.now().getTime() + hours * 3_600_000);

const reason = 'The hall is flooded';

test('claims that meet the cancelling either come too late or are given back and told', async () => {
  const scene = await createScene(prisma, { task: { startsAt: inHours(24), maximumPlaces: 5 } });
  const taken = { lost: 0, given: 0 };
  for (let round = 0; round < 6; round += 1) {
    const task = await createTask(prisma, {
      needId: scene.need.id,
      startsAt: inHours(100 + 3 * round),
      endsAt: inHours(102 + 3 * round),
      maximumPlaces: 4,
    });
    const volunteers = await createClaimants(prisma, 8);
    const nodes = [{ ...deps }, { ...deps }, { ...deps }];
    const claim = (position: number) => {
      const volunteer = volunteers[position];
      if (!volunteer) throw new Error('nobody');
      return claimTask(nodes[position % nodes.length] ?? deps, volunteer, { task: task.id }).then(
        () => volunteer.personId,
        (error: unknown) => {
          if (!(error instanceof Refused)) throw error;
          expect(['TASK_CANCELLED', 'NOT_OPEN', 'FULL']).toContain(error.code);
          taken.lost += 1;
          return null;
        },
      );
    };
    const early = Array.from({ length: 4 }, (_, position) => claim(position));
    const cancelling = cancelTask(deps, scene.coordinator, { id: task.id, reason });
    const late = Array.from({ length: 4 }, (_, position) => claim(position + 4));
    const won = (await Promise.all([...early, ...late])).filter((id) => id !== null);
    await cancelling;

    const claims = await prisma.claim.findMany({ where: { taskId: task.id } });
    expect(claims.every((each) => each.state === 'released' && each.reason === reason)).toBe(true);
    expect(claims.map((each) => each.personId).sort()).toEqual(won.sort());
    const told = await prisma.notice.findMany({
      where: { kind: 'task_cancelled', detail: { path: ['taskId'], equals: task.id } },
    });
    expect(told.map((each) => each.personId).sort()).toEqual(won);
    taken.given += won.length;
    expect(await prisma.task.findUniqueOrThrow({ where: { id: task.id } })).toMatchObject({
      takenPlaces: 0,
      isOpen: false,
    });
    expect(await prisma.need.findUniqueOrThrow({ where: { id: scene.need.id } })).toMatchObject({
      placesTaken: 0,
      places: 5,
    });
  }
  expect(await brokenClaimInvariants(pool)).toEqual([]);
  // The rounds met both ends of the race.
  expect(taken.given).toBeGreaterThan(0);
  expect(taken.lost).toBeGreaterThan(0);
});
