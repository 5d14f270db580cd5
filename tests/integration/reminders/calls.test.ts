import { beforeEach, describe, expect, test } from 'vitest';
import { newId } from '~/server/database/id';
import { askWhoComes } from '~/server/modules/reminders/ask-who-comes';
import { findCallingList } from '~/server/modules/reminders/calling-list';
import { unsafeFindComing } from '~/server/modules/reminders/queries';
import { callOutcomes, recordCall } from '~/server/modules/reminders/record-call';
import { sayComing } from '~/server/modules/reminders/say-coming';
import { createMember } from '~/tests/factories/actor';
import { createClaim, createClaimant, createScene, type Scene } from '~/tests/factories/claim';
import { createPhone } from '~/tests/factories/contact-point';
import { brokenClaimInvariants } from '~/tests/helpers/claim-invariants';
import { createTestDatabase } from '~/tests/setup/database';
import { TestClock, testDeps } from '~/tests/setup/deps';
import { refusalCodeOf } from '~/tests/setup/refusal';

const database = await createTestDatabase();
const { pool, prisma } = database;
const clock = new TestClock();
const deps = testDeps(database, { clock });

const hour = 3_600_000;
let scene: Scene;

beforeEach(async () => {
  clock.set('2026-03-02T09:00:00Z');
  const now = clock.now().getTime();
  scene = await createScene(prisma, {
    task: { startsAt: new Date(now + 20 * hour), endsAt: new Date(now + 22 * hour), maximumPlaces: 5 },
  });
});

async function confirmed() {
  const volunteer = await createClaimant(prisma);
  const since = new Date(clock.now().getTime() - 72 * hour);
  const claim = await createClaim(prisma, scene.task, {
    personId: volunteer.personId,
    createdAt: since,
    stateSince: since,
  });
  const phone = await createPhone(prisma, volunteer.personId);
  return { volunteer, claim, phone };
}

const listed = async () =>
  (await findCallingList(deps, scene.coordinator, scene.task.id))?.map(({ claimId }) => claimId);

/** They are told of a change of their task. */
const changed = (personId: string) =>
  prisma.notice.create({
    data: {
      id: newId(),
      personId,
      kind: 'need_changed',
      detail: { needId: scene.need.id },
      createdAt: clock.now(),
    },
  });

/** Claims of the factory have no history to compare with. */
const brokenInvariants = async () =>
  (await brokenClaimInvariants(pool)).filter((line) => !line.startsWith('a claim has no history'));

describe('the calling list', () => {
  test('holds whoever has not answered or not seen a change, with a phone whose view they can read', async () => {
    const [silent, answered, unseen] = [await confirmed(), await confirmed(), await confirmed()];
    await askWhoComes(deps);
    await sayComing(deps, answered.volunteer, { claim: answered.claim.id, coming: true });
    await sayComing(deps, unseen.volunteer, { claim: unseen.claim.id, coming: true });
    await changed(unseen.volunteer.personId);
    const calls = await findCallingList(deps, scene.coordinator, scene.task.id);
    expect(calls).toMatchObject([
      { claimId: unseen.claim.id, hasNotSeen: true, hasNotAnswered: false, phone: unseen.phone },
      { claimId: silent.claim.id, hasNotSeen: false, hasNotAnswered: true, phone: silent.phone },
    ]);
    expect(
      await prisma.contactView.count({
        where: { subjectId: silent.volunteer.personId, what: 'calling_list' },
      }),
    ).toBe(1);

    await prisma.notice.updateMany({
      where: { personId: unseen.volunteer.personId },
      data: { readAt: clock.now() },
    });
    expect(await listed()).toEqual([silent.claim.id]);
  });

  test('is empty until a day before, and once the task has begun', async () => {
    await confirmed();
    await askWhoComes(deps);
    clock.advance(-6 * 60);
    expect(await listed()).toEqual([]);
    clock.advance(27 * 60);
    expect(await listed()).toEqual([]);
  });

  test('is for whoever runs the day alone', async () => {
    const { volunteer } = await confirmed();
    const elsewhere = (await createScene(prisma)).coordinator;
    expect(await findCallingList(deps, elsewhere, scene.task.id)).toBeNull();
    expect(await refusalCodeOf(findCallingList(deps, volunteer, scene.task.id))).toBe('NOT_ALLOWED');
  });
});

