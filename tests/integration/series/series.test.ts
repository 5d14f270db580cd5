import { Temporal } from 'temporal-polyfill';
import { beforeEach, describe, expect, test } from 'vitest';
import { newId } from '~/server/database/id';
import { claimTask } from '~/server/modules/claims/claim-task';
import { findBoard } from '~/server/modules/needs/board';
import { emptyFilter } from '~/server/modules/needs/board-filter';
import { cancelNeed } from '~/server/modules/needs/cancel-need';
import { cancelTask } from '~/server/modules/needs/cancel-task';
import { findNextWindows } from '~/server/modules/needs/next-window';
import { postNeed } from '~/server/modules/needs/post-need';
import { settleNeeds } from '~/server/modules/needs/settle-needs';
import { changeFollowing } from '~/server/modules/series/change-following';
import { endSeries } from '~/server/modules/series/end-series';
import { holdDate } from '~/server/modules/series/hold-date';
import { leaveOutDate } from '~/server/modules/series/leave-out-date';
import { makeAllDates } from '~/server/modules/series/make-all';
import { moveDate } from '~/server/modules/series/move-date';
import { unsafeDatesOfSeries, unsafeSeriesOfNeeds } from '~/server/modules/series/queries';
import { setSeries } from '~/server/modules/series/set-series';
import { anonymous } from '~/server/policy/actor';
import { InvalidInput } from '~/server/policy/refusal';
import { createMember } from '~/tests/factories/actor';
import { createClaimant, createScene, type Scene } from '~/tests/factories/claim';
import { createSkill } from '~/tests/factories/skill';
import { createTask } from '~/tests/factories/task';
import { createTestDatabase } from '~/tests/setup/database';
import { TestClock, testDeps } from '~/tests/setup/deps';
import { refusalCodeOf } from '~/tests/setup/refusal';
import type { Need, Task } from '~/generated/prisma/client';

const database = await createTestDatabase();
const { prisma } = database;
const clock = new TestClock();
const deps = testDeps(database, { clock });

let scene: Scene;

/** Lunch on Monday, 9 March, from ten to twelve in Shanghai, looked at a week before. */
beforeEach(async () => {
  clock.set(new Date('2026-03-02T01:00:00Z'));
  scene = await createScene(prisma, {
    task: {
      title: 'Serving',
      startsAt: new Date('2026-03-09T02:00:00Z'),
      endsAt: new Date('2026-03-09T04:00:00Z'),
      maximumPlaces: 3,
    },
  });
  await prisma.community.update({ where: { id: scene.community.id }, data: { timeZone: 'Asia/Shanghai' } });
});

const needNow = (): Promise<Need> => prisma.need.findUniqueOrThrow({ where: { id: scene.need.id } });
const repeat = async (rule = 'FREQ=WEEKLY;BYDAY=MO', startsOn = '2026-03-09', actor = scene.coordinator) =>
  setSeries(deps, actor, { need: scene.need.id, version: (await needNow()).version, startsOn, rule });
const seriesNow = () =>
  prisma.series.findFirstOrThrow({ where: { needId: scene.need.id }, orderBy: { id: 'desc' } });
const tasksNow = (): Promise<Task[]> =>
  prisma.task.findMany({
    where: { needId: scene.need.id, cancelledAt: null },
    orderBy: [{ startsAt: 'asc' }, { sort: 'asc' }],
  });
const startsNow = async () => (await tasksNow()).map(({ startsAt }) => startsAt.toISOString().slice(0, 16));
const daysNow = async () => (await startsNow()).map((at) => at.slice(0, 10));
const dateAt = async (occurrence: number): Promise<Task> =>
  (await tasksNow()).find((task) => task.occurrence === occurrence) ?? expect.fail('the date is there');
const noticesTo = async (personId: string) =>
  (await prisma.notice.findMany({ where: { personId } })).map(({ kind }) => kind);
const leaveOut = async (occurrence: number, reason: string | null = null) =>
  leaveOutDate(deps, scene.coordinator, { series: (await seriesNow()).id, occurrence, reason });
