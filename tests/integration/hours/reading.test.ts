import { beforeAll, describe, expect, test } from 'vitest';
import { verifyServiceRecords } from '~/server/modules/hours/verify-service-record';
import { hoursBy } from '~/server/modules/hours/hours-groups';
import { unsafeFindRemarks } from '~/server/modules/hours/find-remarks';
import { openServiceRecord } from '~/server/modules/hours/open-record';
import { findRecordActions, findRecords, listRecords } from '~/server/modules/hours/queries';
import { createMember } from '~/tests/factories/actor';
import { createClaimant, createScene, type Scene } from '~/tests/factories/claim';
import { createCommunity } from '~/tests/factories/community';
import { createNeed } from '~/tests/factories/need';
import { createOrganisation } from '~/tests/factories/organisation';
import { createConfirmedRecord, createRecord } from '~/tests/factories/record';
import { createTestDatabase } from '~/tests/setup/database';
import { testDeps } from '~/tests/setup/deps';
import { refusalCodeOf } from '~/tests/setup/refusal';

const database = await createTestDatabase();
const { prisma } = database;
const deps = testDeps(database);
const page = { first: 20, after: null };

type Person = Awaited<ReturnType<typeof createClaimant>>;
let scene: Scene;
let other: Scene;
let ming: Person;
let lena: Person;
let officer: Person;

beforeAll(async () => {
  scene = await createScene(prisma);
  other = await createScene(prisma);
  ming = await createClaimant(prisma, { displayName: '=Ming' });
  lena = await createClaimant(prisma, { displayName: 'Lena' });
  officer = await createMember(prisma, scene.committee, 'officer');
  await createMember(prisma, scene.committee, 'officer');
  const confirm = (person: Person, startsAt: string, minutes: number) =>
    createConfirmedRecord(prisma, scene, {
      personId: person.personId,
      confirmerId: scene.coordinator.personId,
      startsAt,
      minutes,
    });
  const records = [
    await confirm(ming, '2026-01-10T09:00:00Z', 60),
    await confirm(ming, '2026-02-10T09:00:00Z', 90),
    await confirm(lena, '2026-02-11T09:00:00Z', 30),
  ];
  await verifyServiceRecords(deps, officer, { records: records.map((record) => record.id) });
  await createRecord(prisma, scene, {
    personId: lena.personId,
    startsAt: '2026-02-20T09:00:00Z',
    state: 'rejected',
    minutes: 45,
  });
  await createRecord(prisma, other, {
    personId: lena.personId,
    startsAt: '2026-02-21T09:00:00Z',
    minutes: 15,
  });
});

describe('who reads which records', () => {
  const minutesSeenBy = async (actor: Parameters<typeof listRecords>[1]) =>
    (await listRecords(deps, actor, {}, page)).rows.map((row) => row.minutes);

  test('a volunteer their own, everywhere', async () => {
    expect(await minutesSeenBy(ming)).toEqual([90, 60]);
    expect(await minutesSeenBy(lena)).toEqual([15, 45, 30]);
  });

  test('each of them either with remarks or without, never both', async () => {
    const seen = async (withRemarks: boolean) =>
      (await listRecords(deps, officer, { withRemarks }, page)).rows.map((row) => row.id);
    const [remarked, plain] = [await seen(true), await seen(false)];
    const all = (await listRecords(deps, officer, {}, page)).rows.map((row) => row.id);
    expect(remarked).not.toEqual([]);
    expect([...remarked, ...plain].sort()).toEqual(all.sort());
  });

  test('a coordinator those of the unit, an officer those of the community', async () => {
    expect(await minutesSeenBy(scene.coordinator)).toEqual([45, 30, 90, 60]);
    expect(await minutesSeenBy(officer)).toEqual([45, 30, 90, 60]);
    expect(await minutesSeenBy(other.coordinator)).toEqual([15]);
  });

  test('by id nobody reads further than in lists', async () => {
    const [record] = (await listRecords(deps, ming, {}, page)).rows;
    expect(await findRecords(deps, lena, [record?.id ?? ''])).toEqual([null]);
    expect(await findRecords(deps, officer, [record?.id ?? ''])).toMatchObject([{ minutes: 90 }]);
  });

  test('an officer above only what falls to them to verify', async () => {
    const parent = await createCommunity(prisma, { level: 'street' });
    const above = await createMember(
      prisma,
      await createOrganisation(prisma, { communityId: parent.id, committeeOfId: parent.id }),
      'officer',
    );
    const place = await createScene(prisma, { parentId: parent.id });
    const own = await createMember(prisma, place.committee, 'officer');
    await createMember(prisma, place.committee, 'officer');
    const confirmerId = place.coordinator.personId;
    const escalated = await createConfirmedRecord(prisma, place, { personId: own.personId, confirmerId });
    await createConfirmedRecord(prisma, place, { personId: ming.personId, confirmerId });
    const { rows } = await listRecords(deps, above, {}, page);
    expect(rows.map((row) => row.id)).toEqual([escalated.id]);
    const waiting = { community: parent.id, state: ['confirmed' as const] };
    const queue = await listRecords(deps, above, waiting, page);
    expect(
      queue.rows.map((row) => row.id),
      'in the queue of their own community',
    ).toEqual([escalated.id]);
    expect(await findRecordActions(deps, above, rows)).toEqual([['verify', 'reject']]);
    await prisma.serviceRecord.deleteMany({ where: { communityId: place.community.id } });
  });
});

