import { beforeEach, describe, expect, test } from 'vitest';
import type { CareOutcome } from '~/generated/prisma/enums';
import { endCareEntry } from '~/server/modules/care/end-entry';
import { followUpVisit } from '~/server/modules/care/follow-up-visit';
import { countCareToDo, findMyPairs, findMyVisits, listCare } from '~/server/modules/care/queries';
import { reportVisit } from '~/server/modules/care/report-visit';
import { withdrawCareConsent } from '~/server/modules/care/withdraw-consent';
import { findOpenAlerts, raiseDueAlerts } from '~/server/modules/visits/alerts';
import { listIntakes } from '~/server/modules/intake/queries';
import type { Actor } from '~/server/policy/actor';
import { createMember } from '~/tests/factories/actor';
import { createTestDatabase } from '~/tests/setup/database';
import { TestClock, testDeps } from '~/tests/setup/deps';
import { refusalCodeOf } from '~/tests/setup/refusal';
import { createCareDesk, type CareDesk } from './setting';

const database = await createTestDatabase();
const { prisma } = database;
const clock = new TestClock();
const deps = testDeps(database, { clock });

let desk: CareDesk;
let helper: Actor & { personId: string };
let entryId: string;

beforeEach(async () => {
  clock.set('2026-03-02T01:00:00Z');
  desk = await createCareDesk(deps);
  helper = await desk.volunteer();
  entryId = (await desk.add()).id;
  await desk.pair(entryId, helper.personId);
});

const firstVisit = async () => (await desk.visitsOf(entryId))[0]?.id ?? '';
const report = async (actor: Actor, outcome: CareOutcome, needs: string | null = null) =>
  reportVisit(deps, actor, { visit: await firstVisit(), outcome, needs, channel: null });
const onList = async () => (await listCare(deps, desk.officer, {}))[0];
const noticesTo = async (personId: string) =>
  (await prisma.notice.findMany({ where: { personId } })).map(({ kind }) => kind);