const end = async (from: string, reason: string | null = null) =>
  endSeries(deps, scene.coordinator, { series: (await seriesNow()).id, from, reason });

describe('a rhythm', () => {
  test('makes its dates eight weeks ahead, of all roles of the first day, skills included', async () => {
    const skill = await createSkill(prisma);
    await prisma.taskSkill.create({ data: { taskId: scene.task.id, skillId: skill.id, required: true } });
    await createTask(prisma, {
      needId: scene.need.id,
      title: 'Cooking',
      sort: 1,
      startsAt: new Date('2026-03-09T00:30:00Z'),
      endsAt: new Date('2026-03-09T04:00:00Z'),
      minimumAge: 18,
    });
    await createTask(prisma, {
      needId: scene.need.id,
      title: 'Once',
      startsAt: new Date('2026-03-11T02:00:00Z'),
    });
    await repeat();

    const made = (await tasksNow()).filter(({ seriesRoleId }) => seriesRoleId !== null);
    expect(made.map(({ title, occurrence }) => `${title} ${occurrence}`).sort()).toEqual(
      [0, 1, 2, 3, 4, 5, 6, 7].flatMap((each) => [`Cooking ${each}`, `Serving ${each}`]).sort(),
    );
    expect(made.filter(({ title }) => title === 'Cooking').every(({ minimumAge }) => minimumAge === 18)).toBe(
      true,
    );
    const last = await prisma.task.findFirstOrThrow({
      where: { needId: scene.need.id, title: 'Serving', occurrence: 7 },
      include: { skills: true },
    });
    expect(last).toMatchObject({
      startsAt: new Date('2026-04-27T02:00:00Z'),
      endsAt: new Date('2026-04-27T04:00:00Z'),
      maximumPlaces: 3,
      isOpen: true,
      skills: [{ skillId: skill.id, required: true }],
    });
    expect(await needNow()).toMatchObject({ endsAt: new Date('2026-04-27T04:00:00Z') });
    expect((await tasksNow()).filter(({ title }) => title === 'Once')).toHaveLength(1);
  });

  test('takes in a date that was made by hand, so that none stands twice', async () => {
    const byHand = await createTask(prisma, {
      needId: scene.need.id,
      title: 'Serving',
      startsAt: new Date('2026-03-16T02:00:00Z'),
      maximumPlaces: 9,
    });
    await repeat('FREQ=WEEKLY;BYDAY=MO;COUNT=3');
    expect(await daysNow()).toEqual(['2026-03-09', '2026-03-16', '2026-03-23']);
    expect(await dateAt(1)).toMatchObject({ id: byHand.id, maximumPlaces: 9 });
  });

  test('of a draft waits closed, and opens with it', async () => {
    await prisma.need.update({ where: { id: scene.need.id }, data: { status: 'draft' } });
    await prisma.task.updateMany({ where: { needId: scene.need.id }, data: { isOpen: false } });
    await repeat();
    expect((await tasksNow()).every(({ isOpen }) => !isOpen)).toBe(true);
  });

  test('goes on: the job makes each date once, however often and wherever it runs', async () => {
    await repeat();
    const before = await tasksNow();
    clock.set(new Date('2026-03-24T01:00:00Z'));
    const other = testDeps(database, { clock });
    await Promise.all([makeAllDates(deps), makeAllDates(other), makeAllDates(deps)]);
    await makeAllDates(deps);
    const after = await tasksNow();
    expect(after.length - before.length).toBe(3);
    expect(new Set(after.map(({ occurrence }) => occurrence)).size).toBe(after.length);
    expect(after.at(-1)).toMatchObject({ startsAt: new Date('2026-05-18T02:00:00Z'), occurrence: 10 });
  });

  test('keeps the board by what is to come', async () => {
    const ann = await createClaimant(prisma);
    await repeat();
    await claimTask(deps, ann, { task: scene.task.id });
    clock.set(new Date('2026-03-10T01:00:00Z'));
    await settleNeeds(deps);
    await makeAllDates(deps);
    expect(await needNow()).toMatchObject({
      status: 'in_progress',
      startsAt: new Date('2026-03-16T02:00:00Z'),
      endsAt: new Date('2026-05-04T04:00:00Z'),
      places: 24,
      placesTaken: 0,
    });
    const [next] = await findNextWindows(deps, [scene.need.id]);
    expect(next).toMatchObject({ startsAt: new Date('2026-03-16T02:00:00Z'), coming: 8 });
    const filter = { ...emptyFilter, organisation: scene.organisation.id };
    const parts = {
      community: false,
      organisation: false,
      category: false,
      atRisk: true,
      next: true,
      totalCount: false,
    };
    const board = await findBoard(deps, anonymous('web'), filter, { first: 10, after: null }, parts);
    expect(board.rows.map((row) => row.startsAt)).toEqual([new Date('2026-03-16T02:00:00Z')]);
  });

  test('longer than eight weeks always shows its next date', async () => {
    await repeat('FREQ=WEEKLY;INTERVAL=10;BYDAY=MO');
    expect(await daysNow()).toEqual(['2026-03-09']);
    clock.set(new Date('2026-03-09T04:00:01Z'));
    await makeAllDates(deps);
    expect(await daysNow()).toEqual(['2026-03-09', '2026-05-18']);
    expect(await needNow()).toMatchObject({ startsAt: new Date('2026-05-18T02:00:00Z') });
  });

  test('is not over between two dates, and is over with the last', async () => {
    await repeat('FREQ=WEEKLY;INTERVAL=10;BYDAY=MO;COUNT=2');
    for (const at of ['2026-03-09T05:00:00Z', '2026-03-20T00:00:00Z']) {
      clock.set(new Date(at));
      await settleNeeds(deps);
      await makeAllDates(deps);
      expect(await needNow()).toMatchObject({ status: 'in_progress' });
    }
    clock.set(new Date('2026-05-18T04:00:00Z'));
    await makeAllDates(deps);
    await settleNeeds(deps);
    expect(await needNow()).toMatchObject({ status: 'completed' });
    expect(await seriesNow()).toMatchObject({ finishedAt: expect.any(Date) as Date });
  });

  test.each<[string, string, () => Promise<unknown>]>([
    ['it is ended', 'FREQ=WEEKLY;BYDAY=MO', () => end('2026-03-10')],
    ['its last date is left out', 'FREQ=WEEKLY;BYDAY=MO;COUNT=2', () => leaveOut(1)],
    [
      'its last task is called off',
      'FREQ=WEEKLY;BYDAY=MO;COUNT=2',
      async () => cancelTask(deps, scene.coordinator, { id: (await dateAt(1)).id, reason: 'No kitchen' }),
    ],
  ])('of which a date is over completes its need once %s', async (_how, rule, stop) => {
    await repeat(rule);
    clock.set(new Date('2026-03-10T01:00:00Z'));
    await settleNeeds(deps);
    await makeAllDates(deps);
    await stop();
    expect(await needNow()).toMatchObject({
      status: 'in_progress',
      countsFrom: null,
      endsAt: new Date('2026-03-09T04:00:00Z'),
      places: 3,
    });
    await settleNeeds(deps);
    expect(await needNow()).toMatchObject({ status: 'completed' });
  });

  test('makes no more once its need is called off', async () => {
    await repeat();
    await cancelNeed(deps, scene.coordinator, { id: scene.need.id, reason: 'No kitchen any more' });
    clock.set(new Date('2026-04-01T01:00:00Z'));
    await makeAllDates(deps);
    expect(await seriesNow()).toMatchObject({ dueAt: null, finishedAt: clock.now() });
    expect(await tasksNow()).toEqual([]);
  });
});

