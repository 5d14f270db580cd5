import { beforeEach, describe, expect, test } from 'vitest';
import { encodeId } from '~/server/database/id';
import { joinWaitlist } from '~/server/modules/claims/join-waitlist';
import { holdDraws } from '~/server/modules/draws/hold-draws';
import { unsafeFindDraws } from '~/server/modules/draws/queries';
import { setDraw } from '~/server/modules/draws/set-draw';
import { PostNeedInput } from '~/server/modules/needs/input';
import { postNeed } from '~/server/modules/needs/post-need';
import { publishNeed } from '~/server/modules/needs/publish-need';
import { changeFollowing } from '~/server/modules/series/change-following';
import { moveDate } from '~/server/modules/series/move-date';
import { setSeries } from '~/server/modules/series/set-series';
import { createClaimant, createScene, type Scene } from '~/tests/factories/claim';
import { createTask } from '~/tests/factories/task';
import { createTestDatabase } from '~/tests/setup/database';
import { TestClock, testDeps } from '~/tests/setup/deps';
import { refusalCodeOf } from '~/tests/setup/refusal';

const database = await createTestDatabase();
const { pool, prisma } = database;
const clock = new TestClock();
const deps = testDeps(database, { clock });
const hour = 3_600_000;

const monday = new Date('2026-03-02T01:00:00Z');
const saturday = new Date('2026-03-07T01:00:00Z');
const closesAt = new Date(saturday.getTime() - 48 * hour);

let scene: Scene;
beforeEach(async () => {
  clock.set(monday);
  const endsAt = new Date(saturday.getTime() + 2 * hour);
  scene = await createScene(prisma, {
    task: { title: 'Serving', startsAt: saturday, endsAt, maximumPlaces: 2 },
  });
  await setDraw(deps, scene.coordinator, { task: scene.task.id, closesAt });
});

const needNow = () => prisma.need.findUniqueOrThrow({ where: { id: scene.need.id } });
const taskNow = (id = scene.task.id) => prisma.task.findUniqueOrThrow({ where: { id } });
const dropped = { allocation: 'first_come', drawClosesAt: null };
const pending = { allocation: 'draw_pending', drawClosesAt: closesAt };
const earlier = (hours: number) => ({
  startsAt: new Date(saturday.getTime() - hours * hour),
  endsAt: new Date(saturday.getTime() - (hours - 2) * hour),
});

const edit = async (changes: object) => {
  const { id, title, version } = await needNow();
  const task = await taskNow();
  const input = PostNeedInput.parse({
    id: encodeId('Need', id),
    version,
    community: encodeId('Community', scene.community.id),
    title,
    summary: 'Serve a warm meal.',
    tasks: [{ ...task, id: encodeId('Task', task.id), ...changes }],
  });
  return postNeed(deps, scene.coordinator, input);
};

describe('a task whose places are drawn', () => {
  test('loses its draw when it is moved to less than a day after its closing, and keeps it otherwise', async () => {
    await edit({ ...earlier(24), title: 'Cooking' });
    expect(await taskNow()).toMatchObject({ ...pending, title: 'Cooking' });
    await edit(earlier(25));
    expect(await taskNow()).toMatchObject(dropped);
    expect(await unsafeFindDraws(deps, [scene.task.id])).toEqual([null]);
    const told = await prisma.history.count({
      where: { subjectId: scene.need.id, action: 'need:draw_dropped' },
    });
    expect(told).toBe(1);
  });

  test('is not moved once somebody has entered', async () => {
    await joinWaitlist(deps, await createClaimant(prisma), { task: scene.task.id });
    expect(await refusalCodeOf(edit(earlier(25)))).toBe('TASK_HELD');
    expect(await taskNow()).toMatchObject({ ...pending, startsAt: saturday });
  });

  test('loses its draw when its date of a series is moved', async () => {
    await prisma.community.update({ where: { id: scene.community.id }, data: { timeZone: 'Asia/Shanghai' } });
    const { id, version } = await needNow();
    const rhythm = { need: id, version, startsOn: '2026-03-07', rule: 'FREQ=WEEKLY;BYDAY=SA;COUNT=2' };
    await setSeries(deps, scene.coordinator, rhythm as never);
    const series = await prisma.series.findFirstOrThrow({ where: { needId: id } });
    const moved = { series: series.id, occurrence: 0, to: '2026-03-05' };
    await moveDate(deps, scene.coordinator, moved as never);
    expect(await taskNow()).toMatchObject({ ...dropped, ...earlier(48) });
  });

  test('loses its draw when all that follow begin earlier', async () => {
    await prisma.community.update({ where: { id: scene.community.id }, data: { timeZone: 'Asia/Shanghai' } });
    const { id, version } = await needNow();
    const rhythm = { need: id, version, startsOn: '2026-03-07', rule: 'FREQ=WEEKLY;BYDAY=SA;COUNT=2' };
    await setSeries(deps, scene.coordinator, rhythm as never);
    const latest = new Date(saturday.getTime() - 24 * hour);
    await setDraw(deps, scene.coordinator, { task: scene.task.id, closesAt: latest });
    const task = { ...(await taskNow()), requiredSkills: [], usefulSkills: [], ...earlier(1) };
    const change = { need: id, version: (await needNow()).version, task };
    await changeFollowing(deps, scene.coordinator, change as never);
    expect(await taskNow()).toMatchObject({ ...dropped, ...earlier(1) });
  });

  test('opens to whoever comes first when its draw closed while it was a draft', async () => {
    await prisma.need.update({ where: { id: scene.need.id }, data: { status: 'draft', publishedAt: null } });
    await prisma.task.update({ where: { id: scene.task.id }, data: { isOpen: false } });
    const later = await createTask(prisma, { needId: scene.need.id, startsAt: saturday, isOpen: false });
    const stillOpen = new Date(closesAt.getTime() + hour);
    await setDraw(deps, scene.coordinator, { task: later.id, closesAt: stillOpen });
    clock.set(closesAt);
    await publishNeed(deps, scene.coordinator, { id: scene.need.id });
    await holdDraws(deps);
    expect(await taskNow()).toMatchObject({ ...dropped, isOpen: true });
    expect(await taskNow(later.id)).toMatchObject({ allocation: 'draw_pending', isOpen: true });
  });

  test('is not drawn any more once it has begun', async () => {
    await joinWaitlist(deps, await createClaimant(prisma), { task: scene.task.id });
    clock.set(saturday);
    await holdDraws(deps);
    expect(await taskNow()).toMatchObject(pending);
  });
});

test('a draw that cannot be held does not keep the others from being held', async () => {
  const other = await createTask(prisma, { needId: scene.need.id, startsAt: saturday });
  const last = new Date(closesAt.getTime() + hour);
  await setDraw(deps, scene.coordinator, { task: other.id, closesAt: last });
  await pool.query(`
    CREATE FUNCTION refuse_one_draw() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'This draw cannot be held'; END $$;
    CREATE TRIGGER refuse_one_draw BEFORE UPDATE ON "Draw" FOR EACH ROW
      WHEN (OLD."taskId" = '${scene.task.id}'::uuid) EXECUTE FUNCTION refuse_one_draw()`);
  clock.set(last);
  try {
    await holdDraws(deps);
  } finally {
    await pool.query('DROP FUNCTION refuse_one_draw() CASCADE');
  }
  expect(await taskNow(other.id)).toMatchObject({ allocation: 'drawn' });
  expect(await taskNow()).toMatchObject({ allocation: 'draw_pending' });
  await holdDraws(deps);
  expect(await taskNow()).toMatchObject({ allocation: 'drawn' });
});
