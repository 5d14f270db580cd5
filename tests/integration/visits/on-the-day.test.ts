import { beforeEach, describe, expect, test } from 'vitest';
import type { Claim } from '~/generated/prisma/client';
import { newId } from '~/server/database/id';
import { checkIn } from '~/server/modules/attendance/check-in';
import { schema } from '~/server/graphql/schema';
import { checkInMany } from '~/server/modules/attendance/check-many';
import { keepContactPoint } from '~/server/modules/contact/add-contact-point';
import { findOpenAlerts, raiseDueAlerts, raiseStopWord, settleAlert } from '~/server/modules/visits/alerts';
import { arriveAtHome, leaveHome } from '~/server/modules/visits/attend-home';
import { findClaimAtMagnet, issueMagnet } from '~/server/modules/visits/issue-magnet';
import { magnetCode } from '~/server/modules/visits/magnet-code';
import { asker } from '~/tests/faults/matrix/answer';
import { createClaim } from '~/tests/factories/claim';
import { createTask } from '~/tests/factories/task';
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
let ben: Helper;
let claim: Claim;
let other: Claim;

beforeEach(async () => {
  clock.set('2026-03-02T01:00:00Z');
  visit = await createVisit(deps);
  [anna, ben] = [await visit.helper('安娜'), await visit.helper('本')];
  [claim, other] = [await visit.confirm(anna), await visit.confirm(ben)];
  clock.set(visit.startsAt);
});

const by = (who: Helper, code: string | null = null, of = claim) =>
  arriveAtHome(deps, who, { claim: of.id, code });
const recordOf = ({ id }: Claim) => prisma.serviceRecord.findFirst({ where: { claimId: id } });

describe('a helper at a home', () => {
  test('says by a button that they came and went, which is weak evidence', async () => {
    await by(anna);
    clock.advance(90);
    await leaveHome(deps, anna, { claim: claim.id, code: null });
    expect(await prisma.attendance.findUnique({ where: { claimId: claim.id } })).toMatchObject({
      checkedInSource: 'self',
      checkedOutSource: 'self',
      checkedInById: anna.personId,
    });
    expect(await recordOf(claim)).toMatchObject({ minutes: 90, evidenceLevel: 1 });
  });

  test('says it by the magnet, which anybody who was ever there could; a lost one opens nothing', async () => {
    await issueMagnet(deps, visit.officer, { person: visit.served.id });
    const magnet = await prisma.homeMagnet.findUniqueOrThrow({ where: { personId: visit.served.id } });
    expect(await findClaimAtMagnet(deps, anna, magnet.id)).toBe(claim.id);
    const lost = magnetCode(deps, magnet);
    await issueMagnet(deps, visit.officer, { person: visit.served.id, replace: true });
    expect(await refusalCodeOf(by(anna, lost))).toBe('CODE_WRONG');
    const code = magnetCode(deps, { ...magnet, version: 2 });
    await by(anna, code);
    clock.advance(60);
    await leaveHome(deps, anna, { claim: claim.id, code });
    expect(await recordOf(claim)).toMatchObject({ minutes: 60, evidenceLevel: 1 });
    expect(await prisma.attendance.findUnique({ where: { claimId: claim.id } })).toMatchObject({
      checkedInSource: 'magnet',
    });
    expect(await findClaimAtMagnet(deps, anna, magnet.id)).toBeNull();
  });

  test('guesses the digits of a magnet five times at most', async () => {
    await issueMagnet(deps, visit.officer, { person: visit.served.id });
    for (let guess = 0; guess < 5; guess += 1)
      expect(await refusalCodeOf(by(anna, '000000'))).toBe('CODE_WRONG');
    expect(await refusalCodeOf(by(anna, '000000'))).toBe('TOO_MANY_ATTEMPTS');
  });

  test('waits for the second person on a first visit, and speaks for nobody else', async () => {
    await prisma.claim.update({ where: { id: other.id }, data: { state: 'withdrawn' } });
    expect(await refusalCodeOf(by(anna))).toBe('SECOND_PERSON_NEEDED');
    expect(await refusalCodeOf(by(ben))).toBe('NOT_FOUND');
    expect(await refusalCodeOf(by({ ...ben, onBehalfOfId: anna.personId }))).toBe('NOT_ALLOWED');
    expect(await refusalCodeOf(by(visit.officer))).toBe('NOT_FOUND');
  });

  test('does not begin a first visit alone by anybody else’s word either', async () => {
    await prisma.claim.update({ where: { id: other.id }, data: { state: 'withdrawn' } });
    const rang = checkIn(deps, visit.officer, { claim: claim.id, byPhone: true });
    expect(await refusalCodeOf(rang)).toBe('SECOND_PERSON_NEEDED');
    expect(await checkInMany(deps, visit.officer, { claims: [claim.id] })).toEqual({
      done: [],
      refused: [{ claim: claim.id, code: 'SECOND_PERSON_NEEDED' }],
    });
  });

  test('may ring instead: an officer writes it down, as told by telephone', async () => {
    await checkIn(deps, visit.officer, { claim: claim.id, byPhone: true });
    const history = await prisma.history.findFirst({
      where: { subjectId: claim.id, action: 'claim:checked_in' },
    });
    expect(history).toMatchObject({ channel: 'phone', actorPersonId: visit.officer.personId });
    clock.advance(60);
    await leaveHome(deps, anna, { claim: claim.id, code: null });
    expect(await recordOf(claim)).toMatchObject({ evidenceLevel: 1 });
  });
});