describe.each([
  ['Europe/Berlin', '2026-03-20', '2026-11-01'],
  ['America/New_York', '2026-02-27', '2026-11-06'],
  ['Australia/Lord_Howe', '2026-03-27', '2026-10-09'],
])('across the changes of the clock in %s', (zone, first, last) => {
  test('every date is at the same time on the wall, with no gap and none twice', async () => {
    await prisma.community.update({ where: { id: scene.community.id }, data: { timeZone: zone } });
    const start = Temporal.ZonedDateTime.from(`${first}T09:15[${zone}]`);
    clock.set(new Date(start.subtract({ days: 3 }).epochMilliseconds));
    await prisma.task.update({
      where: { id: scene.task.id },
      data: {
        startsAt: new Date(start.epochMilliseconds),
        endsAt: new Date(start.add({ minutes: 90 }).epochMilliseconds),
      },
    });
    await repeat('FREQ=WEEKLY;BYDAY=MO,FR', first);
    // The job comes late, twice, or not for weeks.
    for (
      let day = 0, step = 1;
      clock.now() < new Date(`${last}T00:00:00Z`);
      day += step, step = (step * 7) % 23
    ) {
      clock.set(new Date(start.add({ days: day }).epochMilliseconds));
      await makeAllDates(deps);
      if (step % 2 === 0) await makeAllDates(deps);
    }
    const shown = (await tasksNow()).map(({ startsAt, endsAt }) => {
      const at = Temporal.Instant.fromEpochMilliseconds(startsAt.getTime()).toZonedDateTimeISO(zone);
      expect(endsAt.getTime() - startsAt.getTime()).toBe(90 * 60_000);
      expect(at.toPlainTime().toString()).toBe('09:15:00');
      return at.toPlainDate();
    });
    const wanted: string[] = [];
    for (let day = start.toPlainDate(); wanted.length < shown.length; day = day.add({ days: 1 }))
      if (day.dayOfWeek === 1 || day.dayOfWeek === 5) wanted.push(day.toString());
    expect(shown.map(String)).toEqual(wanted);
    expect((shown.at(-1)?.toString() ?? '') > last).toBe(true);
  });
});

