import { describe, expect, test } from 'vitest';
import { parse } from 'graphql';
import type { ClaimState } from '~/generated/prisma/enums';
import type { Context } from '~/server/graphql/context';
import { createExecute } from '~/server/graphql/execute';
import { schema } from '~/server/graphql/schema';
import { findNeed } from '~/server/modules/needs/queries';
import { findTask, findTasksOfClaims } from '~/server/modules/tasks/queries';
import { isTouched } from '~/server/realtime/touched';
import { findOpenFeeds } from '~/server/realtime/rooms';
import { createClaim, createClaimant, createScene } from '~/tests/factories/claim';
import { createPerson } from '~/tests/factories/person';
import { createTask } from '~/tests/factories/task';
import { createTestDatabase } from '~/tests/setup/database';
import { TestClock, testDeps } from '~/tests/setup/deps';

const database = await createTestDatabase();
const { prisma } = database;
const clock = new TestClock();
const deps = testDeps(database, { clock });

/** Help at a home in two visits, and somebody with a claim of the first, whose identity nobody has checked (any more). */
async function homeWith(state: ClaimState, placeKind: 'private_home' | 'unit' = 'private_home') {
  const served = await createPerson(prisma);
  const { need, task, ...scene } = await createScene(prisma, {
    need: { kind: 'help', placeKind, servedPersonId: served.id, bring: '一副手套' },
  });
  const later = await createTask(prisma, {
    needId: need.id,
    startsAt: new Date(task.startsAt.getTime() + 7 * 86_400_000),
    endsAt: new Date(task.endsAt.getTime() + 7 * 86_400_000),
  });
  const who = await createClaimant(prisma, { homeCommunityId: scene.community.id });
  const claim = await createClaim(prisma, task, { personId: who.personId, state });
  const feeds = async () => [
    ...(await findOpenFeeds(deps, who, [`need:${need.id}`, `task:${task.id}`, `task:${later.id}`])),
  ];
  return { need, task, later, who, claim, feeds, served };
}

const live: ClaimState[] = ['invited', 'requested', 'waitlisted', 'offered', 'confirmed', 'checked_in'];
const ended: ClaimState[] = ['withdrawn', 'declined', 'released', 'expired', 'no_show'];

describe('help at a home', () => {
  test.each(live)('is open to whoever has a claim that is %s', async (state) => {
    const { need, later, who, feeds } = await homeWith(state);
    expect(await findNeed(deps, who, need.id)).toMatchObject({ bring: '一副手套', endsAt: later.endsAt });
    expect(await findTask(deps, who, later.id)).not.toBeNull();
    expect(await feeds()).toHaveLength(3);
  });

  test.each(ended)('is not there for whoever had a claim that is %s', async (state) => {
    const { need, task, who, feeds } = await homeWith(state);
    expect(await findNeed(deps, who, need.id)).toBeNull();
    expect(await findTask(deps, who, task.id)).toBeNull();
    expect(await feeds()).toEqual([]);
  });

  test('leaves whoever was there their own task, which their hours are made of', async () => {
    const { need, task, later, who, feeds } = await homeWith('attended');
    clock.set(new Date(task.endsAt.getTime() + 1).toISOString());
    expect(await findNeed(deps, who, need.id)).toMatchObject({
      title: need.title,
      summary: '',
      bring: null,
      startsAt: task.startsAt,
      endsAt: task.endsAt,
      next: null,
      places: task.maximumPlaces,
      onlyTaskIds: [task.id],
    });
    expect(await findTask(deps, who, task.id)).not.toBeNull();
    expect(await findTask(deps, who, later.id)).toBeNull();
    expect(await feeds()).toEqual([`task:${task.id}`]);
  });

  test('is remembered by a claim that ended as it was then', async () => {
    const { task, who, claim } = await homeWith('released');
    await prisma.claim.update({ where: { id: claim.id }, data: { stateSince: clock.now() } });
    await prisma.task.update({
      where: { id: task.id },
      data: {
        startsAt: new Date(task.startsAt.getTime() + 3_600_000),
        cancelledAt: new Date(clock.now().getTime() + 1),
        isOpen: false,
      },
    });
    const [remembered] = await findTasksOfClaims(deps, who, [claim.id]);
    expect(remembered).toMatchObject({
      title: task.title,
      startsAt: task.startsAt,
      cancelledAt: null,
      need: { bring: null, startsAt: null, endsAt: null, next: null },
    });
    const stranger = await createClaimant(prisma);
    expect(await findTasksOfClaims(deps, stranger, [claim.id])).toEqual([null]);
  });

  test('stands in the list of past claims, with the need as far as it is remembered', async () => {
    const { need, task, who } = await homeWith('released');
    const context: Context = {
      deps,
      actor: who,
      locale: 'en',
      requestId: 'test',
      clientAddress: '192.0.2.7',
      userAgent: null,
      cookies: { append: () => undefined },
    };
    const source = `{ myClaims(past: true) { edges { node { state task {
      title startsAt cancelledAt regularVisit { id }
      need { title placeKind bring next { startsAt } may tasks { id } history { id } community { name } }
    } } } } }`;
    const { data, errors } = await createExecute(schema, deps.log)(parse(source), {}, context);
    expect(errors).toBeUndefined();
    expect(JSON.parse(JSON.stringify(data))).toMatchObject({
      myClaims: {
        edges: [
          {
            node: {
              state: 'released',
              task: {
                startsAt: task.startsAt.toISOString(),
                need: { title: need.title, bring: null, next: null, may: [], tasks: [], history: [] },
              },
            },
          },
        ],
      },
    });
  });

  test('is asked for anew by whoever follows it and whose claim changed, and by nobody else', async () => {
    const { need, who, claim } = await homeWith('confirmed');
    const event = {
      position: 1,
      type: 'claim:released',
      aggregateType: 'claim',
      aggregateId: claim.id,
      feeds: [`need:${need.id}`, `person:${who.personId}`],
      payload: {},
    };
    const watching = (actor: typeof who, feed: `need:${string}` | 'board') => ({
      actor,
      follows: (asked: string) => asked === feed,
      followsAny: (test: (feed: `need:${string}` | 'board') => boolean) => test(feed),
    });
    expect(isTouched(event, watching(who, `need:${need.id}`))).toBe('feeds');
    expect(isTouched(event, watching(who, 'board'))).toBeNull();
    expect(isTouched(event, watching(await createClaimant(prisma), `need:${need.id}`))).toBeNull();
  });
});

test('elsewhere a claim that ended goes on opening what its need was', async () => {
  const { need, who } = await homeWith('released', 'unit');
  await prisma.need.update({ where: { id: need.id }, data: { status: 'draft' } });
  expect(await findNeed(deps, who, need.id)).not.toBeNull();
});
