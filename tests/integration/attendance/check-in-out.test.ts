import { beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '~/server/database/client';
import { checkIn } from '~/server/modules/attendance/check-in';
import { checkOut } from '~/server/modules/attendance/check-out';
import { findCheckInCodes } from '~/server/modules/attendance/queries';
import { currentCode } from '~/server/modules/attendance/rules';
import { anonymous } from '~/server/policy/actor';
import { createMember } from '~/tests/factories/actor';
import { createClaim, createClaimant, createScene, type Scene } from '~/tests/factories/claim';
import { createOrganisation } from '~/tests/factories/organisation';
import { createTestDatabase } from '~/tests/setup/database';
import { TestClock, testDeps } from '~/tests/setup/deps';
import { refusalCodeOf } from '~/tests/setup/refusal';

const database = await createTestDatabase();
const { prisma } = database;
const clock = new TestClock();
const deps = testDeps(database, { clock });

let scene: Scene;
let volunteer: Awaited<ReturnType<typeof createClaimant>>;
let claimId: string;

beforeEach(async () => {
  const startsAt = new Date(clock.now().getTime() + 60 * 60_000);
  scene = await createScene(prisma, { task: { startsAt } });
  volunteer = await createClaimant(prisma);
  claimId = (await createClaim(prisma, scene.task, { personId: volunteer.personId })).id;
  clock.set(startsAt);
});

const code = () => currentCode(scene.task.checkInSecret, clock.now()).digits;
const byCode = (digits = code()) => ({ task: scene.task.id, code: digits });

describe('checking in and out with the code on site', () => {
  test('measures the service and proposes a record of the posting unit', async () => {
    await checkIn(deps, volunteer, byCode());
    expect(await prisma.claim.findUniqueOrThrow({ where: { id: claimId } })).toMatchObject({
      state: 'checked_in',
    });
    clock.advance(90);
    await checkOut(deps, volunteer, { ...byCode(), breakMinutes: 10 });

    expect(await prisma.claim.findUniqueOrThrow({ where: { id: claimId } })).toMatchObject({
      state: 'attended',
    });
    expect(await prisma.serviceRecord.findMany({ where: { claimId } })).toMatchObject([
      {
        state: 'proposed',
        minutes: 80,
        evidenceLevel: 2,
        personId: volunteer.personId,
        organisationId: scene.organisation.id,
        communityId: scene.community.id,
        activityName: scene.need.title,
        content: scene.task.title,
        recorderId: volunteer.personId,
      },
    ]);
    expect(await prisma.notice.findMany({ where: { personId: volunteer.personId } })).toMatchObject([
      { kind: 'record_proposed' },
    ]);
    const events = await prisma.event.findMany({ where: { aggregateId: claimId }, orderBy: { id: 'asc' } });
    expect(events.map((event) => event.type)).toEqual(['claim:checked_in', 'claim:checked_out']);
  });

  test('refuses a wrong code, and after five of them even the right one', async () => {
    const wrong = code() === '000000' ? '000001' : '000000';
    for (let attempt = 0; attempt < 5; attempt += 1) {
      expect(await refusalCodeOf(checkIn(deps, volunteer, byCode(wrong)))).toBe('CODE_WRONG');
    }
    expect(await refusalCodeOf(checkIn(deps, volunteer, byCode()))).toBe('TOO_MANY_ATTEMPTS');
  });

  test('counts wrong codes on every node together, tried one by one or all at once', async () => {
    const wrong = code() === '000000' ? '000001' : '000000';
    const other = openDatabase(database.url);
    const nodes = [deps, testDeps(other, { clock })];
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        refusalCodeOf(checkIn(nodes[at % 2] ?? deps, volunteer, byCode(wrong))),
      ),
    );
    expect(answers.filter((answer) => answer === 'CODE_WRONG')).toHaveLength(5);
    for (const node of nodes) {
      expect(await refusalCodeOf(checkIn(node, volunteer, byCode()))).toBe('TOO_MANY_ATTEMPTS');
    }
    await other.close();
    const { rows } = await database.pool.query<{ key: string }>('SELECT key FROM "RateLimit"');
    expect(rows.map(({ key }) => key).join()).not.toContain(volunteer.personId);
  });

  test('does not count right codes, nor what is refused for another reason', async () => {
    for (let attempt = 0; attempt < 7; attempt += 1) {
      const stranger = await createClaimant(prisma);
      expect(await refusalCodeOf(checkIn(deps, stranger, byCode()))).toBe('NOT_FOUND');
    }
    await checkIn(deps, volunteer, byCode());
    for (let attempt = 0; attempt < 7; attempt += 1)
      expect(await refusalCodeOf(checkIn(deps, volunteer, byCode()))).toBe('ALREADY_DONE');
    await checkOut(deps, volunteer, byCode());
  });

  test('refuses a code older than the previous minute', async () => {
    const old = code();
    clock.advance(2);
    expect(await refusalCodeOf(checkIn(deps, volunteer, byCode(old)))).toBe('CODE_WRONG');
  });

  test('is for those who claimed, and for signed-in people', async () => {
    expect(await refusalCodeOf(checkIn(deps, await createClaimant(prisma), byCode()))).toBe('NOT_FOUND');
    expect(await refusalCodeOf(checkIn(deps, anonymous(), byCode()))).toBe('NOT_SIGNED_IN');
  });

  test('keeps to server time', async () => {
    clock.advance(-61);
    expect(await refusalCodeOf(checkIn(deps, volunteer, byCode()))).toBe('TOO_EARLY');
    clock.advance(1);
    await checkIn(deps, volunteer, byCode());
    expect(await refusalCodeOf(checkIn(deps, volunteer, byCode()))).toBe('ALREADY_DONE');
    clock.advance(60 + 120 + 12 * 60 + 1);
    expect(await refusalCodeOf(checkOut(deps, volunteer, byCode()))).toBe('TOO_LATE');
  });

  test('makes no record when there is nothing to count', async () => {
    await checkIn(deps, volunteer, byCode());
    await checkOut(deps, volunteer, byCode());
    expect(await prisma.claim.findUniqueOrThrow({ where: { id: claimId } })).toMatchObject({
      state: 'attended',
    });
    expect(await prisma.serviceRecord.count({ where: { claimId } })).toBe(0);
  });
});