describe('a call', () => {
  test('that reaches somebody who comes takes them off the list', async () => {
    const { claim } = await confirmed();
    await askWhoComes(deps);
    await recordCall(deps, scene.coordinator, { claim: claim.id, outcome: 'coming' });
    expect(await listed()).toEqual([]);
    expect(await unsafeFindComing(deps, [claim.id])).toEqual(['coming']);
  });

  test('that reaches somebody who cannot come gives the place back, after their own deadline too', async () => {
    const { claim, volunteer } = await confirmed();
    await prisma.task.update({ where: { id: scene.task.id }, data: { withdrawUntilMinutes: 48 * 60 } });
    await recordCall(deps, scene.coordinator, { claim: claim.id, outcome: 'cannot' });
    expect(await prisma.claim.findUnique({ where: { id: claim.id } })).toMatchObject({ state: 'withdrawn' });
    expect(
      await prisma.notice.findMany({
        where: { personId: volunteer.personId },
        select: { kind: true, readAt: true },
      }),
    ).toEqual([{ kind: 'claim_called_off_for_you', readAt: null }]);
    expect(
      await prisma.history.findFirst({ where: { subjectId: claim.id, action: 'claim:withdrawn' } }),
    ).toMatchObject({ actorPersonId: scene.coordinator.personId, channel: 'phone' });
    expect(await brokenInvariants()).toEqual([]);
    expect(
      await refusalCodeOf(recordCall(deps, scene.coordinator, { claim: claim.id, outcome: 'coming' })),
    ).toBe('WRONG_STATE');
  });

  test('that reaches nobody is counted, and they stay on the list', async () => {
    const { claim } = await confirmed();
    await askWhoComes(deps);
    for (const outcome of ['not_reached', 'not_reached'] as const)
      await recordCall(deps, scene.coordinator, { claim: claim.id, outcome });
    expect(await findCallingList(deps, scene.coordinator, scene.task.id)).toMatchObject([
      { claimId: claim.id, callsInVain: 2, lastCalledAt: clock.now() },
    ]);
  });

  test('is written down from a day before on', async () => {
    const { claim } = await confirmed();
    clock.advance(-5 * 60);
    for (const outcome of callOutcomes)
      expect(await refusalCodeOf(recordCall(deps, scene.coordinator, { claim: claim.id, outcome }))).toBe(
        'TOO_EARLY',
      );
    expect(await prisma.claim.findUnique({ where: { id: claim.id } })).toMatchObject({ state: 'confirmed' });
    clock.advance(60);
    await recordCall(deps, scene.coordinator, { claim: claim.id, outcome: 'cannot' });
  });

  test.each(['coming', 'cannot'] as const)(
    'that says %s tells of a change of the whole need too',
    async (said) => {
      const { claim, volunteer } = await confirmed();
      await changed(volunteer.personId);
      expect(await listed()).toEqual([claim.id]);
      await recordCall(deps, scene.coordinator, { claim: claim.id, outcome: said });
      expect(await listed()).toEqual([]);
      const notice = { personId: volunteer.personId, kind: 'need_changed' };
      expect(await prisma.notice.findFirst({ where: notice })).toMatchObject({ readAt: clock.now() });
    },
  );

  test('is nobody else’s to write down, and not one’s own', async () => {
    const { claim, volunteer } = await confirmed();
    const call = { claim: claim.id, outcome: 'cannot' } as const;
    const elsewhere = (await createScene(prisma)).coordinator;
    expect(await refusalCodeOf(recordCall(deps, elsewhere, call))).toBe('NOT_FOUND');
    expect(await refusalCodeOf(recordCall(deps, volunteer, call))).toBe('NOT_ALLOWED');
    const own = await createMember(prisma, scene.organisation, 'coordinator', volunteer.personId);
    expect(await refusalCodeOf(recordCall(deps, own, call))).toBe('OWN_HOURS');
  });
});
