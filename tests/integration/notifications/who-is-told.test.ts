import { expect, test } from 'vitest';
import { claimTask } from '~/server/modules/claims/claim-task';
import { withdrawClaim } from '~/server/modules/claims/withdraw-claim';
import { disputeServiceRecord } from '~/server/modules/hours/dispute-service-record';
import { findNotices } from '~/server/modules/notifications/queries';
import { noticeUrl } from '~/server/modules/notifications/urls';
import { encodeId } from '~/server/database/id';
import type { Actor } from '~/server/policy/actor';
import { createMember } from '~/tests/factories/actor';
import { createClaimant, createScene } from '~/tests/factories/claim';
import { createConfirmedRecord } from '~/tests/factories/record';
import { createTestDatabase } from '~/tests/setup/database';
import { testDeps } from '~/tests/setup/deps';
import { systemClock } from '~/server/deps';

const database = await createTestDatabase();
const { prisma } = database;
const deps = testDeps(database, { clock: systemClock });

const kindsOf = async (actor: Actor) => (await findNotices(deps, actor, 20)).map(({ kind }) => kind);

test('a request reaches every coordinator of the unit, with the way to the roster', async () => {
  const scene = await createScene(prisma, { task: { needsApproval: true } });
  const second = await createMember(prisma, scene.organisation, 'coordinator');
  const member = await createMember(prisma, scene.organisation, 'member');
  const officer = await createMember(prisma, scene.committee, 'officer');
  const volunteer = await createClaimant(prisma);
  const claim = await claimTask(deps, volunteer, { task: scene.task.id });
  expect(claim.state).toBe('requested');

  for (const coordinator of [scene.coordinator, second])
    expect(await kindsOf(coordinator)).toEqual(['claim_requested']);
  for (const other of [member, officer, volunteer]) expect(await kindsOf(other)).toEqual([]);
  const [notice] = await findNotices(deps, second, 1);
  expect(notice).toMatchObject({ title: scene.need.title });
  expect(notice && noticeUrl(notice.kind, notice.detail, null)).toBe(
    `/organisation/tasks/${encodeId('Task', scene.task.id)}/roster`,
  );
  expect(notice?.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab]/);
});

test('a request for what no unit posted reaches the officers of the nearest committee', async () => {
  const scene = await createScene(prisma, { need: { organisationId: null }, task: { needsApproval: true } });
  const officer = await createMember(prisma, scene.committee, 'officer');
  await claimTask(deps, await createClaimant(prisma), { task: scene.task.id });
  expect(await kindsOf(officer)).toEqual(['claim_requested']);
  expect(await kindsOf(scene.coordinator)).toEqual([]);
});

test('a claim confirmed at once tells nobody; withdrawing it tells those who counted on it, and why', async () => {
  const scene = await createScene(prisma);
  const volunteer = await createClaimant(prisma);
  const claim = await claimTask(deps, volunteer, { task: scene.task.id });
  expect(await kindsOf(scene.coordinator)).toEqual([]);
  await withdrawClaim(deps, volunteer, { claim: claim.id, reason: 'I am ill' });
  expect(await findNotices(deps, scene.coordinator, 5)).toMatchObject([
    { kind: 'claim_withdrawn', title: scene.need.title, reason: 'I am ill' },
  ]);
});

test('a dispute reaches the officers who decide it, and whoever had confirmed the hours', async () => {
  const scene = await createScene(prisma);
  const [first, second] = [
    await createMember(prisma, scene.committee, 'officer'),
    await createMember(prisma, scene.committee, 'chair'),
  ];
  const volunteer = await createClaimant(prisma);
  const record = await createConfirmedRecord(prisma, scene, {
    personId: volunteer.personId,
    confirmerId: scene.coordinator.personId,
  });
  await disputeServiceRecord(deps, volunteer, { record: record.id, reason: 'I stayed longer' });
  for (const officer of [first, second]) expect(await kindsOf(officer)).toEqual(['record_disputed']);
  expect(await kindsOf(scene.coordinator)).toEqual(['record_disputed_unit']);
});