describe('what came of a visit', () => {
  test('is told by whoever went, once, and not before they went', async () => {
    clock.set('2026-03-03T01:30:00Z');
    expect(await refusalCodeOf(report(helper, 'well'))).toBe('TOO_EARLY');
    clock.set('2026-03-03T03:00:00Z');
    await report(helper, 'well');
    expect(await refusalCodeOf(report(helper, 'well'))).toBe('ALREADY_DONE');
    expect(await onList()).toMatchObject({
      lastVisit: { outcome: 'well', recordedById: helper.personId, channel: 'web' },
      nextDueOn: '2026-03-10',
      daysLate: 0,
      notReached: null,
    });
  });

  test('is late a day after nobody told of it', async () => {
    clock.set('2026-03-03T12:00:00Z');
    expect(await onList()).toMatchObject({ daysLate: 0 });
    clock.set('2026-03-05T12:00:00Z');
    expect(await onList()).toMatchObject({ daysLate: 2 });
    expect(await listCare(deps, desk.officer, { late: true })).toHaveLength(1);
    expect(await countCareToDo(deps, desk.officer)).toEqual({ notReached: 0, late: 1, consentPast: 0 });
    expect(await findMyPairs(deps, helper)).toMatchObject([{ daysLate: 2, nextDueOn: '2026-03-10' }]);
  });

  test('is counted as the list shows it, whatever became of the other visits', async () => {
    const neighbour = async () => `person_${(await desk.volunteer()).personId}`;
    const [calledOff, unwilling, seen] = [
      await desk.add({ person: await neighbour(), startMinute: 840 }),
      await desk.add({ person: await neighbour() }),
      await desk.add({ person: await neighbour() }),
    ];
    await desk.pair(calledOff.id, helper.personId);
    const elsewhere = await createCareDesk(deps);
    await elsewhere.add();
    const [tuesday] = await desk.tasksOf(calledOff.id);
    clock.set('2026-03-02T02:00:00Z');
    await prisma.task.update({ where: { id: tuesday?.id ?? '' }, data: { cancelledAt: clock.now() } });
    await withdrawCareConsent(deps, desk.officer, { entry: unwilling.id, note: null });
    clock.set('2026-03-03T03:00:00Z');
    const visit = (await desk.visitsOf(seen.id))[0]?.id ?? '';
    await reportVisit(deps, desk.officer, { visit, outcome: 'not_reached', needs: null, channel: 'phone' });
    clock.set('2026-03-05T12:00:00Z');
    const rows = await listCare(deps, desk.officer, {});
    expect(rows.filter(({ daysLate }) => daysLate > 0).map(({ id }) => id)).toEqual([entryId]);
    expect(rows.filter(({ notReached }) => notReached !== null).map(({ id }) => id)).toEqual([seen.id]);
    expect(await countCareToDo(deps, desk.officer)).toEqual({ notReached: 1, late: 1, consentPast: 0 });
  });

  test('is late no more once the person does not agree to visits', async () => {
    clock.set('2026-03-05T01:00:00Z');
    await withdrawCareConsent(deps, desk.officer, { entry: entryId, note: null });
    clock.set('2026-04-05T01:00:00Z');
    expect(await onList()).toMatchObject({ consentState: 'withdrawn', daysLate: 0 });
    expect(await countCareToDo(deps, desk.officer)).toEqual({ notReached: 0, late: 0, consentPast: 0 });
  });

  test.each([
    ['whoever was to go', () => helper],
    ['an officer', () => desk.officer],
  ])('did not take place, as %s says: no hours, no alarm, and nobody is late', async (_who, by) => {
    const partner = await desk.volunteer();
    await desk.pair(entryId, partner.personId);
    clock.set('2026-03-03T04:00:00Z');
    await raiseDueAlerts(deps);
    expect((await findOpenAlerts(deps, desk.officer)).length).toBeGreaterThan(0);
    await report(by(), 'not_held');
    const visit = await prisma.careVisit.findUniqueOrThrow({ where: { id: await firstVisit() } });
    expect(visit).toMatchObject({ outcome: 'not_held', recordedById: by().personId });
    const task = await prisma.task.findUniqueOrThrow({
      where: { id: visit.taskId ?? '' },
      include: { claims: true },
    });
    expect(task).toMatchObject({ takenPlaces: 0, isOpen: false, cancelledAt: clock.now() });
    expect(task.claims.map(({ state }) => state)).toEqual(['released', 'released']);
    expect(await prisma.serviceRecord.count({ where: { needId: task.needId } })).toBe(0);
    expect(await noticesTo(partner.personId)).toContain('task_cancelled');
    expect(await noticesTo(desk.officer.personId)).not.toContain('care_not_reached');
    clock.set('2026-03-05T12:00:00Z');
    await raiseDueAlerts(deps);
    expect(await findOpenAlerts(deps, desk.officer)).toEqual([]);
    expect(await onList()).toMatchObject({ daysLate: 0, notReached: null, nextDueOn: '2026-03-10' });
  });

  test('did take place where somebody was checked in', async () => {
    const visit = await prisma.careVisit.findUniqueOrThrow({ where: { id: await firstVisit() } });
    clock.set('2026-03-03T02:10:00Z');
    await prisma.claim.updateMany({ where: { taskId: visit.taskId ?? '' }, data: { state: 'checked_in' } });
    expect(await refusalCodeOf(report(helper, 'not_held'))).toBe('WRONG_STATE');
    expect(await onList()).toMatchObject({ lastVisit: null });
  });

  test('is told of with whether anybody was checked in', async () => {
    clock.set('2026-03-03T03:00:00Z');
    await report(helper, 'well');
    expect(await onList()).toMatchObject({ lastVisit: { outcome: 'well', arrived: false } });
    await prisma.claim.updateMany({
      where: { personId: helper.personId, startsAt: { lt: clock.now() } },
      data: { state: 'attended' },
    });
    expect(await onList()).toMatchObject({ lastVisit: { outcome: 'well', arrived: true } });
  });

  test('that somebody needs something becomes a request of the committee at once', async () => {
    clock.set('2026-03-03T03:00:00Z');
    await report(helper, 'needs_something', '灯泡坏了，够不着');
    const { rows } = await listIntakes(deps, desk.officer, {}, { first: 10, after: null });
    expect(rows).toMatchObject([
      {
        subject: '灯泡坏了，够不着',
        outcome: 'need',
        channel: 'visit',
        requesterId: desk.person.id,
        servedPersonId: desk.person.id,
        takenInById: helper.personId,
        organisationId: desk.committee.id,
        respondedAt: clock.now(),
      },
    ]);
    expect(rows[0]?.respondBy?.getTime()).toBeGreaterThan(clock.now().getTime());
    const need = await prisma.need.findUniqueOrThrow({ where: { id: rows[0]?.needId ?? '' } });
    expect(need).toMatchObject({ status: 'draft', number: rows[0]?.number, servedPersonId: desk.person.id });
    expect((await desk.visitsOf(entryId))[0]).toMatchObject({ intakeId: rows[0]?.id });
    expect(await noticesTo(desk.officer.personId)).toEqual(['care_needs']);
  });

  test('is a request of the person’s own committee, whatever unit the helper acts for', async () => {
    const elsewhere = await createCareDesk(deps);
    const acting = { ...(await createMember(prisma, elsewhere.committee, 'officer', helper.personId)) };
    clock.set('2026-03-03T03:00:00Z');
    await report(acting, 'needs_something', '想要一根拐杖');
    expect((await listIntakes(deps, desk.officer, {}, { first: 10, after: null })).rows).toHaveLength(1);
    expect((await listIntakes(deps, elsewhere.officer, {}, { first: 10, after: null })).rows).toHaveLength(0);
  });

  test('that nobody was reached stands first until an officer has done something', async () => {
    const other = await desk.add({
      person: `person_${(await desk.volunteer()).personId}`,
      startsOn: '2026-03-03',
    });
    clock.set('2026-03-06T03:00:00Z');
    await report(helper, 'not_reached');
    expect(await noticesTo(desk.officer.personId)).toEqual(['care_not_reached']);
    expect((await listCare(deps, desk.officer, {})).map(({ id }) => id)).toEqual([entryId, other.id]);
    const visit = await firstVisit();
    await followUpVisit(deps, desk.officer, { visit, followUp: 'reached_by_phone', note: '去女儿家了' });
    expect((await desk.visitsOf(entryId))[0]).toMatchObject({
      followUp: 'reached_by_phone',
      followedUpById: desk.officer.personId,
    });
    expect((await listCare(deps, desk.officer, {})).map(({ id }) => id)).toEqual([other.id, entryId]);
    expect(
      await refusalCodeOf(followUpVisit(deps, desk.officer, { visit, followUp: 'emergency', note: null })),
    ).toBe('ALREADY_DONE');
  });

  test('that nobody was reached stays on the list until somebody has done something, though the entry ended', async () => {
    clock.set('2026-03-03T03:00:00Z');
    await report(helper, 'not_reached');
    await endCareEntry(deps, desk.officer, { entry: entryId, reason: '已搬走' });
    expect(await onList()).toMatchObject({ id: entryId, notReached: { dueOn: new Date('2026-03-03') } });
    expect(await countCareToDo(deps, desk.officer)).toEqual({ notReached: 1, late: 0, consentPast: 0 });
    expect(await listCare(deps, desk.officer, { pairMissing: true })).toEqual([]);
    await followUpVisit(deps, desk.officer, {
      visit: await firstVisit(),
      followUp: 'reached_by_phone',
      note: null,
    });
    expect(await onList()).toBeUndefined();
  });

  test('may be told by an officer after the entry ended', async () => {
    clock.set('2026-03-03T03:00:00Z');
    await endCareEntry(deps, desk.officer, { entry: entryId, reason: '已搬走' });
    await report(desk.officer, 'well');
    expect((await desk.visitsOf(entryId))[0]).toMatchObject({ outcome: 'well' });
  });

  test('may be told by an officer who took the helper’s call', async () => {
    clock.set('2026-03-03T03:00:00Z');
    await report(desk.officer, 'well');
    expect((await desk.visitsOf(entryId))[0]).toMatchObject({
      channel: 'phone',
      recordedById: desk.officer.personId,
    });
  });
});