describe('one date', () => {
  beforeEach(() => repeat());

  test('is left out where nobody signed up, and not made again', async () => {
    await leaveOut(2);
    expect(await daysNow()).not.toContain('2026-03-23');
    await makeAllDates(deps);
    clock.set(new Date('2026-03-10T01:00:00Z'));
    await makeAllDates(deps);
    expect(await daysNow()).not.toContain('2026-03-23');
    expect(await refusalCodeOf(leaveOut(2))).toBe('ALREADY_DONE');
  });

  test('that was left out is held after all, open and empty', async () => {
    const ann = await createClaimant(prisma);
    await claimTask(deps, ann, { task: (await dateAt(1)).id });
    await leaveOut(1, 'Rain');
    await leaveOut(10);
    const hold = async (occurrence: number) =>
      holdDate(deps, scene.coordinator, { series: (await seriesNow()).id, occurrence });
    await hold(1);
    await hold(10);
    expect(await dateAt(1)).toMatchObject({ isOpen: true, cancelReason: null, takenPlaces: 0 });
    expect(await needNow()).toMatchObject({ places: 24 });
    expect(await refusalCodeOf(hold(1))).toBe('ALREADY_DONE');
    clock.set(new Date('2026-04-21T01:00:00Z'));
    await makeAllDates(deps);
    expect(await daysNow()).toContain('2026-05-18');
    await leaveOut(7);
    clock.set(new Date('2026-04-27T03:00:00Z'));
    expect(await refusalCodeOf(hold(7))).toBe('TOO_LATE');
  });

  test('is left out before its tasks are made', async () => {
    await leaveOut(10);
    clock.set(new Date('2026-04-21T01:00:00Z'));
    await makeAllDates(deps);
    const days = await daysNow();
    expect(days).toContain('2026-05-11');
    expect(days).not.toContain('2026-05-18');
    expect(days).toContain('2026-05-25');
  });

  test('that somebody signed up for is left out with a reason alone, which they read', async () => {
    const ann = await createClaimant(prisma);
    const { id } = await dateAt(1);
    const claim = await claimTask(deps, ann, { task: id });
    expect(await refusalCodeOf(leaveOut(1))).toBe('TASK_HELD');
    expect(await noticesTo(ann.personId)).not.toContain('task_cancelled');
    await leaveOut(1, 'The kitchen is painted');
    expect(await noticesTo(ann.personId)).toContain('task_cancelled');
    expect(await prisma.claim.findUniqueOrThrow({ where: { id: claim.id } })).toMatchObject({
      state: 'released',
      reason: 'The kitchen is painted',
    });
    expect(await prisma.task.findUniqueOrThrow({ where: { id } })).toMatchObject({
      cancelReason: 'The kitchen is painted',
    });
  });

  test('is moved to another day with its time, and its own day stays free', async () => {
    const { id: series } = await seriesNow();
    await moveDate(deps, scene.coordinator, { series, occurrence: 1, to: '2026-03-18' });
    await makeAllDates(deps);
    expect((await startsNow()).slice(0, 3)).toEqual([
      '2026-03-09T02:00',
      '2026-03-18T02:00',
      '2026-03-23T02:00',
    ]);
    expect(await dateAt(1)).toMatchObject({ endsAt: new Date('2026-03-18T04:00:00Z') });
    const ann = await createClaimant(prisma);
    await claimTask(deps, ann, { task: (await dateAt(1)).id });
    expect(
      await refusalCodeOf(moveDate(deps, scene.coordinator, { series, occurrence: 1, to: '2026-03-19' })),
    ).toBe('TASK_HELD');
    await expect(
      moveDate(deps, scene.coordinator, { series, occurrence: 2, to: '2026-03-01' }),
    ).rejects.toBeInstanceOf(InvalidInput);
  });

  test('that is over or was never one is refused', async () => {
    clock.set(new Date('2026-03-09T03:00:00Z'));
    expect(await refusalCodeOf(leaveOut(0))).toBe('TOO_LATE');
    expect(await refusalCodeOf(leaveOut(9_999))).toBe('NOT_FOUND');
  });

  test('that is edited as a task stays what it is, and the others with it', async () => {
    const third = await dateAt(3);
    const need = await needNow();
    await postNeed(deps, scene.coordinator, {
      ...inputOf(need),
      tasks: [{ ...valuesOf(third), title: 'Serving outside' }],
    });
    const after = await tasksNow();
    expect(after).toHaveLength(8);
    expect(after.map(({ title }) => title).filter((title) => title !== 'Serving')).toEqual([
      'Serving outside',
    ]);
  });
});