describe('a committee above', () => {
  test('counts the hours of communities below and sees nobody by name', async () => {
    const parent = await createCommunity(prisma, { level: 'street' });
    const committee = await createOrganisation(prisma, { communityId: parent.id, committeeOfId: parent.id });
    const above = await createMember(prisma, committee, 'officer');
    const place = await createScene(prisma, { parentId: parent.id });
    const own = await createMember(prisma, place.committee, 'officer');
    await createMember(prisma, place.committee, 'officer');
    const record = await createConfirmedRecord(prisma, place, {
      personId: (await createClaimant(prisma)).personId,
      confirmerId: place.coordinator.personId,
      minutes: 75,
      startsAt: '2026-02-10T09:00:00Z',
    });
    await verifyServiceRecords(deps, own, { records: [record.id] });
    expect(await hoursBy(deps, above, 'community', {}, 'en')).toMatchObject([
      { label: place.community.name, minutes: 75, records: 1, people: 1 },
    ]);
    expect(await hoursBy(deps, above, 'month', {}, 'en')).toMatchObject([{ minutes: 75 }]);
    expect(await hoursBy(deps, above, 'volunteer', {}, 'en')).toEqual([]);
    expect(await hoursBy(deps, officer, 'community', { community: place.community.id }, 'en')).toEqual([]);
    expect((await listRecords(deps, above, {}, page)).rows).toEqual([]);
    expect(await findRecords(deps, above, [record.id])).toEqual([null]);

    const open = (actor: Parameters<typeof openServiceRecord>[1], reason: string) =>
      openServiceRecord(deps, actor, { record: record.id, reason });
    expect(await refusalCodeOf(open(above, ''))).toBe('REASON_NEEDED');
    expect(await refusalCodeOf(open(officer, 'Curious'))).toBe('NOT_FOUND');
    expect(await refusalCodeOf(open(ming, 'Mine'))).toBe('NOT_ALLOWED');
    expect((await open(above, 'A complaint of 3 March')).record.minutes).toBe(75);
    const looks = { subjectId: record.id, action: 'record:opened' };
    expect(await prisma.history.findMany({ where: looks })).toMatchObject([
      { action: 'record:opened', actorPersonId: above.personId, reason: 'A complaint of 3 March' },
    ]);
    expect(await findRecords(deps, above, [record.id]), 'one look is one look').toEqual([null]);
  });
});

test('a list says how many and how much, without what does not count, and pages through', async () => {
  const first = await listRecords(deps, officer, {}, { first: 3, after: null });
  expect(first).toMatchObject({ hasNext: true });
  expect([await first.totalCount(), await first.totalMinutes()]).toEqual([4, 180]);
  const next = await listRecords(deps, officer, {}, { first: 3, after: first.rows[2]?.id ?? '' });
  expect(next.rows.map((row) => row.minutes)).toEqual([60]);
  expect(next.hasNext).toBe(false);
  const own = await listRecords(deps, lena, { mine: true, state: ['verified'] }, page);
  expect(await own.totalMinutes()).toBe(30);
  const february = { from: new Date('2026-02-01T00:00:00Z'), person: ming.personId };
  expect(await (await listRecords(deps, officer, february, page)).totalCount()).toBe(1);
});

describe('hours add up', () => {
  test('by month, volunteer, organisation and category', async () => {
    expect(await hoursBy(deps, officer, 'month', {}, 'en')).toMatchObject([
      { key: '2026-01', minutes: 60, records: 1, people: 1 },
      { key: '2026-02', minutes: 120, records: 2, people: 2 },
    ]);
    expect(await hoursBy(deps, officer, 'volunteer', {}, 'en')).toMatchObject([
      { key: `person_${ming.personId}`, label: '=Ming', minutes: 150 },
      { label: 'Lena', minutes: 30 },
    ]);
    expect(await hoursBy(deps, scene.coordinator, 'organisation', {}, 'en')).toMatchObject([
      { label: scene.organisation.name, minutes: 180 },
    ]);
    expect(await hoursBy(deps, officer, 'category', {}, 'zh-CN')).toMatchObject([{ key: '', minutes: 180 }]);
  });

  test('within a period, and within one’s reach', async () => {
    expect(
      await hoursBy(deps, officer, 'month', { from: new Date('2026-02-01T00:00:00Z') }, 'en'),
    ).toHaveLength(1);
    expect(await hoursBy(deps, other.coordinator, 'month', {}, 'en')).toEqual([]);
    expect(await hoursBy(deps, officer, 'month', { community: other.community.id }, 'en')).toEqual([]);
    expect(await refusalCodeOf(hoursBy(deps, ming, 'month', {}, 'en'))).toBe('NOT_ALLOWED');
  });
});

test('remarks come from the person’s other records and the places between them', async () => {
  const place = await createScene(prisma, { need: { latitude: 40.7, longitude: -74 } });
  const far = await createNeed(prisma, {
    communityId: place.community.id,
    organisationId: place.organisation.id,
    latitude: 40.9,
    longitude: -74,
  });
  const person = await createClaimant(prisma);
  const at = (startsAt: string, need = place.need) =>
    createRecord(
      prisma,
      { ...place, need },
      { personId: person.personId, startsAt, minutes: 60, recordedAt: startsAt },
    );
  const first = await at('2026-02-10T09:00:00Z');
  const rushed = await at('2026-02-10T10:05:00Z', far);
  const double = await at('2026-02-10T10:30:00Z', far);
  const remarks = await unsafeFindRemarks(deps, [first.id, rushed.id, double.id]);
  expect(remarks[0]).toEqual(['no_claim']);
  expect(remarks[1]).toEqual(['two_places_at_once', 'faster_than_distance', 'no_claim']);
  expect(remarks[2]).toContain('two_places_at_once');
});
