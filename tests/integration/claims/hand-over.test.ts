import { beforeEach, describe, expect, test } from 'vitest';
import { claimTask } from '~/server/modules/claims/claim-task';
import { decideClaim } from '~/server/modules/claims/decide-claim';
import { declineHandOver, takeBackHandOver } from '~/server/modules/claims/answer-hand-over';
import {
  findHandOverByCode,
  findHandOverPeople,
  findHandOversOfTasks,
  findHandOversToAll,
  findHandOversToMe,
  findOwnHandOvers,
  findSwapTasks,
} from '~/server/modules/claims/hand-over-queries';
import { joinWaitlist } from '~/server/modules/claims/join-waitlist';
import { offerHandOver } from '~/server/modules/claims/offer-hand-over';
import { settleHandOvers } from '~/server/modules/claims/settle-hand-overs';
import { takeHandOver } from '~/server/modules/claims/take-hand-over';
import { withdrawClaim } from '~/server/modules/claims/withdraw-claim';
import { findNotices } from '~/server/modules/notifications/queries';
import type { Actor } from '~/server/policy/actor';
import { newId } from '~/server/database/id';
import { createClaimant, createScene, type Scene } from '~/tests/factories/claim';
import { createTask } from '~/tests/factories/task';
import { brokenClaimInvariants } from '~/tests/helpers/claim-invariants';
import { createTestDatabase } from '~/tests/setup/database';
import { TestClock, testDeps } from '~/tests/setup/deps';
import { refusalCodeOf } from '~/tests/setup/refusal';

const database = await createTestDatabase();
const { pool, prisma } = database;
const clock = new TestClock(new Date());
const deps = testDeps(database, { clock });

type Volunteer = Actor & { personId: string };

const hour = 3_600_000;
const morning = new Date('2026-03-02T09:00:00Z');
const inHours = (count: number): Date => new Date(clock.now().getTime() + count * hour);
const oneAt = (from: number) => ({
  startsAt: inHours(from),
  endsAt: inHours(from + 2),
  minimumPlaces: 1,
  maximumPlaces: 1,
});

let scene: Scene;
let giver: Volunteer;
let held: { id: string };

beforeEach(async () => {
  clock.set(morning);
  scene = await createScene(prisma, { task: oneAt(8) });
  giver = await createClaimant(prisma, { displayName: 'Gail Giver' });
  held = await claimTask(deps, giver, { task: scene.task.id });
});

const person = (): Promise<Volunteer> => createClaimant(prisma);
const claimOf = (id: string) => prisma.claim.findUniqueOrThrow({ where: { id } });
const stateOf = async (id: string) => (await claimOf(id)).state;
const takenOf = async (taskId: string) =>
  (await prisma.task.findUniqueOrThrow({ where: { id: taskId } })).takenPlaces;
const kindsOf = async (actor: Actor) => (await findNotices(deps, actor, 20)).map(({ kind }) => kind);
const offerOf = async (claimId: string) =>
  prisma.handOver.findFirstOrThrow({ where: { claimId, endedAt: null } });
const holdersOf = async (taskId: string) =>
  (await prisma.claim.findMany({ where: { taskId, state: 'confirmed' } })).map(({ personId }) => personId);

/** Offers the giver's place and answers the offer as it stands. */
async function offer(more: Partial<Parameters<typeof offerHandOver>[2]> = {}) {
  await offerHandOver(deps, giver, { claim: held.id, to: 'all', ...more });
  return offerOf(held.id);
}

/** Another task of the need with one place, which somebody has. */
async function other(from = 12, more: object = {}) {
  const task = await createTask(prisma, { needId: scene.need.id, ...oneAt(from), ...more });
  const holder = await createClaimant(prisma, { displayName: 'Tom Taker' });
  const claim = await claimTask(deps, holder, { task: task.id });
  return { task, holder, claim };
}