describe('this date and all that follow', () => {
  beforeEach(() => repeat());
  const change = async (occurrence: number, values: Partial<Task>) =>
    changeFollowing(deps, scene.coordinator, {
      need: scene.need.id,
      version: (await needNow()).version,
      task: { ...valuesOf(await dateAt(occurrence)), ...values } as never,
    });

  test('change, later ones too; what came before and what somebody counts on keep their time', async () => {
    const ann = await createClaimant(prisma);
    await claimTask(deps, ann, { task: (await dateAt(4)).id });
    await change(2, {
      title: 'Serving and talking',
      maximumPlaces: 5,
      startsAt: new Date('2026-03-23T03:00:00Z'),
      endsAt: new Date('2026-03-23T04:30:00Z'),
    });
    expect(await dateAt(1)).toMatchObject({ title: 'Serving', startsAt: new Date('2026-03-16T02:00:00Z') });
    expect(await dateAt(3)).toMatchObject({
      title: 'Serving and talking',
      maximumPlaces: 5,
      startsAt: new Date('2026-03-30T03:00:00Z'),
      endsAt: new Date('2026-03-30T04:30:00Z'),
    });
    expect(await dateAt(4)).toMatchObject({
      title: 'Serving and talking',
      startsAt: new Date('2026-04-06T02:00:00Z'),
      endsAt: new Date('2026-04-06T04:00:00Z'),
    });
    expect(await noticesTo(ann.personId)).toContain('need_changed');
    const [series] = await unsafeSeriesOfNeeds(deps, [scene.need]);
    const [dates] = await unsafeDatesOfSeries(deps, series ? [series] : []);
    expect(dates?.filter(({ isOtherTime }) => isOtherTime).map(({ day }) => day)).toEqual([
      '2026-03-09',
      '2026-03-16',
      '2026-04-06',
    ]);
    expect(dates?.filter(({ held }) => held).map(({ day }) => day)).toEqual(['2026-04-06']);
    clock.set(new Date('2026-03-10T00:00:00Z'));
    await makeAllDates(deps);
    expect(await dateAt(8)).toMatchObject({
      title: 'Serving and talking',
      startsAt: new Date('2026-05-04T03:00:00Z'),
    });
  });

  test('keep their days, and at least the places that are taken', async () => {
    await expect(change(2, { startsAt: new Date('2026-03-24T02:00:00Z') })).rejects.toBeInstanceOf(
      InvalidInput,
    );
    const people = [await createClaimant(prisma), await createClaimant(prisma)];
    const { id } = await dateAt(3);
    for (const person of people) await claimTask(deps, person, { task: id });
    await change(2, { maximumPlaces: 1 });
    expect(await dateAt(2)).toMatchObject({ maximumPlaces: 1 });
    expect(await dateAt(3)).toMatchObject({ maximumPlaces: 2, takenPlaces: 2 });
  });

  test('of what somebody else edited meanwhile, or of no series, are refused', async () => {
    const task = { ...valuesOf(await dateAt(2)) } as never;
    const ask = (version: number, of = task) =>
      refusalCodeOf(changeFollowing(deps, scene.coordinator, { need: scene.need.id, version, task: of }));
    expect(await ask(1)).toBe('STALE_VERSION');
    const loose = await createTask(prisma, { needId: scene.need.id });
    expect(await ask((await needNow()).version, valuesOf(loose) as never)).toBe('WRONG_STATE');
  });
});

