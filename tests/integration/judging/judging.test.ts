import { beforeEach, describe, expect, test } from 'vitest';
import { newId } from '~/server/database/id';
import { closeUnjudged } from '~/server/modules/judging/close-unjudged';
import { judgeFollowed } from '~/server/modules/judging/judge-followed';
import { judgeNeed } from '~/server/modules/judging/judge-need';
import { listNeedsToAsk, listNeedsToPlanAgain } from '~/server/modules/judging/queries';
import { takeDownJudgement } from '~/server/modules/judging/take-down-judgement';
import { followRequest } from '~/server/modules/intake/follow-request';
import { inTransaction } from '~/server/database/transaction';
import { proposeRecord } from '~/server/modules/hours/propose-record';
import { findNotices } from '~/server/modules/notifications/queries';
import { markNoShow } from '~/server/modules/attendance/mark-no-show';
import { settleNeeds } from '~/server/modules/needs/settle-needs';
import { anonymous } from '~/server/policy/actor';
import { actorFor, createMember } from '~/tests/factories/actor';
import { createClaim } from '~/tests/factories/claim';
import { createOrganisation } from '~/tests/factories/organisation';
import { createRecord } from '~/tests/factories/record';
import { createTestDatabase } from '~/tests/setup/database';
import { TestClock, testDeps } from '~/tests/setup/deps';
import { refusalCodeOf } from '~/tests/setup/refusal';
import { createServed, type Served } from './setting';

const database = await createTestDatabase();
const { prisma } = database;
const clock = new TestClock();
const deps = testDeps(database, { clock });

const solved = { round: null, judgement: 'solved', satisfaction: null, thanks: null, remark: null } as const;
const notSolved = { ...solved, judgement: 'not_solved', remark: '灯还是不亮' } as const;
const byPhone = { channel: 'phone', word: 'served' } as const;

let served: Served;
let addresses = 0;

beforeEach(async () => {
  clock.set('2026-03-02T01:00:00Z');
  served = await createServed(deps, clock);
  addresses += 1;
});

const takeDown = (said: object = solved, actor: Served['officer'] = served.officer) =>
  takeDownJudgement(deps, actor, { need: served.needId, ...byPhone, ...solved, ...said });
const byLink = (said: object = solved, actor = anonymous(), code = served.code) =>
  judgeFollowed(
    deps,
    actor,
    { number: served.intake.number, code, ...solved, ...said },
    `192.0.2.${addresses}`,
  );
const actionsOf = async () =>
  (await prisma.history.findMany({ where: { subjectId: served.needId }, orderBy: { id: 'asc' } })).map(
    (row) => row.action,
  );

describe('help that is over', () => {
  test('waits to be judged, and whoever asked is told so', async () => {
    expect(await served.read()).toMatchObject({ status: 'completed', round: 1, completedAt: clock.now() });
    const told = await followRequest(
      deps,
      anonymous(),
      { number: served.intake.number, code: served.code },
      `192.0.2.${addresses}`,
    );
    expect(told).toMatchObject({ state: 'to_judge', round: 1 });
    expect(await listNeedsToAsk(deps, served.officer)).toMatchObject([{ need: { id: served.needId } }]);
  });

  test('is asked about by its own committee alone', async () => {
    const elsewhere = await createServed(deps, clock);
    const asked = await listNeedsToAsk(deps, served.officer);
    expect(asked.map(({ need }) => need.id)).not.toContain(elsewhere.needId);
    expect(await refusalCodeOf(takeDown(solved, elsewhere.officer))).toBe('NOT_FOUND');
    expect(await refusalCodeOf(listNeedsToAsk(deps, served.helper))).toBe('NOT_ALLOWED');
  });
});

