import { describe, expect, test } from 'vitest';
import { findGoal } from '~/server/modules/goals/queries';
import { dropGoal, setGoal } from '~/server/modules/goals/set-goal';
import { createMember } from '~/tests/factories/actor';
import { createClaim, createClaimant, createScene } from '~/tests/factories/claim';
import { createRecord } from '~/tests/factories/record';
import { createTask } from '~/tests/factories/task';
import { createTestDatabase } from '~/tests/setup/database';
import { TestClock, testDeps } from '~/tests/setup/deps';
import { refusalCodeOf } from '~/tests/setup/refusal';

const database = await createTestDatabase();
const { prisma } = database;
const clock = new TestClock();
const deps = testDeps(database, { clock });

/** A first quarter's goal of ten hours, as of the second of March. */
const quarter = { minutes: 600, since: '2026-01-01', until: '2026-03-31' };

describe('a goal', () => {
  test('counts what was verified, what waits and what is planned in its time, and nothing else', async () => {
    const scene = await createScene(prisma);
    const { need, community, coordinator } = scene;
    const officer = await createMember(prisma, scene.committee, 'officer');
    const person = await createClaimant(prisma, { homeCommunityId: community.id });
    const { personId } = person;
    const record = (startsAt: string, state: 'verified' | 'proposed' | 'rejected', minutes: number) =>
      createRecord(prisma, scene, {
        personId,
        startsAt: new Date(startsAt),
        minutes,
        state,
        ...(state === 'verified' && {
          confirmerId: coordinator.personId,
          confirmedAt: new Date(),
          verifierId: officer.personId,
          verifiedAt: new Date(),
        }),
      });
    await record('2026-02-01T09:00:00Z', 'verified', 120);
    await record('2025-12-31T09:00:00Z', 'verified', 60);
    await record('2026-03-01T09:00:00Z', 'proposed', 90);
    await record('2026-02-20T09:00:00Z', 'rejected', 45);
    for (const startsAt of ['2026-03-20T09:00:00Z', '2026-04-20T09:00:00Z'])
      await createClaim(prisma, await createTask(prisma, { needId: need.id, startsAt: new Date(startsAt) }), {
        personId,
      });

    await setGoal(deps, person, quarter);
    expect(await findGoal(deps, person)).toEqual({
      goal: 600,
      since: '2026-01-01',
      until: '2026-03-31',
      verified: 120,
      waiting: 90,
      planned: 120,
      isOver: false,
    });
    clock.set('2026-04-01T12:00:00Z');
    expect(await findGoal(deps, person)).toMatchObject({ planned: 0, isOver: true });
    clock.set('2026-03-02T01:00:00Z');
  });

  test('is one a person: set again it takes the place of the old, and it can be given up', async () => {
    const person = await createClaimant(prisma);
    await setGoal(deps, person, quarter);
    await setGoal(deps, person, { ...quarter, minutes: 1_200 });
    expect(await findGoal(deps, person)).toMatchObject({ goal: 1_200 });
    expect(await findGoal(deps, await createClaimant(prisma))).toBeNull();
    await dropGoal(deps, person);
    expect(await findGoal(deps, person)).toBeNull();
    expect(await refusalCodeOf(dropGoal(deps, person))).toBe('ALREADY_DONE');
  });
});