describe('a place that is handed over to all', () => {
  test('stays with its giver until somebody who fits takes it, and then is theirs alone', async () => {
    const { id } = await offer();
    expect(await stateOf(held.id)).toBe('confirmed');
    const taker = await person();
    const [open] = await findHandOversOfTasks(deps, taker, [scene.task.id]);
    expect(open).toMatchObject({ id, code: null, giverName: null });
    expect((await findHandOversToAll(deps, taker, 20)).map((each) => each.id)).toContain(id);
    // A full task stays full for whoever just comes along.
    expect(await refusalCodeOf(claimTask(deps, taker, { task: scene.task.id }))).toBe('FULL');

    const mine = await takeHandOver(deps, taker, { handOver: id });
    expect(await claimOf(held.id)).toMatchObject({ state: 'withdrawn', withdrawnAs: 'handed_over' });
    expect(await claimOf(mine.id)).toMatchObject({ state: 'confirmed', personId: taker.personId });
    expect(await takenOf(scene.task.id)).toBe(1);
    expect(await kindsOf(giver)).toEqual(['claim_hand_over_taken']);
    expect(await kindsOf(scene.coordinator)).toEqual(['claim_handed_over']);
    expect(await brokenClaimInvariants(pool)).toEqual([]);

    expect(await refusalCodeOf(takeHandOver(deps, await person(), { handOver: id }))).toBe('HAND_OVER_ENDED');
  });

  test('asks of its taker what a claim asks', async () => {
    const { id } = await offer();
    const busy = await person();
    const elsewhere = await createScene(prisma, { task: oneAt(9) });
    await claimTask(deps, busy, { task: elsewhere.task.id });
    expect(await refusalCodeOf(takeHandOver(deps, busy, { handOver: id }))).toBe('OVERLAPS');
    const suspended = await createClaimant(prisma, { status: 'suspended' });
    expect(await refusalCodeOf(takeHandOver(deps, suspended, { handOver: id }))).toBe('SUSPENDED');
    expect((await findHandOversToAll(deps, busy, 20)).map((each) => each.id)).not.toContain(id);
    expect(await refusalCodeOf(takeHandOver(deps, giver, { handOver: id }))).toBe('ALREADY_CLAIMED');
    expect(await stateOf(held.id)).toBe('confirmed');
    expect((await offerOf(held.id)).state).toBe('open');
  });

  test('ends when it is taken back, when its giver withdraws, and with the start', async () => {
    const taker = await person();
    const first = await offer();
    await takeBackHandOver(deps, giver, { handOver: first.id });
    expect(await refusalCodeOf(takeHandOver(deps, taker, { handOver: first.id }))).toBe('HAND_OVER_ENDED');
    expect(await refusalCodeOf(takeBackHandOver(deps, giver, { handOver: first.id }))).toBe('ALREADY_DONE');

    const second = await offer();
    expect(await refusalCodeOf(offer())).toBe('ALREADY_DONE');
    clock.set(inHours(8));
    expect(await refusalCodeOf(takeHandOver(deps, taker, { handOver: second.id }))).toBe('HAND_OVER_ENDED');
    expect(await findOwnHandOvers(deps, giver, [held.id])).toEqual([null]);
    await settleHandOvers(deps);
    expect(await prisma.handOver.findUniqueOrThrow({ where: { id: second.id } })).toMatchObject({
      state: 'ended',
    });
    clock.set(morning);
    const third = await offer();
    await withdrawClaim(deps, giver, { claim: held.id });
    expect(await refusalCodeOf(takeHandOver(deps, taker, { handOver: third.id }))).toBe('HAND_OVER_ENDED');
    expect(await takenOf(scene.task.id)).toBe(0);
  });

  test('is nobody else’s to offer or to take back, and not offered without a place', async () => {
    const stranger = await person();
    expect(await refusalCodeOf(offerHandOver(deps, stranger, { claim: held.id, to: 'all' }))).toBe(
      'NOT_FOUND',
    );
    const { id } = await offer();
    expect(await refusalCodeOf(takeBackHandOver(deps, stranger, { handOver: id }))).toBe('NOT_FOUND');
    expect(await refusalCodeOf(declineHandOver(deps, stranger, { handOver: id }))).toBe('NOT_FOUND');
    expect(await findOwnHandOvers(deps, stranger, [held.id])).toEqual([null]);
    const wait = await joinWaitlist(deps, stranger, { task: scene.task.id });
    expect(await refusalCodeOf(offerHandOver(deps, stranger, { claim: wait.id, to: 'all' }))).toBe(
      'WRONG_STATE',
    );
  });
});

