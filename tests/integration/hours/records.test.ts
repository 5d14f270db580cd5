import { beforeEach, describe, expect, test } from 'vitest';
import { confirmServiceRecord } from '~/server/modules/hours/confirm-service-record';
import { disputeServiceRecord } from '~/server/modules/hours/dispute-service-record';
import { findRecordActions, listRecords } from '~/server/modules/hours/queries';
import { resolveDispute } from '~/server/modules/hours/resolve-dispute';
import { verifyLedger } from '~/server/modules/hours/verify-ledger';
import { verifyServiceRecord, verifyServiceRecords } from '~/server/modules/hours/verify-service-record';
import { createMember } from '~/tests/factories/actor';
import { createClaimant, createScene, type Scene } from '~/tests/factories/claim';
import { createCommunity } from '~/tests/factories/community';
import { createOrganisation } from '~/tests/factories/organisation';
import { createConfirmedRecord, createRecord } from '~/tests/factories/record';
import { createTestDatabase } from '~/tests/setup/database';
import { testDeps } from '~/tests/setup/deps';
import { refusalCodeOf } from '~/tests/setup/refusal';

const database = await createTestDatabase();
const { prisma } = database;
const deps = testDeps(database);

type Person = Awaited<ReturnType<typeof createMember>>;
let scene: Scene;
let volunteer: Person;
let officer: Person;
let colleague: Person;

beforeEach(async () => {
  scene = await createScene(prisma);
  volunteer = await createClaimant(prisma);
  officer = await createMember(prisma, scene.committee, 'officer');
  colleague = await createMember(prisma, scene.committee, 'chair');
});

const proposed = (minutes?: number) =>
  createRecord(prisma, scene, { personId: volunteer.personId, ...(minutes ? { minutes } : {}) });
const confirmed = (overrides: object = {}) =>
  createConfirmedRecord(prisma, scene, {
    personId: volunteer.personId,
    confirmerId: scene.coordinator.personId,
    ...overrides,
  });
/** Confirmed with fewer minutes than the service lasted. */
const lowered = (minutes: number, lasted: number) => {
  const startsAt = new Date('2026-02-10T09:00:00Z');
  return confirmed({ minutes, startsAt, endsAt: new Date(startsAt.getTime() + lasted * 60_000) });
};
const now = (id: string) => prisma.serviceRecord.findUniqueOrThrow({ where: { id } });
const told = async () =>
  (await prisma.notice.findMany({ where: { personId: volunteer.personId }, orderBy: { id: 'asc' } })).map(
    (notice) => notice.kind,
  );

describe('confirming', () => {
  test('is for the recording unit, who may lower minutes with a reason', async () => {
    const record = await proposed(120);
    const stranger = await createMember(
      prisma,
      await createOrganisation(prisma, { communityId: scene.community.id }),
      'coordinator',
    );
    expect(await refusalCodeOf(confirmServiceRecord(deps, stranger, { record: record.id }))).toBe(
      'NOT_FOUND',
    );
    expect(await refusalCodeOf(confirmServiceRecord(deps, officer, { record: record.id }))).toBe('NOT_FOUND');
    expect(
      await refusalCodeOf(confirmServiceRecord(deps, scene.coordinator, { record: record.id, minutes: 121 })),
    ).toBe('NOT_ALLOWED');
    expect(
      await refusalCodeOf(confirmServiceRecord(deps, scene.coordinator, { record: record.id, minutes: 90 })),
    ).toBe('REASON_NEEDED');
    await confirmServiceRecord(deps, scene.coordinator, {
      record: record.id,
      minutes: 90,
      reason: 'Lunch break',
    });
    expect(await now(record.id)).toMatchObject({
      state: 'confirmed',
      minutes: 90,
      reason: 'Lunch break',
      confirmerId: scene.coordinator.personId,
    });
    expect(await refusalCodeOf(confirmServiceRecord(deps, scene.coordinator, { record: record.id }))).toBe(
      'ALREADY_DONE',
    );
    expect(await told()).toEqual(['record_confirmed']);
  });

  test('is never for own hours, in the rule and in the database', async () => {
    const record = await createRecord(prisma, scene, { personId: scene.coordinator.personId });
    expect(await refusalCodeOf(confirmServiceRecord(deps, scene.coordinator, { record: record.id }))).toBe(
      'OWN_HOURS',
    );
    await expect(
      prisma.serviceRecord.update({ where: { id: record.id }, data: { confirmerId: record.personId } }),
    ).rejects.toThrow(/record_confirmer_served/);
  });
});