describe('a judgement', () => {
  test.each(['solved', 'partly'] as const)(
    '%s closes it, with whose word it is and who wrote it',
    async (judgement) => {
      await takeDown({ judgement, satisfaction: 'satisfied', channel: 'paper' });
      expect(await served.read()).toMatchObject({
        status: 'closed',
        judgement,
        judgements: [
          {
            round: 1,
            judgement,
            satisfaction: 'satisfied',
            channel: 'paper',
            judgedById: served.servedPersonId,
            takenDownById: served.officer.personId,
          },
        ],
      });
      const history = await prisma.history.findFirst({
        where: { subjectId: served.needId, action: 'need:judged' },
      });
      expect(history).toMatchObject({ fromState: 'completed', toState: 'closed', channel: 'paper' });
    },
  );

  test('by link needs no account and no name', async () => {
    expect(await byLink({ satisfaction: 'satisfied' })).toMatchObject({
      state: 'completed',
      judgement: 'solved',
    });
    expect((await served.read()).judgements).toMatchObject([
      { channel: 'web', judgedById: null, takenDownById: null },
    ]);
  });

  test('by the person served in the app is their own', async () => {
    await judgeNeed(deps, actorFor(served.servedPersonId), { need: served.needId, ...solved });
    expect((await served.read()).judgements).toMatchObject([
      { judgedById: served.servedPersonId, takenDownById: null },
    ]);
  });

  test('by whoever acts for them names both', async () => {
    const proxy = {
      ...actorFor(newId()),
      onBehalfOfId: served.servedPersonId,
      proxyScope: ['judge'] as const,
      capacity: 'proxy' as const,
    };
    const { id } = await prisma.person.create({
      data: { id: proxy.personId ?? '', displayName: 'Daughter' },
    });
    await judgeNeed(deps, proxy, { need: served.needId, ...solved });
    expect((await served.read()).judgements).toMatchObject([
      { judgedById: served.servedPersonId, takenDownById: id },
    ]);
  });

  test('is given once a round', async () => {
    await takeDown();
    for (const again of [() => takeDown(), () => byLink(), () => byLink({ round: 1 })])
      expect(await refusalCodeOf(again())).toBe('ALREADY_DONE');
    expect((await served.read()).judgements).toHaveLength(1);
  });

  test('of two at once is one', async () => {
    const answers = await Promise.allSettled([takeDown(), byLink(notSolved), takeDown(notSolved), byLink()]);
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await served.read()).judgements).toHaveLength(1);
  });

  test('comes too early before the help is over', async () => {
    await prisma.need.update({ where: { id: served.needId }, data: { status: 'in_progress' } });
    for (const early of [takeDown, byLink]) expect(await refusalCodeOf(early())).toBe('WRONG_STATE');
  });

  test('with a guessed code is refused like a number that is not there', async () => {
    const wrong = String((Number(served.code) + 1) % 1_000_000).padStart(6, '0');
    for (let guess = 0; guess < 10; guess += 1)
      expect(await refusalCodeOf(byLink(solved, anonymous(), wrong))).toBe('NOT_FOUND');
    expect(await refusalCodeOf(byLink())).toBe('TOO_MANY_ATTEMPTS');
    expect(await served.read()).toMatchObject({ status: 'completed', judgements: [] });
  });

  test('takes thanks to those who helped, without a name', async () => {
    await byLink({ thanks: '谢谢你们' });
    const [notice] = await findNotices(deps, served.helper, 5);
    expect(notice).toMatchObject({ kind: 'need_thanked', reason: '谢谢你们' });
    expect(JSON.stringify(notice)).not.toContain('秀英');
  });

  test('of an activity is not asked for', async () => {
    await prisma.need.update({ where: { id: served.needId }, data: { kind: 'activity' } });
    expect(await refusalCodeOf(takeDown())).toBe('WRONG_STATE');
  });
});