describe('with a waitlist, a place that is handed over to all', () => {
  const waiting = async () => {
    const volunteer = await person();
    return { volunteer, ...(await joinWaitlist(deps, volunteer, { task: scene.task.id })) };
  };

  test('is asked of those who wait, one after the other, before it is open to everyone', async () => {
    const [first, second] = [await waiting(), await waiting()];
    const { id, askedUntil } = await offer();
    expect(askedUntil).toEqual(inHours(1));
    const stranger = await person();
    for (const early of [stranger, second.volunteer]) {
      expect(await refusalCodeOf(takeHandOver(deps, early, { handOver: id }))).toBe('FULL');
      expect(await findHandOversOfTasks(deps, early, [scene.task.id])).toEqual([null]);
    }
    expect((await findHandOversToMe(deps, first.volunteer)).map((each) => each.id)).toEqual([id]);
    expect(await kindsOf(first.volunteer)).toEqual(['claim_hand_over_asked']);

    await declineHandOver(deps, first.volunteer, { handOver: id });
    expect(await findHandOversToMe(deps, first.volunteer)).toEqual([]);
    expect((await findHandOversToMe(deps, second.volunteer)).map((each) => each.id)).toEqual([id]);
    // Whoever said no keeps their turn for the next free place.
    expect(await stateOf(first.id)).toBe('waitlisted');

    // Their time is over: nobody passes them before the job has asked whoever is next.
    clock.set(inHours(2));
    expect(await refusalCodeOf(takeHandOver(deps, stranger, { handOver: id }))).toBe('FULL');
    expect(await findHandOversOfTasks(deps, stranger, [scene.task.id])).toEqual([null]);
    await settleHandOvers(deps);
    expect(await offerOf(held.id)).toMatchObject({ askedClaimId: null, askedUntil: null });
    const { id: mine } = await takeHandOver(deps, stranger, { handOver: id });
    expect(await stateOf(mine)).toBe('confirmed');
    expect(await holdersOf(scene.task.id)).toEqual([stranger.personId]);
  });

  test('becomes the place of whoever waited, by the claim with which they waited', async () => {
    const first = await waiting();
    const { id } = await offer();
    expect(await takeHandOver(deps, first.volunteer, { handOver: id })).toEqual({ id: first.id });
    expect(await stateOf(first.id)).toBe('confirmed');
    expect(await takenOf(scene.task.id)).toBe(1);
    expect(await brokenClaimInvariants(pool)).toEqual([]);
  });

  test('goes past whoever has left the line or does not fit', async () => {
    const [first, second, third] = [await waiting(), await waiting(), await waiting()];
    const elsewhere = await createScene(prisma, { task: oneAt(9) });
    await claimTask(deps, second.volunteer, { task: elsewhere.task.id });
    await offer();
    await withdrawClaim(deps, first.volunteer, { claim: first.id });
    await settleHandOvers(deps);
    expect((await offerOf(held.id)).askedClaimId).toBe(third.id);
  });
});

describe('a place that is handed over by a link', () => {
  test('is whoever’s comes with the code, in full or not, past the line', async () => {
    await joinWaitlist(deps, await person(), { task: scene.task.id });
    const { id, code } = await offer({ to: 'link' });
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{10}$/);
    expect(await findOwnHandOvers(deps, giver, [held.id])).toMatchObject([{ code }]);
    const taker = await person();
    const typed = code?.toLowerCase().replace(/^(.{5})/, '$1-') ?? '';
    expect(await findHandOverByCode(deps, taker, typed)).toMatchObject({ id, code: null });
    expect(await refusalCodeOf(takeHandOver(deps, taker, { handOver: id }))).toBe('NOT_FOUND');
    expect(await refusalCodeOf(takeHandOver(deps, taker, { handOver: id, code: 'WRONGCODE1' }))).toBe(
      'NOT_FOUND',
    );
    await takeHandOver(deps, taker, { handOver: id, code: typed });
    expect(await holdersOf(scene.task.id)).toEqual([taker.personId]);
    expect(await findHandOverByCode(deps, taker, typed)).toBeNull();
  });
});