describe('verifying', () => {
  test('appends a credit to the ledger and tells the volunteer', async () => {
    const record = await confirmed();
    await verifyServiceRecord(deps, officer, { record: record.id });
    expect(await now(record.id)).toMatchObject({ state: 'verified', verifierId: officer.personId });
    const entries = await prisma.ledgerEntry.findMany({ where: { recordId: record.id } });
    expect(entries).toMatchObject([{ index: 1, kind: 'credit', minutes: 120 }]);
    expect(await verifyLedger(deps, scene.community.id)).toMatchObject({
      entries: 1,
      minutes: 120,
      fault: null,
    });
    expect(await told()).toEqual(['record_verified']);
    expect(await refusalCodeOf(verifyServiceRecord(deps, colleague, { record: record.id }))).toBe(
      'ALREADY_DONE',
    );
  });

  test('is never for own hours nor for what one confirmed, in the rule and in the database', async () => {
    const own = await confirmed({ personId: officer.personId });
    expect(await refusalCodeOf(verifyServiceRecord(deps, officer, { record: own.id }))).toBe('OWN_HOURS');
    const both = await confirmed({ confirmerId: officer.personId });
    expect(await refusalCodeOf(verifyServiceRecord(deps, officer, { record: both.id }))).toBe('SAME_PERSON');
    await expect(
      prisma.serviceRecord.update({ where: { id: both.id }, data: { verifierId: officer.personId } }),
    ).rejects.toThrow(/record_verifier_confirmer/);
    await expect(
      prisma.serviceRecord.update({ where: { id: own.id }, data: { verifierId: officer.personId } }),
    ).rejects.toThrow(/record_verifier_served/);
  });

  test('is for the community alone', async () => {
    const record = await confirmed();
    const elsewhere = await createScene(prisma);
    const foreign = await createMember(prisma, elsewhere.committee, 'officer');
    expect(await refusalCodeOf(verifyServiceRecord(deps, foreign, { record: record.id }))).toBe('NOT_FOUND');
    expect(await refusalCodeOf(verifyServiceRecord(deps, scene.coordinator, { record: record.id }))).toBe(
      'NOT_ALLOWED',
    );
  });

  test('of what nobody confirmed is refused, and a rejection needs a reason', async () => {
    const record = await proposed();
    expect(await refusalCodeOf(verifyServiceRecord(deps, officer, { record: record.id }))).toBe(
      'WRONG_STATE',
    );
    expect(
      await refusalCodeOf(verifyServiceRecord(deps, officer, { record: record.id, approve: false })),
    ).toBe('REASON_NEEDED');
    await verifyServiceRecord(deps, officer, {
      record: record.id,
      approve: false,
      reason: 'Nobody was there',
    });
    expect(await now(record.id)).toMatchObject({ state: 'rejected', reason: 'Nobody was there' });
    expect(await prisma.ledgerEntry.count({ where: { recordId: record.id } })).toBe(0);
    expect(await told()).toEqual(['record_rejected']);
  });

  test('many at once appends them all and answers what it could not verify', async () => {
    const good = [await confirmed(), await confirmed(), await confirmed()];
    const own = await confirmed({ personId: officer.personId });
    const foreign = await createScene(prisma);
    const other = await createConfirmedRecord(prisma, foreign, {
      personId: volunteer.personId,
      confirmerId: foreign.coordinator.personId,
    });
    const ids = [...good, own, other].map((record) => record.id);
    const answer = await verifyServiceRecords(deps, officer, { records: [...ids, ids[0] ?? ''] });
    expect(answer.verified.toSorted()).toEqual(good.map((record) => record.id).toSorted());
    expect(answer.refused.toSorted()).toEqual(['NOT_FOUND', 'OWN_HOURS']);
    expect(await verifyLedger(deps, scene.community.id)).toMatchObject({
      entries: 3,
      minutes: 360,
      fault: null,
    });
  });

  test('by two officers at once keeps one chain and verifies each record once', async () => {
    const records = await Promise.all(Array.from({ length: 12 }, () => confirmed()));
    const ids = records.map((record) => record.id);
    const answers = await Promise.all([
      verifyServiceRecords(deps, officer, { records: ids }),
      verifyServiceRecords(deps, colleague, { records: ids.toReversed() }),
    ]);
    expect(answers.flatMap((answer) => answer.verified)).toHaveLength(12);
    expect(await verifyLedger(deps, scene.community.id)).toMatchObject({ entries: 12, fault: null });
  });
});