describe('ending a rhythm', () => {
  beforeEach(() => repeat());

  test('takes away what nobody signed up for, and keeps what somebody counts on', async () => {
    const ann = await createClaimant(prisma);
    const claim = await claimTask(deps, ann, { task: (await dateAt(5)).id });
    await end('2026-03-23');
    expect(await daysNow()).toEqual(['2026-03-09', '2026-03-16', '2026-04-13']);
    expect(await prisma.claim.findUniqueOrThrow({ where: { id: claim.id } })).toMatchObject({
      state: 'confirmed',
    });
    clock.set(new Date('2026-04-01T01:00:00Z'));
    await makeAllDates(deps);
    expect(await daysNow()).toEqual(['2026-03-09', '2026-03-16', '2026-04-13']);
    clock.set(new Date('2026-04-13T04:00:00Z'));
    await settleNeeds(deps);
    await settleNeeds(deps);
    expect(await needNow()).toMatchObject({ status: 'completed' });
  });

  test('calls off with a reason what somebody counts on, and tells them', async () => {
    const ann = await createClaimant(prisma);
    await claimTask(deps, ann, { task: (await dateAt(5)).id });
    await end('2026-03-23', 'The hall is sold');
    expect(await daysNow()).toEqual(['2026-03-09', '2026-03-16']);
    expect(await noticesTo(ann.personId)).toContain('task_cancelled');
  });

  test('on a later day makes the dates until then', async () => {
    await end('2026-06-01');
    clock.set(new Date('2026-05-01T01:00:00Z'));
    await makeAllDates(deps);
    expect((await daysNow()).at(-1)).toBe('2026-05-25');
    expect(await seriesNow()).toMatchObject({ finishedAt: expect.any(Date) as Date });
  });

  test('lets another begin, which takes in what was kept', async () => {
    const ann = await createClaimant(prisma);
    await claimTask(deps, ann, { task: (await dateAt(2)).id });
    await end('2026-03-16');
    await repeat('FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;COUNT=3', '2026-03-09');
    expect(await daysNow()).toEqual(['2026-03-09', '2026-03-23', '2026-04-06']);
  });

  test('that would leave nothing is refused: the need is called off instead', async () => {
    expect(await refusalCodeOf(end('2026-03-02'))).toBe('LAST_TASK');
    expect(await tasksNow()).toHaveLength(8);
  });
});