describe('a place that is handed over to one person', () => {
  test('is offered to people of the same need alone, and theirs to take or to decline', async () => {
    const { holder, claim } = await other();
    const [choice, ...rest] = await findHandOverPeople(deps, giver, held.id);
    expect([choice, rest]).toEqual([
      { claimId: claim.id, taskId: expect.any(String) as string, name: 'Tom Taker' },
      [],
    ]);
    expect(await findHandOverPeople(deps, holder, held.id)).toEqual([]);
    const outside = await createScene(prisma, { task: oneAt(12) });
    const theirs = await claimTask(deps, await person(), { task: outside.task.id });
    for (const toClaim of [theirs.id, held.id, newId()])
      expect(await refusalCodeOf(offer({ to: 'person', toClaim }))).toBe('NOT_FOUND');

    const first = await offer({ to: 'person', toClaim: claim.id });
    expect(await findHandOversToMe(deps, holder)).toMatchObject([{ id: first.id, giverName: 'Gail Giver' }]);
    expect(await kindsOf(holder)).toEqual(['claim_hand_over_offered']);
    expect(await refusalCodeOf(takeHandOver(deps, await person(), { handOver: first.id }))).toBe('NOT_FOUND');
    await declineHandOver(deps, holder, { handOver: first.id });
    expect(await kindsOf(giver)).toEqual(['claim_hand_over_declined']);

    const second = await offer({ to: 'person', toClaim: claim.id });
    await takeHandOver(deps, holder, { handOver: second.id });
    expect(await holdersOf(scene.task.id)).toEqual([holder.personId]);
    expect(await stateOf(claim.id)).toBe('confirmed');
  });
});

describe('a swap', () => {
  test('changes both places at once, also where their times overlap', async () => {
    const { task, holder, claim } = await other(9);
    expect(await findSwapTasks(deps, giver, held.id)).toEqual([task.id]);
    const { id } = await offer({ to: 'person', toClaim: claim.id, swapTask: task.id });
    const { id: mine } = await takeHandOver(deps, holder, { handOver: id });
    expect(await holdersOf(scene.task.id)).toEqual([holder.personId]);
    expect(await holdersOf(task.id)).toEqual([giver.personId]);
    expect(await stateOf(mine)).toBe('confirmed');
    for (const gone of [held.id, claim.id])
      expect(await claimOf(gone)).toMatchObject({ state: 'withdrawn', withdrawnAs: 'swapped' });
    expect([await takenOf(scene.task.id), await takenOf(task.id)]).toEqual([1, 1]);
    expect(await kindsOf(giver)).toEqual(['claim_hand_over_swapped']);
    expect(await brokenClaimInvariants(pool)).toEqual([]);
  });

  test('is for whoever has the place that is asked for, and leaves all as it was when either does not fit', async () => {
    const { task, holder, claim } = await other();
    const { id } = await offer({ swapTask: task.id });
    const stranger = await person();
    expect(await findHandOversOfTasks(deps, stranger, [scene.task.id])).toEqual([null]);
    expect(await refusalCodeOf(takeHandOver(deps, stranger, { handOver: id }))).toBe('SWAP_UNFIT');
    // The giver has something else at the hour of the place in return.
    const elsewhere = await createScene(prisma, { task: oneAt(13) });
    const busy = await claimTask(deps, giver, { task: elsewhere.task.id });
    expect(await refusalCodeOf(takeHandOver(deps, holder, { handOver: id }))).toBe('SWAP_UNFIT');
    expect([await stateOf(held.id), await stateOf(claim.id)]).toEqual(['confirmed', 'confirmed']);
    expect((await offerOf(held.id)).state).toBe('open');
    await withdrawClaim(deps, giver, { claim: busy.id });
    await takeHandOver(deps, holder, { handOver: id });
    expect(await holdersOf(task.id)).toEqual([giver.personId]);
  });

  test.each(['given', 'asked for'])(
    'is refused once a worker has the last word on the place that is %s',
    async (which) => {
      const { task, holder, claim } = await other();
      const { id } = await offer({ to: 'person', toClaim: claim.id, swapTask: task.id });
      const changed = which === 'given' ? scene.task.id : task.id;
      await prisma.task.update({ where: { id: changed }, data: { needsApproval: true } });
      expect(await refusalCodeOf(takeHandOver(deps, holder, { handOver: id }))).toBe('SWAP_UNFIT');
      expect([await stateOf(held.id), await stateOf(claim.id)]).toEqual(['confirmed', 'confirmed']);
      expect((await offerOf(held.id)).state).toBe('open');
    },
  );

  test('is refused for another poster’s task, and where a worker has the last word', async () => {
    const outside = await createScene(prisma, { task: oneAt(12) });
    expect(await refusalCodeOf(offer({ swapTask: outside.task.id }))).toBe('SWAP_UNFIT');
    const asked = await createTask(prisma, { needId: scene.need.id, ...oneAt(12), needsApproval: true });
    expect(await refusalCodeOf(offer({ swapTask: asked.id }))).toBe('SWAP_UNFIT');
    expect(await refusalCodeOf(offer({ swapTask: newId() }))).toBe('NOT_FOUND');
  });
});