describe('whoever served', () => {
  test.each(['confirmed', 'checked_in', 'attended', 'no_show'] as const)(
    'with a place %s takes nothing down, as officer, for the person served or by link while signed in',
    async (state) => {
      await prisma.claim.update({ where: { id: served.claim.id }, data: { state } });
      const { personId } = served.helper;
      const asOfficer = await served.colleague(personId);
      const asProxy = {
        ...served.helper,
        onBehalfOfId: served.servedPersonId,
        proxyScope: ['judge'] as const,
        capacity: 'proxy' as const,
      };
      const tries = [
        () => takeDown(solved, asOfficer),
        () => takeDown({ channel: 'paper', word: 'requester' }, asOfficer),
        () => judgeNeed(deps, asProxy, { need: served.needId, ...solved }),
        () => byLink(solved, served.helper),
        () => byLink(solved, asOfficer),
      ];
      for (const attempt of tries) expect(await refusalCodeOf(attempt())).toBe('SAME_PERSON');
      expect(await refusalCodeOf(judgeNeed(deps, served.helper, { need: served.needId, ...solved }))).toBe(
        'NOT_FOUND',
      );
      expect((await served.read()).judgements).toEqual([]);
    },
  );

  test('whose place was given back before is free to', async () => {
    await prisma.claim.update({ where: { id: served.claim.id }, data: { state: 'withdrawn' } });
    await takeDown(solved, await served.colleague(served.helper.personId));
    expect(await served.read()).toMatchObject({ status: 'closed' });
  });

  test('by a record of hours alone takes nothing down', async () => {
    const officer = await served.colleague();
    await createRecord(
      prisma,
      { community: served.community, organisation: served.committee, need: await served.read() },
      { personId: officer.personId },
    );
    expect(await refusalCodeOf(takeDown(solved, officer))).toBe('SAME_PERSON');
  });

  test('by running the unit that sent people takes nothing down', async () => {
    const team = await createOrganisation(prisma, { communityId: served.community.id });
    const officer = await served.colleague();
    await createMember(prisma, team, 'coordinator', officer.personId);
    await prisma.claim.update({ where: { id: served.claim.id }, data: { organisationId: team.id } });
    expect(await refusalCodeOf(takeDown(solved, officer))).toBe('SAME_PERSON');
    await takeDown();
    expect(await served.read()).toMatchObject({ status: 'closed' });
  });

  test('an officer who asked or is served writes no own word down', async () => {
    const asServed = await served.colleague(served.servedPersonId);
    expect(await refusalCodeOf(takeDown(solved, asServed))).toBe('SAME_PERSON');
  });
});

describe('what was not solved', () => {
  test('is opened again under its number with a new clock, and counts nothing of what was', async () => {
    clock.advance(60);
    await takeDown(notSolved);
    const need = await served.read();
    expect(need).toMatchObject({
      number: served.intake.number,
      status: 'open',
      round: 2,
      reopenedAt: clock.now(),
      dueAt: new Date(clock.now().getTime() + 7 * 86_400_000),
      completedAt: null,
      startsAt: null,
      places: 0,
      placesTaken: 0,
    });
    expect((await actionsOf()).slice(-2)).toEqual(['need:judged', 'need:reopened']);
    await settleNeeds(deps);
    expect(await served.read()).toMatchObject({ status: 'open' });
    expect(await listNeedsToPlanAgain(deps, served.officer)).toMatchObject([{ id: served.needId }]);
    expect(await listNeedsToAsk(deps, served.officer)).toEqual([]);
  });

  test('is told to those who run its days, but for who wrote it down', async () => {
    const colleague = await served.colleague();
    await takeDown(notSolved);
    const told = await findNotices(deps, colleague, 5);
    expect(told.map(({ kind, detail }) => [kind, detail])).toContainEqual([
      'need_reopened',
      { needId: served.needId },
    ]);
    const own = await findNotices(deps, served.officer, 5);
    expect(own.map(({ kind }) => kind)).not.toContain('need_reopened');
  });

  test('is told to every officer when it came by link', async () => {
    await byLink(notSolved);
    expect(await findNotices(deps, served.officer, 5)).toMatchObject([{ kind: 'need_reopened' }]);
  });

  test('is not judged twice by the same page', async () => {
    await byLink({ ...notSolved, round: 1 });
    expect(await refusalCodeOf(byLink({ ...solved, round: 1 }))).toBe('ALREADY_DONE');
  });

  test('is planned, served and judged again, both rounds kept', async () => {
    await byLink({ ...notSolved, round: 1 });
    clock.advance(10);
    const task = await served.planAgain();
    expect(await served.read()).toMatchObject({ startsAt: task.startsAt, endsAt: task.endsAt, places: 2 });
    expect(await listNeedsToPlanAgain(deps, served.officer)).toEqual([]);
    const claim = await createClaim(prisma, task, { personId: served.helper.personId });
    clock.advance(27 * 60);
    await settleNeeds(deps);
    await settleNeeds(deps);
    await prisma.claim.update({ where: { id: claim.id }, data: { state: 'attended' } });
    expect(await served.read()).toMatchObject({ status: 'completed', placesTaken: 1 });
    await takeDown({ judgement: 'solved', round: 2 });
    const need = await served.read();
    expect(need).toMatchObject({ status: 'closed', judgement: 'solved', number: served.intake.number });
    expect(need.judgements.map(({ round, judgement }) => [round, judgement]).sort()).toEqual([
      [1, 'not_solved'],
      [2, 'solved'],
    ]);
    expect(await prisma.task.count({ where: { needId: served.needId } })).toBe(2);
  });

  test('keeps its sums when somebody is marked absent from the round before', async () => {
    await prisma.claim.update({ where: { id: served.claim.id }, data: { state: 'confirmed' } });
    await takeDown(notSolved);
    await served.planAgain();
    await markNoShow(deps, served.officer, { claim: served.claim.id });
    expect(await served.read()).toMatchObject({ places: 2, placesTaken: 0 });
  });
});