describe('alerts', () => {
  const kinds = async () =>
    (await findOpenAlerts(deps, visit.officer)).map(({ kind, claimId }) => [kind, claimId]);
  const told = (kind: string) => prisma.notice.count({ where: { personId: visit.officer.personId, kind } });

  test('are raised once for whoever has not arrived half an hour after the start, on however many nodes', async () => {
    await by(ben, null, other);
    clock.advance(29);
    await raiseDueAlerts(deps);
    expect(await kinds()).toEqual([]);
    clock.advance(1);
    await Promise.all([raiseDueAlerts(deps), raiseDueAlerts(deps)]);
    expect(await raiseDueAlerts(deps)).toBe(0);
    const raised = { type: 'visit:alert_raised', aggregateId: claim.id };
    expect(await prisma.event.count({ where: raised })).toBe(1);
    expect(await kinds()).toEqual([['not_arrived', claim.id]]);
    expect(await told('visit_not_arrived')).toBe(1);
    // Whoever arrives after all needs nobody to look.
    await by(anna);
    expect(await kinds()).toEqual([]);
  });

  test('are raised for whoever has not left, after as many minutes as the community says', async () => {
    await prisma.communitySetting.create({
      data: { communityId: visit.community.id, key: 'visitAlertMinutes', value: 10 },
    });
    await by(anna);
    await by(ben, null, other);
    clock.set(visit.endsAt);
    clock.advance(9);
    await raiseDueAlerts(deps);
    expect(await kinds()).toEqual([]);
    clock.advance(1);
    await raiseDueAlerts(deps);
    expect(await kinds()).toHaveLength(2);
    await leaveHome(deps, ben, { claim: other.id, code: null });
    expect(await kinds()).toEqual([['overdue', claim.id]]);
  });

  test('that call for help come first, are one while open, and close with what was found', async () => {
    await by(ben, null, other);
    clock.advance(40);
    await raiseDueAlerts(deps);
    await raiseStopWord(deps, ben, { claim: other.id });
    await raiseStopWord(deps, visit.officer, { claim: other.id });
    expect(await kinds()).toEqual([
      ['stop_word', other.id],
      ['not_arrived', claim.id],
    ]);
    expect(await told('visit_stop_word')).toBe(1);
    const [call] = await findOpenAlerts(deps, visit.officer);
    const settle = (who: Helper) => settleAlert(deps, who, { id: call?.id ?? '', note: '已到现场，平安' });
    expect(await refusalCodeOf(settle(ben))).toBe('NOT_ALLOWED');
    await settle(visit.officer);
    expect(await refusalCodeOf(settle(visit.officer))).toBe('ALREADY_DONE');
    expect(await kinds()).toEqual([['not_arrived', claim.id]]);
    // Said again, it is heard again.
    await raiseStopWord(deps, ben, { claim: other.id });
    expect((await kinds())[0]).toEqual(['stop_word', other.id]);
  });

  test('are raised about a visit that is shorter than the patience, once it is over too', async () => {
    const short = await visit.need(visit.endsAt, new Date(visit.endsAt.getTime() + 30 * 60_000));
    const missed = await visit.confirm(await visit.helper('卡尔'), short);
    clock.set(visit.endsAt);
    clock.advance(30);
    await raiseDueAlerts(deps);
    expect(await kinds()).toContainEqual(['not_arrived', missed.id]);
  });

  test.each([
    ['the helper', () => anna, () => [other.id]],
    ['the other helper', () => ben, () => [claim.id]],
    ['an officer', () => visit.officer, () => []],
  ])('need no arrival of whom %s told how a regular visit went', async (_who, teller, missing) => {
    const entry = await prisma.careEntry.create({
      data: {
        id: newId(),
        personId: visit.served.id,
        communityId: visit.community.id,
        level: 'close',
        interval: 'weekly',
        startsOn: visit.startsAt,
        startMinute: 540,
        durationMinutes: 120,
        addedById: visit.officer.personId,
      },
    });
    await prisma.careVisit.create({
      data: {
        id: newId(),
        entryId: entry.id,
        dueOn: visit.startsAt,
        taskId: visit.task.id,
        outcome: 'well',
        recordedById: teller().personId,
      },
    });
    clock.advance(40);
    await raiseDueAlerts(deps);
    expect((await kinds()).map(([, id]) => id)).toEqual(missing());
  });

  test('show what was said with the call, all of it, and the helper’s phone while they stand', async () => {
    await keepContactPoint(prisma, deps, { personId: ben.personId, kind: 'phone', value: '13800000000' });
    await raiseStopWord(deps, ben, { claim: other.id, note: '他摔倒了' });
    await raiseStopWord(deps, ben, { claim: other.id, note: '快来' });
    expect(await told('visit_stop_word')).toBe(1);
    const read = `{ visitAlerts { said phone } }`;
    const { data } = await asker(schema, deps)(visit.officer, read);
    expect(data).toEqual({ visitAlerts: [{ said: '他摔倒了\n快来', phone: '+8613800000000' }] });
    const seen = await prisma.contactView.findMany({ where: { subjectId: ben.personId } });
    expect(seen).toMatchObject([{ what: 'helper_phone', viewerId: visit.officer.personId }]);
    // A new call begins anew.
    const [call] = await findOpenAlerts(deps, visit.officer);
    await settleAlert(deps, visit.officer, { id: call?.id ?? '', note: '已送医' });
    await raiseStopWord(deps, ben, { claim: other.id });
    expect(await findOpenAlerts(deps, visit.officer)).toMatchObject([{ said: null }]);
  });

  test('that stand are found among however many that were overtaken', async () => {
    const day = 86_400_000;
    for (let at = 1; at <= 201; at += 1) {
      const startsAt = new Date(visit.startsAt.getTime() - at * day);
      const endsAt = new Date(startsAt.getTime() + 3_600_000);
      const { needId } = visit.task;
      const past = await createTask(prisma, { needId, startsAt, endsAt, maximumPlaces: 1 });
      const { id } = await createClaim(prisma, past, { personId: anna.personId, state: 'attended' });
      await prisma.visitAlert.create({
        data: { id: newId(), claimId: id, kind: 'not_arrived', raisedAt: endsAt },
      });
    }
    clock.advance(40);
    await raiseDueAlerts(deps);
    await raiseStopWord(deps, ben, { claim: other.id });
    const [first, ...rest] = await kinds();
    expect(first).toEqual(['stop_word', other.id]);
    expect(rest.map(([kind]) => kind)).toEqual(['not_arrived', 'not_arrived']);
  });

  test('are another committee’s own, and a stranger raises none', async () => {
    const there = await createVisit(deps);
    clock.advance(40);
    await raiseDueAlerts(deps);
    expect(await kinds()).toHaveLength(2);
    expect(await findOpenAlerts(deps, there.officer)).toEqual([]);
    expect(await refusalCodeOf(raiseStopWord(deps, there.officer, { claim: claim.id }))).toBe('NOT_FOUND');
    expect(await refusalCodeOf(raiseStopWord(deps, ben, { claim: claim.id }))).toBe('NOT_FOUND');
  });
});
