import { beforeEach, describe, expect, test } from 'vitest';
import { claimTask } from '~/server/modules/claims/claim-task';
import { decideClaim } from '~/server/modules/claims/decide-claim';
import { findRefusals } from '~/server/modules/claims/find-refusals';
import { endHelperRefusal, refuseHelper } from '~/server/modules/visits/refuse-helper';
import { findHelpersOfOwn, findHelperFacts } from '~/server/modules/visits/queries';
import { actorFor } from '~/tests/factories/actor';
import { createTestDatabase } from '~/tests/setup/database';
import { TestClock, testDeps } from '~/tests/setup/deps';
import { refusalCodeOf } from '~/tests/setup/refusal';
import { createVisit, type Helper, type Visit } from './setting';

const database = await createTestDatabase();
const { prisma } = database;
const clock = new TestClock();
const deps = testDeps(database, { clock });

let visit: Visit;
let anna: Helper;

beforeEach(async () => {
  clock.set('2026-03-02T01:00:00Z');
  visit = await createVisit(deps);
  anna = await visit.helper('安娜');
});

test('an officer sees what decides on a request, and accepts it', async () => {
  const claim = await claimTask(deps, anna, { task: visit.task.id });
  expect(claim.state).toBe('requested');
  expect(await findHelperFacts(deps, visit.officer, [claim.id])).toMatchObject([
    { visitsBefore: 0, servedBefore: false, others: 0, refused: false },
  ]);
  expect(await findHelperFacts(deps, anna, [claim.id])).toEqual([null]);
  await decideClaim(deps, visit.officer, { claim: claim.id, approve: true });
  // The person served reads the name; nobody else does.
  const served = actorFor(visit.served.id);
  expect(await findHelpersOfOwn(deps, served, [visit.task.id])).toEqual([
    [{ claimId: claim.id, name: '安娜', state: 'confirmed' }],
  ]);
  expect(await findHelpersOfOwn(deps, anna, [visit.task.id])).toEqual([null]);
});

describe('a helper whom the person served does not want', () => {
  test('is called off everywhere there in neutral words, as by any officer, and cannot ask again until that ends', async () => {
    const claim = await visit.confirm(anna);
    const later = await visit.need(
      new Date(visit.startsAt.getTime() + 86_400_000),
      new Date(visit.endsAt.getTime() + 86_400_000),
    );
    const second = await claimTask(deps, anna, { task: later.id });
    await refuseHelper(deps, actorFor(visit.served.id), { claim: claim.id, reason: '不合适' });

    // An officer's no to a confirmed claim releases it with a reason, one to a request declines it.
    expect(await prisma.claim.findUniqueOrThrow({ where: { id: claim.id } })).toMatchObject({
      state: 'released',
      reason: '这次上门的人员安排有调整。',
    });
    expect(await prisma.claim.findUniqueOrThrow({ where: { id: second.id } })).toMatchObject({
      state: 'declined',
      reason: null,
    });
    const task = await prisma.task.findUniqueOrThrow({ where: { id: visit.task.id } });
    expect(task.takenPlaces).toBe(0);
    const notices = await prisma.notice.findMany({ where: { personId: anna.personId } });
    expect(notices.map(({ kind }) => kind).sort()).toEqual(['claim_refused', 'claim_released']);
    // Whoever runs the day hears that a place is free, and neither of whom nor why.
    const staff = await prisma.notice.findMany({
      where: { personId: visit.officer.personId, kind: { not: 'claim_requested' } },
    });
    expect(staff).toMatchObject([
      { kind: 'claim_withdrawn', detail: { claimId: claim.id, taskId: visit.task.id } },
    ]);

    expect(await refusalCodeOf(claimTask(deps, anna, { task: later.id }))).toBe('NOT_AVAILABLE_TO_YOU');
    expect(await findRefusals(deps, anna.personId, [later.id])).toEqual(['NOT_AVAILABLE_TO_YOU']);
    // Nothing that is published says whom it was about.
    const events = await prisma.event.findMany({
      where: { type: 'person:helper_refused' },
      select: { payload: true, feeds: true },
    });
    expect(JSON.stringify(events)).not.toContain(anna.personId);

    const refusal = await prisma.helperRefusal.findFirstOrThrow({ where: { helperId: anna.personId } });
    await endHelperRefusal(deps, visit.officer, { id: refusal.id });
    expect((await claimTask(deps, anna, { task: later.id })).state).toBe('requested');
  });

  test('is not accepted by mistake when they asked at the same moment', async () => {
    const claim = await claimTask(deps, anna, { task: visit.task.id });
    await prisma.helperRefusal.create({
      data: {
        id: crypto.randomUUID(),
        servedPersonId: visit.served.id,
        helperId: anna.personId,
        takenDownById: visit.officer.personId,
      },
    });
    const accept = decideClaim(deps, visit.officer, { claim: claim.id, approve: true });
    expect(await refusalCodeOf(accept)).toBe('NOT_AVAILABLE_TO_YOU');
  });

  test('is refused by the person served and their committee alone, once', async () => {
    const claim = await visit.confirm(anna);
    const there = await createVisit(deps);
    const ben = await visit.helper('本');
    const refuse = (by: Parameters<typeof refuseHelper>[1]) =>
      refusalCodeOf(refuseHelper(deps, by, { claim: claim.id, reason: null }));
    expect(await refuse(ben)).toBe('NOT_FOUND');
    expect(await refuse(anna)).toBe('NOT_FOUND');
    expect(await refuse(there.officer)).toBe('NOT_FOUND');
    await refuseHelper(deps, visit.officer, { claim: claim.id, reason: null });
    expect(await refuse(visit.officer)).toBe('ALREADY_DONE');
  });
});
