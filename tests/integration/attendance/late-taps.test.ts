import { beforeEach, describe, expect, test } from 'vitest';
import { addWalkIn } from '~/server/modules/attendance/add-walk-in';
import { checkIn } from '~/server/modules/attendance/check-in';
import { checkOut } from '~/server/modules/attendance/check-out';
import { CheckInInput } from '~/server/modules/attendance/input';
import { currentCode } from '~/server/modules/attendance/rules';
import { markNoShow } from '~/server/modules/attendance/mark-no-show';
import { unsafeFindRemarks } from '~/server/modules/hours/find-remarks';
import { settleNeeds } from '~/server/modules/needs/settle-needs';
import { actorFor } from '~/tests/factories/actor';
import { createClaim, createClaimant, createScene, type Scene } from '~/tests/factories/claim';
import { createTestDatabase } from '~/tests/setup/database';
import { TestClock, testDeps } from '~/tests/setup/deps';
import { refusalCodeOf } from '~/tests/setup/refusal';

const database = await createTestDatabase();
const { prisma } = database;
const clock = new TestClock();
const deps = testDeps(database, { clock });

let scene: Scene;
let startsAt: Date;
let claim: { id: string; personId: string | null };

const after = (minutes: number) => new Date(startsAt.getTime() + minutes * 60_000);

beforeEach(async () => {
  startsAt = new Date(clock.now().getTime() + 26 * 60 * 60_000);
  scene = await createScene(prisma, {
    need: { status: 'in_progress', startsAt, endsAt: new Date(startsAt.getTime() + 120 * 60_000) },
    task: { startsAt, endsAt: new Date(startsAt.getTime() + 120 * 60_000), maximumPlaces: 3 },
  });
  claim = await createClaim(prisma, scene.task, { personId: (await createClaimant(prisma)).personId });
  clock.set(startsAt);
});

const attendance = () => prisma.attendance.findUnique({ where: { claimId: claim.id } });
const remarks = async () => {
  const record = await prisma.serviceRecord.findFirstOrThrow({ where: { claimId: claim.id } });
  return (await unsafeFindRemarks(deps, [record.id]))[0];
};
const tapIn = (at: Date) => checkIn(deps, scene.coordinator, { claim: claim.id, at });
const tapOut = (at: Date) => checkOut(deps, scene.coordinator, { claim: claim.id, at });

describe('what a device kept without a network', () => {
  test('counts from the time of the tap, and says when it was heard of', async () => {
    clock.set(after(24 * 60));
    await tapIn(after(2));
    await tapOut(after(119));
    expect(await attendance()).toMatchObject({
      checkedInAt: after(2),
      checkedInHeardAt: after(24 * 60),
      checkedInSource: 'coordinator',
      checkedOutAt: after(119),
      checkedOutHeardAt: after(24 * 60),
    });
    expect(await prisma.serviceRecord.findFirstOrThrow({ where: { claimId: claim.id } })).toMatchObject({
      minutes: 117,
      startsAt: after(2),
      evidenceLevel: 0,
    });
    expect(await remarks()).toEqual(['staff_word_only', 'sent_afterwards']);
  });

  test('names an earlier time on nothing but the word of whoever sent it, and says so', async () => {
    clock.set(after(118));
    await tapIn(after(-15));
    await checkOut(deps, scene.coordinator, { claim: claim.id });
    expect(await remarks()).toContain('sent_afterwards');
  });

  test('is no trace beside the code: a time named long after counts as written down', async () => {
    const volunteer = actorFor(claim.personId ?? '');
    clock.set(after(118));
    await tapIn(after(-15));
    const code = currentCode(scene.task.checkInSecret, clock.now()).digits;
    await checkOut(deps, volunteer, { task: scene.task.id, code });
    const record = await prisma.serviceRecord.findFirstOrThrow({ where: { claimId: claim.id } });
    expect(record.evidenceLevel).toBe(1);
  });

  test('is not called late when it arrived within two minutes', async () => {
    clock.set(after(3));
    await tapIn(after(2));
    expect(await attendance()).toMatchObject({ checkedInAt: after(2), checkedInHeardAt: null });
  });

  test('is judged by the time of the tap: inside the window it is accepted long after, outside of it never', async () => {
    clock.set(after(24 * 60));
    expect(await refusalCodeOf(tapIn(after(-61)))).toBe('TOO_EARLY');
    expect(await refusalCodeOf(tapIn(after(121)))).toBe('TOO_LATE');
    expect(await refusalCodeOf(checkIn(deps, scene.coordinator, { claim: claim.id }))).toBe('TOO_LATE');
    await tapIn(after(120));
  });

  test('is refused after 72 hours, and when it lies in the future', async () => {
    expect(await refusalCodeOf(tapIn(after(3)))).toBe('CLOCK_AHEAD');
    clock.set(after(72 * 60 + 3));
    expect(await refusalCodeOf(tapIn(after(2)))).toBe('TOO_LATE');
    expect(await attendance()).toBeNull();
  });

  test('does not let somebody leave before they came', async () => {
    clock.set(after(200));
    await tapIn(after(30));
    expect(await refusalCodeOf(tapOut(after(29)))).toBe('TOO_EARLY');
    await tapOut(after(31));
  });

  test('is not remarked on when it came soon, or names no more time than there was', async () => {
    clock.set(after(14));
    await tapIn(after(2));
    clock.set(after(13 * 60));
    await tapOut(after(119));
    expect(await remarks()).toEqual(['staff_word_only']);
  });

  test('has no time of its own with the code on site', () => {
    const code = { task: null, code: '123456', at: after(1) };
    expect(CheckInInput.safeParse(code).success).toBe(false);
  });

  test('marks who did not come by the time of the tap', async () => {
    clock.set(after(300));
    const early = markNoShow(deps, scene.coordinator, { claim: claim.id, at: after(-1) });
    expect(await refusalCodeOf(early)).toBe('TOO_EARLY');
    await markNoShow(deps, scene.coordinator, { claim: claim.id, at: after(20) });
    expect(await prisma.claim.findUniqueOrThrow({ where: { id: claim.id } })).toMatchObject({
      state: 'no_show',
    });
  });

  test('takes somebody who walked in, though the need is over by now', async () => {
    clock.set(after(300));
    await settleNeeds(deps);
    const walkIn = { task: scene.task.id, name: 'Nina New', agreed: true };
    expect(await refusalCodeOf(addWalkIn(deps, scene.coordinator, walkIn))).toBe('NOT_OPEN');
    expect(await refusalCodeOf(addWalkIn(deps, scene.coordinator, { ...walkIn, at: after(121) }))).toBe(
      'TOO_LATE',
    );
    const { id } = await addWalkIn(deps, scene.coordinator, { ...walkIn, at: after(20) });
    expect(await prisma.attendance.findUniqueOrThrow({ where: { claimId: id } })).toMatchObject({
      walkIn: true,
      checkedInAt: after(20),
      checkedInHeardAt: after(300),
    });
  });
});
