import { beforeEach, describe, expect, test } from 'vitest';
import { endCarePair } from '~/server/modules/care/end-pair';
import { planAllVisits } from '~/server/modules/care/plan-all';
import { findCareEntry, listCare } from '~/server/modules/care/queries';
import { claimTask } from '~/server/modules/claims/claim-task';
import { findSuggestions } from '~/server/modules/matching/suggestions';
import { findBoard } from '~/server/modules/needs/board';
import { emptyFilter } from '~/server/modules/needs/board-filter';
import { cancelNeed } from '~/server/modules/needs/cancel-need';
import { findNeed, findRegular } from '~/server/modules/needs/queries';
import { actionsOnNeed } from '~/server/modules/needs/scope';
import { findTask } from '~/server/modules/tasks/queries';
import { anonymous, type Actor } from '~/server/policy/actor';
import { findOpenFeeds } from '~/server/realtime/rooms';
import { actorFor, createMember } from '~/tests/factories/actor';
import { createOrganisation } from '~/tests/factories/organisation';
import { createPerson } from '~/tests/factories/person';
import { createTestDatabase } from '~/tests/setup/database';
import { TestClock, testDeps } from '~/tests/setup/deps';
import { refusalCodeOf } from '~/tests/setup/refusal';
import { createCareDesk, type CareDesk } from './setting';

const database = await createTestDatabase();
const { prisma } = database;
const clock = new TestClock();
const deps = testDeps(database, { clock });

let desk: CareDesk;
let paired: Actor & { personId: string };
let entry: { id: string; needId: string };
let taskId: string;

beforeEach(async () => {
  clock.set('2026-03-02T01:00:00Z');
  desk = await createCareDesk(deps);
  paired = await desk.volunteer();
  const { id, needId } = await desk.add();
  entry = { id, needId: needId ?? '' };
  await desk.pair(id, paired.personId);
  taskId = (await desk.tasksOf(id))[0]?.id ?? '';
});

type Someone = () => Promise<Actor> | Actor;
const strangers: [string, Someone][] = [
  ['the public', () => anonymous()],
  [
    'a resident',
    async () => actorFor((await createPerson(prisma, { homeCommunityId: desk.community.id })).id),
  ],
  ['another volunteer whose identity was checked', () => desk.volunteer()],
  [
    'a coordinator of a unit of the community',
    async () =>
      createMember(
        prisma,
        await createOrganisation(prisma, { communityId: desk.community.id }),
        'coordinator',
      ),
  ],
  ['a member of the committee', () => createMember(prisma, desk.committee, 'member')],
  ['an officer of another committee', async () => (await createCareDesk(deps)).officer],
];