describe('where a second pair of eyes is missing', () => {
  const below = async (parentId?: string) => {
    const parent = await createCommunity(prisma, { level: 'street', ...(parentId ? { parentId } : {}) });
    const parentCommittee = await createOrganisation(prisma, {
      communityId: parent.id,
      committeeOfId: parent.id,
    });
    const above = await createMember(prisma, parentCommittee, 'officer');
    const place = await createScene(prisma, { parentId: parent.id });
    return { place, above, parentCommittee };
  };

  test('an officer’s own hours are verified by the community above', async () => {
    const { place, above } = await below();
    const [first, second] = [
      await createMember(prisma, place.committee, 'officer'),
      await createMember(prisma, place.committee, 'officer'),
    ];
    const record = await createConfirmedRecord(prisma, place, {
      personId: first.personId,
      confirmerId: place.coordinator.personId,
    });
    expect(await refusalCodeOf(verifyServiceRecord(deps, second, { record: record.id }))).toBe('NOT_FOUND');
    await verifyServiceRecord(deps, above, { record: record.id });
  });

  test('with one officer the community above may verify, and must where that officer confirms', async () => {
    const { place, above } = await below();
    const only = await createMember(prisma, place.committee, 'officer');
    const outside = await createConfirmedRecord(prisma, place, {
      personId: volunteer.personId,
      confirmerId: place.coordinator.personId,
    });
    const inside = await createConfirmedRecord(
      prisma,
      { ...place, organisation: place.committee },
      { personId: volunteer.personId, confirmerId: only.personId },
    );
    expect(await refusalCodeOf(verifyServiceRecord(deps, only, { record: inside.id }))).toBe('NOT_FOUND');
    await verifyServiceRecord(deps, above, { record: inside.id });
    await verifyServiceRecord(deps, only, { record: outside.id });
  });

  test('with two officers the community above does not reach in', async () => {
    const { place, above } = await below();
    await createMember(prisma, place.committee, 'officer');
    await createMember(prisma, place.committee, 'officer');
    const record = await createConfirmedRecord(prisma, place, {
      personId: volunteer.personId,
      confirmerId: place.coordinator.personId,
    });
    expect(await refusalCodeOf(verifyServiceRecord(deps, above, { record: record.id }))).toBe('NOT_FOUND');
  });

  test('what the only officer corrected is verified by the community above', async () => {
    const { place, above } = await below();
    const only = await createMember(prisma, place.committee, 'officer');
    const record = await createConfirmedRecord(prisma, place, {
      personId: volunteer.personId,
      confirmerId: place.coordinator.personId,
    });
    await disputeServiceRecord(deps, volunteer, { record: record.id, reason: 'An hour too much' });
    const decision = { uphold: true, minutes: 60, resolution: 'So it was' };
    const { id } = await resolveDispute(deps, only, { record: record.id, ...decision });
    expect(await refusalCodeOf(verifyServiceRecord(deps, only, { record: id }))).toBe('SAME_PERSON');
    const seen = await listRecords(deps, above, { state: ['confirmed'] }, { first: 20, after: null });
    expect(seen.rows.map((row) => row.id)).toEqual([id]);
    await verifyServiceRecord(deps, above, { record: id });
    expect(await verifyLedger(deps, place.community.id)).toMatchObject({ entries: 1, minutes: 60 });
  });

  test('a dispute goes up to the first committee with somebody who had no hand in the hours', async () => {
    const grandparent = await createCommunity(prisma, { level: 'district' });
    const top = await createMember(
      prisma,
      await createOrganisation(prisma, { communityId: grandparent.id, committeeOfId: grandparent.id }),
      'officer',
    );
    const { place, above, parentCommittee } = await below(grandparent.id);
    const [first, second] = [
      await createMember(prisma, place.committee, 'officer'),
      await createMember(prisma, place.committee, 'officer'),
    ];
    const record = await createConfirmedRecord(
      prisma,
      { ...place, organisation: place.committee },
      { personId: volunteer.personId, confirmerId: first.personId },
    );
    await verifyServiceRecord(deps, second, { record: record.id });
    await disputeServiceRecord(deps, volunteer, { record: record.id, reason: 'An hour too much' });
    const told = await prisma.notice.findMany({ where: { personId: above.personId } });
    expect(told).toMatchObject([{ kind: 'record_disputed' }]);
    const decision = { uphold: true, minutes: 60, resolution: 'So it was' };
    for (const involved of [first, second, top])
      expect(await refusalCodeOf(resolveDispute(deps, involved, { record: record.id, ...decision }))).toBe(
        'NOT_FOUND',
      );
    const { id } = await resolveDispute(deps, above, { record: record.id, ...decision });
    expect(await refusalCodeOf(verifyServiceRecord(deps, above, { record: id }))).toBe('NOT_FOUND');
    await verifyServiceRecord(deps, first, { record: id });

    const again = await createConfirmedRecord(
      prisma,
      { ...place, organisation: place.committee },
      { personId: volunteer.personId, confirmerId: first.personId },
    );
    await verifyServiceRecord(deps, second, { record: again.id });
    await prisma.membership.updateMany({
      where: { organisationId: parentCommittee.id },
      data: { endedAt: new Date() },
    });
    await disputeServiceRecord(deps, volunteer, { record: again.id, reason: 'An hour too much' });
    await resolveDispute(deps, top, { record: again.id, ...decision });
  });
});

