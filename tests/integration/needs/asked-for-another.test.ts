import { beforeEach, expect, test } from 'vitest';
import { encodeId } from '~/server/database/id';
import { inTransaction } from '~/server/database/transaction';
import { cancelNeed } from '~/server/modules/needs/cancel-need';
import { cancelTask } from '~/server/modules/needs/cancel-task';
import { recordConsent } from '~/server/modules/needs/consent';
import { PostNeedInput } from '~/server/modules/needs/input';
import { postNeed } from '~/server/modules/needs/post-need';
import { publishNeed } from '~/server/modules/needs/publish-need';
import { findNeed } from '~/server/modules/needs/queries';
import { actionsOnNeed } from '~/server/modules/needs/scope';
import type { Actor } from '~/server/policy/actor';
import { actorFor } from '~/tests/factories/actor';
import { createDesk, type Desk } from '~/tests/integration/intake/setting';
import { createTestDatabase } from '~/tests/setup/database';
import { TestClock, testDeps } from '~/tests/setup/deps';
import { refusalCodeOf } from '~/tests/setup/refusal';

const database = await createTestDatabase();
const { prisma } = database;
const clock = new TestClock();
const deps = testDeps(database, { clock });
const inHours = (hours: number) => new Date(clock.now().getTime() + hours * 3_600_000);

let desk: Desk;
let needId: string;
let requester: Actor;
let served: Actor;

beforeEach(async () => {
  clock.set('2026-03-02T01:00:00Z');
  desk = await createDesk(deps);
  const intake = await desk.takeDown({
    outcome: 'need',
    outcomeNote: null,
    servedPerson: { name: '张桂兰' },
    relationship: 'neighbour',
    wishedFrom: inHours(24),
    wishedUntil: inHours(26),
  });
  needId = intake.needId ?? '';
  requester = actorFor(intake.requesterId ?? '');
  served = actorFor(intake.servedPersonId ?? '');
});

const stored = () => prisma.need.findUniqueOrThrow({ where: { id: needId }, include: { tasks: true } });
async function edit(actor: Actor) {
  const need = await stored();
  const values = PostNeedInput.parse({
    id: encodeId('Need', needId),
    version: need.version,
    community: encodeId('Community', need.communityId),
    title: 'Something else',
    summary: need.summary,
    tasks: need.tasks.map((task) => ({ ...task, id: encodeId('Task', task.id) })),
    consent: true,
  });
  return postNeed(deps, actor, values);
}

test('whoever asked for somebody else reads of it, and neither edits, publishes nor cancels it', async () => {
  expect(await findNeed(deps, requester, needId)).toMatchObject({ id: needId });
  expect(actionsOnNeed(requester, await stored())).toEqual([]);
  const [task] = (await stored()).tasks;
  const acts = [
    () => edit(requester),
    () => publishNeed(deps, requester, { id: needId }),
    () => cancelNeed(deps, requester, { id: needId, reason: 'x' }),
    () => cancelTask(deps, requester, { id: task?.id ?? '', reason: 'x' }),
  ];
  for (const act of acts) expect(await refusalCodeOf(act())).toBe('NOT_FOUND');
  expect(await stored()).toMatchObject({ status: 'draft', version: 1 });
  expect(await prisma.consent.count({ where: { scope: needId } })).toBe(0);
});

test('the person served edits, agrees, hands in and cancels', async () => {
  expect(actionsOnNeed(served, await stored())).toEqual(['edit', 'publish', 'cancel']);
  await edit(served);
  expect(await prisma.consent.findMany({ where: { scope: needId } })).toMatchObject([
    { personId: served.personId, form: 'screen', givenById: served.personId, takenById: null },
  ]);
  await publishNeed(deps, served, { id: needId });
  expect(await stored()).toMatchObject({ status: 'in_review', title: 'Something else' });
  await cancelNeed(deps, served, { id: needId, reason: 'Well again' });
  expect(await stored()).toMatchObject({ status: 'cancelled' });
});

test('consent is taken by the committee, or by whoever acts for the person served, and by nobody else', async () => {
  const take = async (actor: Actor) => {
    const need = await stored();
    return inTransaction(deps, actor, (tx) => recordConsent(tx, deps, actor, need));
  };
  const forms = async () =>
    (await prisma.consent.findMany({ where: { scope: needId } })).map(({ form }) => form);
  expect(await refusalCodeOf(take(requester))).toBe('NOT_ALLOWED');
  const there = await createDesk(deps);
  expect(await refusalCodeOf(take(there.officer))).toBe('NOT_ALLOWED');
  expect(await forms()).toEqual([]);
  expect(
    await take({
      ...requester,
      onBehalfOfId: served.personId,
      proxyScope: ['consent'],
      capacity: 'guardian',
    }),
  ).toBe(true);
  expect(await take(desk.officer)).toBe(false);
  expect(await forms()).toEqual(['guardian']);
  await prisma.consent.updateMany({ where: { scope: needId }, data: { withdrawnAt: clock.now() } });
  expect(await take(desk.officer)).toBe(true);
});