describe('checking in and out for someone', () => {
  test('is for whoever runs the day, and says who did it', async () => {
    const officer = await createMember(prisma, scene.committee, 'officer');
    const stranger = await createMember(
      prisma,
      await createOrganisation(prisma, { communityId: scene.community.id }),
      'coordinator',
    );
    expect(await refusalCodeOf(checkIn(deps, stranger, { claim: claimId }))).toBe('NOT_FOUND');
    expect(await refusalCodeOf(checkIn(deps, volunteer, { claim: claimId }))).toBe('NOT_ALLOWED');
    await checkIn(deps, scene.coordinator, { claim: claimId });
    clock.advance(60);
    await checkOut(deps, officer, { claim: claimId });
    expect(await prisma.attendance.findUniqueOrThrow({ where: { claimId } })).toMatchObject({
      checkedInSource: 'coordinator',
      checkedInById: scene.coordinator.personId,
      checkedOutSource: 'officer',
      checkedOutById: officer.personId,
    });
    expect(await prisma.serviceRecord.findMany({ where: { claimId } })).toMatchObject([
      { evidenceLevel: 0, minutes: 60 },
    ]);
  });

  test('is strong evidence together with the code', async () => {
    await checkIn(deps, volunteer, byCode());
    clock.advance(60);
    await checkOut(deps, scene.coordinator, { claim: claimId });
    expect(await prisma.serviceRecord.findMany({ where: { claimId } })).toMatchObject([{ evidenceLevel: 3 }]);
  });

  test('is never for oneself', async () => {
    const own = await createClaim(prisma, scene.task, { personId: scene.coordinator.personId });
    expect(await refusalCodeOf(checkIn(deps, scene.coordinator, { claim: own.id }))).toBe('OWN_HOURS');
  });
});

test('the code is shown to whoever runs the day and to nobody else', async () => {
  const [shown] = await findCheckInCodes(deps, scene.coordinator, [scene.task.id]);
  expect(shown?.digits).toBe(code());
  expect(shown?.url).toBe(`${deps.settings.publicUrl}/check-in/task_${scene.task.id}?code=${code()}`);
  expect(await findCheckInCodes(deps, volunteer, [scene.task.id])).toEqual([null]);
  const elsewhere = await createMember(
    prisma,
    await createOrganisation(prisma, { communityId: scene.community.id }),
    'coordinator',
  );
  expect(await findCheckInCodes(deps, elsewhere, [scene.task.id])).toEqual([null]);
});