describe('regular visits', () => {
  test.each(strangers)('are not there for %s', async (_who, someone) => {
    const actor = await someone();
    expect(await findNeed(deps, actor, entry.needId)).toBeNull();
    expect(await findTask(deps, actor, taskId)).toBeNull();
    expect(await findCareEntry(deps, actor, entry.id)).toBeNull();
    if (!actor.membership?.communityId)
      expect(await refusalCodeOf(listCare(deps, actor, {}))).toMatch(/^NOT_(ALLOWED|SIGNED_IN)$/);
    else if (actor.membership.role === 'officer') expect(await listCare(deps, actor, {})).toEqual([]);
    const feeds = [`need:${entry.needId}`, `task:${taskId}`, `community:${desk.community.id}`] as const;
    expect([...(await findOpenFeeds(deps, actor, feeds))]).toEqual([]);
    for (const mine of [true, false]) {
      const filter = { ...emptyFilter, mine, text: null };
      const { rows } = await findBoard(deps, actor, filter, { first: 50, after: null });
      expect(rows.map(({ id }) => id)).not.toContain(entry.needId);
    }
    const suggested = await findSuggestions(deps, actor, 50, 'zh-CN');
    expect(suggested.map((one) => one.taskId)).not.toContain(taskId);
  });

  test('take nobody who was not asked, even where a place was given back', async () => {
    await prisma.claim.updateMany({ where: { taskId }, data: { state: 'withdrawn' } });
    await prisma.task.update({ where: { id: taskId }, data: { takenPlaces: 0 } });
    const other = await desk.volunteer();
    expect(await refusalCodeOf(claimTask(deps, other, { task: taskId }))).toBe('NOT_OPEN');
  });

  test('are there for the pair, for whoever is visited, and for the committee', async () => {
    for (const actor of [paired, actorFor(desk.person.id), desk.officer])
      expect(await findNeed(deps, actor, entry.needId)).toMatchObject({ title: '定期探访', placeName: null });
    expect(await findCareEntry(deps, desk.officer, entry.id)).toMatchObject({ personId: desk.person.id });
  });

  test('open nothing but their own visits to the pair, and nothing at all to whoever is not paired any more', async () => {
    const other = await desk.volunteer();
    await desk.pair(entry.id, other.personId);
    await prisma.claim.updateMany({
      where: { taskId, personId: paired.personId },
      data: { state: 'withdrawn' },
    });
    const [given, own] = await desk.tasksOf(entry.id);
    expect(await findNeed(deps, paired, entry.needId)).toMatchObject({
      startsAt: own?.startsAt,
      endsAt: own?.endsAt,
      next: { startsAt: own?.startsAt, coming: 1 },
      onlyTaskIds: [own?.id],
    });
    expect(await findTask(deps, paired, given?.id ?? '')).toBeNull();
    const feeds = [`need:${entry.needId}`, `task:${given?.id}`, `task:${own?.id}`] as const;
    expect([...(await findOpenFeeds(deps, paired, feeds))]).toEqual([`task:${own?.id}`]);

    const pair = await prisma.carePair.findFirstOrThrow({ where: { volunteerId: paired.personId } });
    await endCarePair(deps, desk.officer, { pair: pair.id, reason: null });
    expect(await findNeed(deps, paired, entry.needId)).toBeNull();
    expect(await findTask(deps, paired, own?.id ?? '')).toBeNull();
    expect([...(await findOpenFeeds(deps, paired, feeds))]).toEqual([]);
  });

  test('stay closed, when the person is visited next, to whoever went once and is not paired any more', async () => {
    const other = await desk.volunteer();
    await desk.pair(entry.id, other.personId);
    await prisma.claim.updateMany({
      where: { taskId, personId: paired.personId },
      data: { state: 'attended' },
    });
    const pair = await prisma.carePair.findFirstOrThrow({ where: { volunteerId: paired.personId } });
    clock.set('2026-03-03T04:00:00Z');
    await endCarePair(deps, desk.officer, { pair: pair.id, reason: null });
    clock.set('2026-04-05T01:00:00Z');
    await planAllVisits(deps);
    const coming = (await desk.tasksOf(entry.id)).filter(({ startsAt }) => startsAt > clock.now());
    expect(coming.length).toBeGreaterThan(0);
    expect(await findNeed(deps, paired, entry.needId)).toMatchObject({ next: null, onlyTaskIds: [taskId] });
    for (const { id } of coming) expect(await findTask(deps, paired, id)).toBeNull();
  });

  test('stay out of what the committee looks for: its list of needs and its own search', async () => {
    const filter = { ...emptyFilter, mine: true };
    const { rows } = await findBoard(deps, desk.officer, filter, { first: 50, after: null });
    expect(rows.map(({ id }) => id)).not.toContain(entry.needId);
  });

  test('are not called off as a need, not by the person either: the care list ends them', async () => {
    for (const actor of [desk.officer, actorFor(desk.person.id)])
      expect(await refusalCodeOf(cancelNeed(deps, actor, { id: entry.needId, reason: '不需要了' }))).toBe(
        'WRONG_STATE',
      );
  });

  test('offer nobody what the care list alone does', async () => {
    const need = await prisma.need.findUniqueOrThrow({ where: { id: entry.needId } });
    expect(await findRegular(deps, [entry.needId, taskId])).toEqual([true, false]);
    for (const actor of [desk.officer, actorFor(desk.person.id)]) {
      expect(actionsOnNeed(actor, need)).toContain('cancel');
      const regular = actionsOnNeed(actor, { ...need, isRegular: true });
      for (const action of ['edit', 'publish', 'cancel']) expect(regular).not.toContain(action);
    }
  });

  test('leave no name and no level in events', async () => {
    const events = await prisma.event.findMany({ where: { type: { startsWith: 'care:' } } });
    const own = events.filter(({ aggregateId }) => aggregateId === entry.id);
    expect(own.length).toBeGreaterThan(0);
    for (const { payload, feeds } of own) {
      expect(payload).toEqual({ careEntryId: entry.id });
      expect(feeds).toEqual([`community:${desk.community.id}`]);
    }
  });
});