describe('who else', () => {
  test('is paired elsewhere, an officer elsewhere, or a stranger tells of no visit and follows none up', async () => {
    clock.set('2026-03-03T03:00:00Z');
    const elsewhere = await createCareDesk(deps);
    for (const actor of [await desk.volunteer(), elsewhere.officer])
      expect(await refusalCodeOf(report(actor, 'well'))).toBe('NOT_FOUND');
    const visit = await firstVisit();
    expect(
      await refusalCodeOf(
        followUpVisit(deps, elsewhere.officer, { visit, followUp: 'emergency', note: null }),
      ),
    ).toBe('NOT_FOUND');
    expect(
      await refusalCodeOf(followUpVisit(deps, helper, { visit, followUp: 'emergency', note: null })),
    ).toBe('NOT_ALLOWED');
  });

  test('sees nobody’s visits but their own', async () => {
    const tasks = (await desk.tasksOf(entryId)).map(({ id }) => id);
    expect(await findMyVisits(deps, helper, tasks)).toMatchObject([{ outcome: null }, { outcome: null }]);
    const other = await desk.volunteer();
    expect(await findMyVisits(deps, other, tasks)).toEqual([null, null]);
    expect(await findMyPairs(deps, other)).toEqual([]);
  });
});

test('every look at the list is logged for whoever stands on it', async () => {
  await listCare(deps, desk.officer, {});
  expect(await prisma.contactView.findMany({ where: { subjectId: desk.person.id } })).toMatchObject([
    { viewerId: desk.officer.personId, what: 'care_list' },
  ]);
});
