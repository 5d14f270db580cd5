import { expect, test } from 'vitest';
import { confirmServiceRecords } from '~/server/modules/hours/confirm-service-record';
import { createClaimant, createScene } from '~/tests/factories/claim';
import { createConfirmedRecord, createRecord } from '~/tests/factories/record';
import { createTestDatabase } from '~/tests/setup/database';
import { testDeps } from '~/tests/setup/deps';
import { refusalCodeOf } from '~/tests/setup/refusal';

const database = await createTestDatabase();
const { prisma } = database;
const deps = testDeps(database);

test('confirms all that can be, and says of each other why not', async () => {
  const scene = await createScene(prisma);
  const { coordinator } = scene;
  const volunteers = [await createClaimant(prisma), await createClaimant(prisma)];
  const good = [];
  for (const { personId } of volunteers) good.push((await createRecord(prisma, scene, { personId })).id);
  const own = await createRecord(prisma, scene, { personId: coordinator.personId });
  const confirmed = await createConfirmedRecord(prisma, scene, {
    personId: (await createClaimant(prisma)).personId,
    confirmerId: coordinator.personId,
  });
  const foreign = await createRecord(prisma, await createScene(prisma), {
    personId: (await createClaimant(prisma)).personId,
  });

  const records = [...good, own.id, confirmed.id, foreign.id];
  const answer = await confirmServiceRecords(deps, coordinator, { records: [...records, own.id] });
  expect(new Set(answer.confirmed)).toEqual(new Set(good));
  expect(new Map(answer.refused.map(({ record, code }) => [record, code]))).toEqual(
    new Map([
      [own.id, 'OWN_HOURS'],
      [confirmed.id, 'ALREADY_DONE'],
      [foreign.id, 'NOT_FOUND'],
    ]),
  );
  const after = await prisma.serviceRecord.findMany({ where: { id: { in: good } } });
  expect(after.map(({ state, confirmerId }) => [state, confirmerId])).toEqual(
    good.map(() => ['confirmed', coordinator.personId]),
  );
  const [first] = volunteers;
  expect(await prisma.notice.findMany({ where: { personId: first?.personId ?? '' } })).toMatchObject([
    { kind: 'record_confirmed' },
  ]);
  expect(await prisma.event.count({ where: { type: 'record:confirmed', aggregateId: { in: good } } })).toBe(
    2,
  );
  expect(await prisma.serviceRecord.findUniqueOrThrow({ where: { id: own.id } })).toMatchObject({
    state: 'proposed',
  });
});

test('is for whoever confirms for the unit', async () => {
  const scene = await createScene(prisma);
  const volunteer = await createClaimant(prisma);
  const { id } = await createRecord(prisma, scene, { personId: volunteer.personId });
  expect(await refusalCodeOf(confirmServiceRecords(deps, volunteer, { records: [id] }))).toBe('NOT_ALLOWED');
});