describe('where a worker has the last word, a place that is handed over', () => {
  beforeEach(async () => {
    await prisma.task.update({ where: { id: scene.task.id }, data: { needsApproval: true } });
  });

  test('stays with its giver until the yes, and then changes hands', async () => {
    const taker = await person();
    const { id } = await offer();
    const request = await takeHandOver(deps, taker, { handOver: id });
    expect([await stateOf(request.id), await stateOf(held.id)]).toEqual(['requested', 'confirmed']);
    expect(await kindsOf(scene.coordinator)).toEqual(['claim_requested']);
    expect(await kindsOf(giver)).toEqual(['claim_hand_over_requested']);
    expect(await refusalCodeOf(takeHandOver(deps, await person(), { handOver: id }))).toBe('HAND_OVER_ENDED');
    await decideClaim(deps, scene.coordinator, { claim: request.id, approve: true });
    expect(await stateOf(request.id)).toBe('confirmed');
    expect(await claimOf(held.id)).toMatchObject({ state: 'withdrawn', withdrawnAs: 'handed_over' });
    expect(await takenOf(scene.task.id)).toBe(1);
    expect(await brokenClaimInvariants(pool)).toEqual([]);
  });

  test('is offered again after a no, and after the taker’s request was taken back', async () => {
    const { id } = await offer();
    const request = await takeHandOver(deps, await person(), { handOver: id });
    await decideClaim(deps, scene.coordinator, { claim: request.id, approve: false });
    expect(await offerOf(held.id)).toMatchObject({ id, state: 'open', takerClaimId: null });
    const taker = await person();
    const second = await takeHandOver(deps, taker, { handOver: id });
    await withdrawClaim(deps, taker, { claim: second.id });
    expect(await offerOf(held.id)).toMatchObject({ id, state: 'open', takerClaimId: null });
  });

  test('is kept by its giver who takes it back, and the request is over', async () => {
    const taker = await person();
    const { id } = await offer();
    const request = await takeHandOver(deps, taker, { handOver: id });
    await takeBackHandOver(deps, giver, { handOver: id });
    expect([await stateOf(request.id), await stateOf(held.id)]).toEqual(['expired', 'confirmed']);
    expect(await kindsOf(taker)).toEqual(['claim_hand_over_ended']);
  });

  test('leaves its taker in the line where they waited before, when its giver takes it back', async () => {
    const taker = await person();
    const wait = await joinWaitlist(deps, taker, { task: scene.task.id });
    const { waitNumber } = await claimOf(wait.id);
    const { id } = await offer();
    expect(await takeHandOver(deps, taker, { handOver: id })).toEqual({ id: wait.id });
    await takeBackHandOver(deps, giver, { handOver: id });
    expect(await claimOf(wait.id)).toMatchObject({ state: 'waitlisted', waitNumber });
    expect(await kindsOf(taker)).toContain('claim_hand_over_ended');
    expect(await takenOf(scene.task.id)).toBe(1);
    expect(await brokenClaimInvariants(pool)).toEqual([]);
  });

  test('leaves a request for the free place when its giver withdraws', async () => {
    const taker = await person();
    const { id } = await offer();
    const request = await takeHandOver(deps, taker, { handOver: id });
    await withdrawClaim(deps, giver, { claim: held.id });
    expect(await stateOf(request.id)).toBe('requested');
    await decideClaim(deps, scene.coordinator, { claim: request.id, approve: true });
    expect(await holdersOf(scene.task.id)).toEqual([taker.personId]);
    expect(await takenOf(scene.task.id)).toBe(1);
  });
});

test('a regular visit is not handed over', async () => {
  const { communityId } = scene.need;
  await prisma.careEntry.create({
    data: {
      id: newId(),
      personId: (await person()).personId,
      communityId,
      level: 'general',
      interval: 'weekly',
      startsOn: clock.now(),
      startMinute: 540,
      durationMinutes: 60,
      needId: scene.need.id,
      addedById: scene.coordinator.personId,
    },
  });
  expect(await refusalCodeOf(offer())).toBe('WRONG_STATE');
});