describe('a rhythm is refused', () => {
  test('where the rule does not fit, with what is wrong', async () => {
    const wrong = async (rule: string, startsOn?: string) =>
      repeat(rule, startsOn).then(
        () => expect.fail('not refused'),
        (error: unknown) =>
          error instanceof InvalidInput ? error.issues.map(({ message }) => message) : error,
      );
    expect(await wrong('FREQ=HOURLY')).toEqual(['server_series_rule']);
    expect(await wrong('FREQ=WEEKLY;BYDAY=TU')).toEqual(['server_series_first_day']);
    expect(await wrong('FREQ=WEEKLY;BYDAY=MO;UNTIL=20260301')).toEqual(['server_series_until']);
    expect(await wrong('FREQ=WEEKLY;BYDAY=MO', '2026-03-16')).toEqual(['server_series_no_tasks']);
  });

  test('for help, for one that goes on already, for an older version, and when it is over', async () => {
    await prisma.need.update({ where: { id: scene.need.id }, data: { kind: 'help' } });
    expect(await refusalCodeOf(repeat())).toBe('WRONG_STATE');
    await prisma.need.update({ where: { id: scene.need.id }, data: { kind: 'activity' } });
    await repeat();
    expect(await refusalCodeOf(repeat())).toBe('ALREADY_DONE');
    const stale = { need: scene.need.id, version: 1, startsOn: '2026-03-09', rule: 'FREQ=WEEKLY;BYDAY=MO' };
    expect(await refusalCodeOf(setSeries(deps, scene.coordinator, stale))).toBe('STALE_VERSION');
    await prisma.need.update({ where: { id: scene.need.id }, data: { status: 'completed' } });
    expect(await refusalCodeOf(repeat())).toBe('WRONG_STATE');
  });

  test('to everyone but those who run it and their committee', async () => {
    const other = await createScene(prisma);
    const member = await createMember(prisma, scene.organisation, 'member');
    expect(await refusalCodeOf(repeat(undefined, undefined, other.coordinator))).toBe('NOT_FOUND');
    expect(await refusalCodeOf(repeat(undefined, undefined, member))).toBe('NOT_ALLOWED');
    await repeat();
    const { id: series } = await seriesNow();
    for (const act of [
      () => leaveOutDate(deps, other.coordinator, { series, occurrence: 1, reason: null }),
      () => moveDate(deps, other.coordinator, { series, occurrence: 1, to: '2026-03-18' }),
      () => endSeries(deps, other.coordinator, { series, from: '2026-03-16', reason: null }),
      () => endSeries(deps, scene.coordinator, { series: newId(), from: '2026-03-16', reason: null }),
    ])
      expect(await refusalCodeOf(act())).toBe('NOT_FOUND');
    const officer = await createMember(prisma, scene.committee, 'officer');
    await leaveOutDate(deps, officer, { series, occurrence: 1, reason: null });
  });
});

function inputOf(need: Need) {
  return {
    id: need.id,
    version: need.version,
    organisation: need.organisationId,
    kind: need.kind,
    community: need.communityId,
    category: need.categoryId,
    title: need.title,
    summary: need.summary,
    bring: null,
    risks: null,
    urgency: need.urgency,
    placeKind: need.placeKind,
    placeName: need.placeName,
    latitude: null,
    longitude: null,
    consent: false,
  };
}

function valuesOf(task: Task) {
  return {
    id: task.id,
    title: task.title,
    startsAt: task.startsAt,
    endsAt: task.endsAt,
    minimumPlaces: task.minimumPlaces,
    maximumPlaces: task.maximumPlaces,
    minimumAge: null,
    languages: [],
    requiredSkills: [],
    usefulSkills: [],
    needsApproval: false,
    withdrawUntilMinutes: 0,
  };
}
