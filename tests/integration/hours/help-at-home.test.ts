import { expect, test } from 'vitest';
import { inTransaction } from '~/server/database/transaction';
import { proposeRecord } from '~/server/modules/hours/propose-record';
import { createClaim, createClaimant, createScene } from '~/tests/factories/claim';
import { createTestDatabase } from '~/tests/setup/database';
import { testDeps } from '~/tests/setup/deps';

const database = await createTestDatabase();
const { prisma } = database;
const deps = testDeps(database);

test('a record of help in a private home says nothing of what was asked for', async () => {
  const asked = 'Change the dressing after surgery';
  const scene = await createScene(prisma, {
    need: { kind: 'help', placeKind: 'private_home', title: asked, summary: asked },
    task: { title: asked },
  });
  const { personId } = await createClaimant(prisma);
  const claim = await createClaim(prisma, scene.task, { personId, state: 'attended' });

  const { startsAt, endsAt } = scene.task;
  const service = { claimId: claim.id, startsAt, endsAt, minutes: 60, evidenceLevel: 3 };
  const { id } = await inTransaction(deps, scene.coordinator, (tx) =>
    proposeRecord(tx, deps, scene.coordinator, service),
  );

  const record = await prisma.serviceRecord.findUniqueOrThrow({ where: { id } });
  expect(record.activityName).toBe('Help at a neighbour’s home');
  expect(JSON.stringify([record.activityName, record.content, record.place])).not.toContain('dressing');
});