describe('what nobody says anything about', () => {
  test('is closed after the days its community waits, once, on however many nodes', async () => {
    clock.advance(7 * 24 * 60 - 1);
    expect(await closeUnjudged(deps)).toBe(0);
    clock.advance(1);
    await Promise.all([closeUnjudged(deps), closeUnjudged(deps), closeUnjudged(deps)]);
    await closeUnjudged(deps);
    expect(await served.read()).toMatchObject({
      status: 'closed',
      judgement: 'not_judged',
      judgements: [{ judgement: 'not_judged', judgedById: null, takenDownById: null }],
    });
    expect((await actionsOf()).filter((action) => action === 'need:not_judged')).toHaveLength(1);
    for (const late of [takeDown, byLink]) expect(await refusalCodeOf(late())).toBe('TOO_LATE');
  });

  test('waits as long as the community says', async () => {
    await prisma.communitySetting.create({
      data: { communityId: served.community.id, key: 'judgementDays', value: 2 },
    });
    clock.advance(2 * 24 * 60);
    await closeUnjudged(deps);
    expect(await served.read()).toMatchObject({ status: 'closed' });
  });
});

describe('hours of the round', () => {
  const record = (state: 'proposed' | 'confirmed', daysAgo = 0) =>
    served.read().then((need) =>
      createRecord(
        prisma,
        { community: served.community, organisation: served.committee, need },
        {
          personId: served.helper.personId,
          state,
          startsAt: new Date(served.task.startsAt.getTime() - daysAgo * 86_400_000),
          ...(state === 'confirmed'
            ? { confirmerId: served.officer.personId, confirmedAt: clock.now() }
            : {}),
        },
      ),
    );
  const levelOf = async (id: string) =>
    (await prisma.serviceRecord.findUniqueOrThrow({ where: { id } })).evidenceLevel;

  test('that wait for confirmation are confirmed by the person served; those confirmed stay', async () => {
    const [waiting, confirmed] = [await record('proposed'), await record('confirmed', 1)];
    await takeDown();
    expect([await levelOf(waiting.id), await levelOf(confirmed.id)]).toEqual([4, 2]);
  });

  /** The task of the next round, over and judged by the person served. */
  async function secondRound() {
    await takeDown(notSolved);
    clock.advance(10);
    const task = await served.planAgain();
    clock.advance(27 * 60);
    await settleNeeds(deps);
    await settleNeeds(deps);
    return task;
  }

  test('of an earlier round gain nothing by the next, however late they were written', async () => {
    const { task, committee, community, helper } = served;
    await secondRound();
    const late = await createRecord(
      prisma,
      { community, organisation: committee, need: await served.read(), task },
      { personId: helper.personId, startsAt: new Date(clock.now().getTime() - 3_600_000) },
    );
    await takeDown({ round: 2 });
    expect(await levelOf(late.id)).toBe(2);
  });

  const propose = async (claimId: string, of: { startsAt: Date; endsAt: Date }) => {
    const { startsAt, endsAt } = of;
    const service = { claimId, startsAt, endsAt, minutes: 60, evidenceLevel: 2 };
    const { id } = await inTransaction(deps, served.officer, (tx) =>
      proposeRecord(tx, deps, served.officer, service),
    );
    return levelOf(id);
  };

  test('that are written after it was solved are confirmed by it, those of an earlier round are not', async () => {
    const task = await secondRound();
    const claim = await createClaim(prisma, task, { personId: served.helper.personId, state: 'attended' });
    await takeDown({ round: 2 });
    expect(await propose(claim.id, task)).toBe(4);
    expect(await propose(served.claim.id, served.task)).toBe(2);
  });

  test('that are written after a link said it was solved gain nothing', async () => {
    await byLink();
    expect(await propose(served.claim.id, served.task)).toBe(2);
  });

  test('gain nothing by a link, whose hand nobody knows, nor by what was not solved', async () => {
    const waiting = await record('proposed');
    await byLink();
    expect(await levelOf(waiting.id)).toBe(2);
  });
});