describe('a dispute', () => {
  test('is the volunteer’s own, keeps the state it came from and returns there when dismissed', async () => {
    const record = await confirmed();
    expect(
      await refusalCodeOf(
        disputeServiceRecord(deps, await createClaimant(prisma), { record: record.id, reason: 'x' }),
      ),
    ).toBe('NOT_FOUND');
    await disputeServiceRecord(deps, volunteer, { record: record.id, reason: 'I stayed an hour longer' });
    expect(await now(record.id)).toMatchObject({ state: 'disputed' });
    expect(
      await refusalCodeOf(disputeServiceRecord(deps, volunteer, { record: record.id, reason: 'x' })),
    ).toBe('ALREADY_DONE');
    expect(await prisma.notice.findMany({ where: { personId: scene.coordinator.personId } })).toMatchObject([
      { kind: 'record_disputed_unit' },
    ]);
    await resolveDispute(deps, officer, {
      record: record.id,
      uphold: false,
      resolution: 'The roster shows the time',
    });
    expect(await now(record.id)).toMatchObject({ state: 'confirmed', minutes: 120 });
    expect(await prisma.dispute.findMany({ where: { recordId: record.id } })).toMatchObject([
      { priorState: 'confirmed', outcome: 'dismissed', resolvedById: officer.personId },
    ]);
  });

  test('about verified hours, upheld, counters them at once; the right minutes count when another officer verifies them', async () => {
    const record = await lowered(120, 180);
    await verifyServiceRecord(deps, officer, { record: record.id });
    await disputeServiceRecord(deps, volunteer, { record: record.id, reason: 'I stayed until the end' });
    expect(
      await refusalCodeOf(
        resolveDispute(deps, officer, { record: record.id, uphold: true, minutes: 180, resolution: 'x' }),
      ),
    ).toBe('SAME_PERSON');
    const { id } = await resolveDispute(deps, colleague, {
      record: record.id,
      uphold: true,
      minutes: 180,
      resolution: 'Two people saw it',
    });
    expect(await now(record.id)).toMatchObject({ state: 'corrected', minutes: 120 });
    expect(await now(id)).toMatchObject({
      state: 'confirmed',
      minutes: 180,
      correctsId: record.id,
      recorderId: record.recorderId,
      confirmerId: colleague.personId,
      verifierId: null,
      verifiedAt: null,
    });
    expect(await verifyLedger(deps, scene.community.id)).toMatchObject({ entries: 2, minutes: 0 });
    expect(await refusalCodeOf(verifyServiceRecord(deps, colleague, { record: id }))).toBe('SAME_PERSON');

    await verifyServiceRecord(deps, officer, { record: id });
    const entries = await prisma.ledgerEntry.findMany({
      where: { communityId: scene.community.id },
      orderBy: { index: 'asc' },
    });
    expect(entries).toMatchObject([
      { kind: 'credit', minutes: 120, recordId: record.id },
      { kind: 'counter', minutes: 120, recordId: record.id },
      { kind: 'credit', minutes: 180, recordId: id },
    ]);
    expect(await verifyLedger(deps, scene.community.id)).toMatchObject({
      entries: 3,
      minutes: 180,
      fault: null,
    });
  });

  test('never credits more than the time between the beginning and the end of the service', async () => {
    const record = await lowered(30, 45);
    await verifyServiceRecord(deps, officer, { record: record.id });
    await disputeServiceRecord(deps, volunteer, { record: record.id, reason: 'It was a whole day' });
    const uphold = (minutes: number) =>
      resolveDispute(deps, colleague, { record: record.id, uphold: true, minutes, resolution: 'Right' });
    for (const minutes of [46, 1_440])
      await expect(uphold(minutes)).rejects.toMatchObject({
        issues: [{ path: ['minutes'], message: 'records_minutes_beyond_service' }],
      });
    expect(await now(record.id)).toMatchObject({ state: 'disputed', minutes: 30 });
    const { id } = await uphold(45);
    expect(await now(id)).toMatchObject({ state: 'confirmed', minutes: 45 });
  });

  test('is judged by nobody who recorded the hours or did not recognise them', async () => {
    const record = await confirmed({ recorderId: officer.personId });
    const reason = 'Nobody was there';
    await verifyServiceRecord(deps, colleague, { record: record.id, approve: false, reason });
    expect(await now(record.id)).toMatchObject({
      state: 'rejected',
      verifierId: colleague.personId,
      verifiedAt: null,
    });
    const third = await createMember(prisma, scene.committee, 'officer');
    await disputeServiceRecord(deps, volunteer, { record: record.id, reason: 'I was' });
    const decision = { record: record.id, uphold: true, minutes: 120, resolution: 'The school saw it' };
    for (const involved of [officer, colleague]) {
      const [may] = await findRecordActions(deps, involved, [await now(record.id)]);
      expect(may).toEqual([]);
      expect(await refusalCodeOf(resolveDispute(deps, involved, decision))).toBe('SAME_PERSON');
    }
    const notices = await prisma.notice.findMany({ where: { kind: 'record_disputed' } });
    const asked = notices.filter(({ detail }) => JSON.stringify(detail).includes(record.id));
    expect(asked.map(({ personId }) => personId)).toContain(third.personId);
    expect(asked.map(({ personId }) => personId)).not.toContain(officer.personId);
    const { id } = await resolveDispute(deps, third, decision);
    expect(await now(id)).toMatchObject({ state: 'confirmed', verifierId: null });
  });

  test('about hours not yet verified, upheld, waits for another officer', async () => {
    const record = await confirmed();
    await disputeServiceRecord(deps, volunteer, { record: record.id, reason: 'Wrong' });
    const { id } = await resolveDispute(deps, officer, {
      record: record.id,
      uphold: true,
      minutes: 60,
      resolution: 'Right',
    });
    expect(await now(id)).toMatchObject({ state: 'confirmed', confirmerId: officer.personId, minutes: 60 });
    expect(await refusalCodeOf(verifyServiceRecord(deps, officer, { record: id }))).toBe('SAME_PERSON');
    await verifyServiceRecord(deps, colleague, { record: id });
  });
});
