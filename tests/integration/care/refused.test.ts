import { beforeEach, expect, test } from 'vitest';
import { newId } from '~/server/database/id';
import { planAllVisits } from '~/server/modules/care/plan-all';
import { refuseHelper } from '~/server/modules/visits/refuse-helper';
import { actorFor } from '~/tests/factories/actor';
import { createTestDatabase } from '~/tests/setup/database';
import { TestClock, testDeps } from '~/tests/setup/deps';
import { createCareDesk, type CareDesk } from './setting';

const database = await createTestDatabase();
const { prisma } = database;
const clock = new TestClock();
const deps = testDeps(database, { clock });

let desk: CareDesk;

beforeEach(async () => {
  clock.set('2026-03-02T01:00:00Z');
  desk = await createCareDesk(deps);
});

/** Somebody visited daily by two volunteers. */
async function createPairs() {
  const entry = await desk.add({ interval: 'daily' });
  const [one, two] = [await desk.volunteer(), await desk.volunteer()];
  await desk.pair(entry.id, one.personId);
  await desk.pair(entry.id, two.personId);
  await prisma.notice.deleteMany();
  return { entry, one, two };
}
const toldOf = async (personId: string) =>
  (await prisma.notice.findMany({ where: { personId } })).map(({ kind }) => kind);
const helpersOf = async (entryId: string) => [
  ...new Set((await desk.tasksOf(entryId)).flatMap(({ helpers }) => helpers)),
];

test('whom the person visited does not want is paired no more, and learns it once, as of any pair that ends', async () => {
  const { entry, one, two } = await createPairs();
  const claim = await prisma.claim.findFirstOrThrow({ where: { personId: one.personId } });
  await refuseHelper(deps, actorFor(desk.person.id), { claim: claim.id, reason: '不要他' });
  expect(await toldOf(one.personId)).toEqual(['care_unpaired']);
  expect(await toldOf(desk.officer.personId)).toEqual(['claim_withdrawn']);
  expect(await toldOf(two.personId)).toEqual([]);
  expect(await prisma.carePair.findMany({ where: { entryId: entry.id, endedAt: null } })).toMatchObject([
    { volunteerId: two.personId },
  ]);
  expect(await helpersOf(entry.id)).toEqual([two.personId]);
  expect(await planAllVisits(deps)).toEqual({ failed: 0 });
  expect(await helpersOf(entry.id)).toEqual([two.personId]);
});

test('a refusal and the planning of visits at the same moment leave no place to whom it is about', async () => {
  const { entry, one, two } = await createPairs();
  const claim = await prisma.claim.findFirstOrThrow({ where: { personId: one.personId } });
  clock.advance(24 * 60);
  await Promise.all([
    planAllVisits(deps),
    refuseHelper(deps, actorFor(desk.person.id), { claim: claim.id, reason: null }),
  ]);
  await planAllVisits(deps);
  const coming = { personId: one.personId, state: 'confirmed', startsAt: { gt: clock.now() } } as const;
  expect(await prisma.claim.count({ where: coming })).toBe(0);
  expect((await helpersOf(entry.id)).includes(two.personId)).toBe(true);
});

test('planning gives back the places of somebody who is refused and still paired', async () => {
  const { entry, one, two } = await createPairs();
  await prisma.helperRefusal.create({
    data: {
      id: newId(),
      servedPersonId: desk.person.id,
      helperId: one.personId,
      takenDownById: desk.officer.personId,
    },
  });
  await planAllVisits(deps);
  expect(await helpersOf(entry.id)).toEqual([two.personId]);
  expect(await toldOf(desk.officer.personId)).toEqual([]);
});
