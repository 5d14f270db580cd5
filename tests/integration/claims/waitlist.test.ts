import { beforeEach, describe, expect, test } from 'vitest';
import { acceptOffer, declineOffer } from '~/server/modules/claims/answer-offer';
import { claimTask } from '~/server/modules/claims/claim-task';
import { decideClaim } from '~/server/modules/claims/decide-claim';
import { joinWaitlist } from '~/server/modules/claims/join-waitlist';
import { unsafeWaitlistPositions } from '~/server/modules/claims/queries';
import { settleWaitlists } from '~/server/modules/claims/settle-waitlists';
import { withdrawClaim } from '~/server/modules/claims/withdraw-claim';
import { cancelNeed } from '~/server/modules/needs/cancel-need';
import { findNotices } from '~/server/modules/notifications/queries';
import type { Actor } from '~/server/policy/actor';
import { createClaimant, createScene, type Scene } from '~/tests/factories/claim';
import { createSkill } from '~/tests/factories/skill';
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
/** Nine in the morning, so that no offer meets the quiet hours by chance. */
const morning = new Date('2026-03-02T09:00:00Z');
const inHours = (count: number): Date => new Date(clock.now().getTime() + count * hour);

let scene: Scene;
let holder: Volunteer;
let held: { id: string };

beforeEach(async () => {
  clock.set(morning);
  scene = await createScene(prisma, {
    task: { startsAt: inHours(8), endsAt: inHours(10), minimumPlaces: 1, maximumPlaces: 1 },
  });
  holder = await createClaimant(prisma);
  held = await claimTask(deps, holder, { task: scene.task.id });
});

/** Somebody new on the waitlist. */
async function waiting(person?: Volunteer): Promise<{ volunteer: Volunteer; id: string }> {
  const volunteer = person ?? (await createClaimant(prisma));
  const { id } = await joinWaitlist(deps, volunteer, { task: scene.task.id });
  return { volunteer, id };
}

const stateOf = async (id: string) => (await prisma.claim.findUniqueOrThrow({ where: { id } })).state;
const statesOf = (...claims: { id: string }[]) => Promise.all(claims.map(({ id }) => stateOf(id)));
const positionsOf = (...claims: { id: string }[]) =>
  unsafeWaitlistPositions(
    deps,
    claims.map(({ id }) => id),
  );
const kindsOf = async (actor: Actor) => (await findNotices(deps, actor, 20)).map(({ kind }) => kind);
const takenOf = async () =>
  (await prisma.task.findUniqueOrThrow({ where: { id: scene.task.id } })).takenPlaces;

describe('joining', () => {
  test('puts people in line in the order in which they come, and holds no place', async () => {
    const [first, second, third] = [await waiting(), await waiting(), await waiting()];
    expect(await positionsOf(first, second, third)).toEqual([1, 2, 3]);
    expect(await takenOf()).toBe(1);
    await withdrawClaim(deps, first.volunteer, { claim: first.id });
    expect(await positionsOf(first, second, third)).toEqual([null, 1, 2]);
    expect(await kindsOf(scene.coordinator)).toEqual([]);
  });

  test('is refused for whatever else stands in the way of a claim', async () => {
    const { volunteer } = await waiting();
    expect(await refusalCodeOf(joinWaitlist(deps, volunteer, { task: scene.task.id }))).toBe(
      'ALREADY_CLAIMED',
    );
    expect(await refusalCodeOf(joinWaitlist(deps, holder, { task: scene.task.id }))).toBe('ALREADY_CLAIMED');
    const busy = await createClaimant(prisma);
    const other = await createScene(prisma, { task: { startsAt: inHours(9), endsAt: inHours(11) } });
    await claimTask(deps, busy, { task: other.task.id });
    expect(await refusalCodeOf(joinWaitlist(deps, busy, { task: scene.task.id }))).toBe('OVERLAPS');
    clock.set(inHours(8));
    expect(
      await refusalCodeOf(joinWaitlist(deps, await createClaimant(prisma), { task: scene.task.id })),
    ).toBe('STARTED');
  });

  test('offers a place at once where one has become free in between', async () => {
    await withdrawClaim(deps, holder, { claim: held.id });
    expect(await statesOf(await waiting())).toEqual(['offered']);
  });
});

describe('a freed place', () => {
  test('is offered to the first in line, who is told until when, and to nobody else', async () => {
    const [first, second] = [await waiting(), await waiting()];
    await withdrawClaim(deps, holder, { claim: held.id });
    expect(await statesOf(first, second)).toEqual(['offered', 'waitlisted']);
    expect(await takenOf()).toBe(1);
    // An eighth of the eight hours that are left.
    const { expiresAt } = await prisma.claim.findUniqueOrThrow({ where: { id: first.id } });
    expect(expiresAt).toEqual(inHours(1));
    expect(await findNotices(deps, first.volunteer, 5)).toMatchObject([
      { kind: 'claim_offered', expiresAt, timeZone: 'UTC' },
    ]);
    expect(await kindsOf(second.volunteer)).toEqual([]);
    expect(await kindsOf(scene.coordinator)).toEqual(['claim_passed_on']);
    const stranger = await createClaimant(prisma);
    expect(await refusalCodeOf(claimTask(deps, stranger, { task: scene.task.id }))).toBe('FULL');
  });

  test('goes to its taker by their yes', async () => {
    const first = await waiting();
    await withdrawClaim(deps, holder, { claim: held.id });
    await acceptOffer(deps, first.volunteer, { claim: first.id });
    expect(await statesOf(first)).toEqual(['confirmed']);
    expect(await takenOf()).toBe(1);
    expect(await refusalCodeOf(acceptOffer(deps, first.volunteer, { claim: first.id }))).toBe('ALREADY_DONE');
    expect(
      (
        await prisma.history.findMany({
          where: { subjectId: first.id },
          orderBy: [{ at: 'asc' }, { id: 'asc' }],
        })
      ).map(({ action, capacity, actorPersonId }) => [action, capacity, actorPersonId]),
    ).toEqual([
      ['claim:waitlisted', 'self', first.volunteer.personId],
      ['claim:offered', 'system', null],
      ['claim:confirmed', 'self', first.volunteer.personId],
    ]);
  });

  test('goes to the next when it is declined, by withdrawing too', async () => {
    const [first, second, third] = [await waiting(), await waiting(), await waiting()];
    await withdrawClaim(deps, holder, { claim: held.id });
    await declineOffer(deps, first.volunteer, { claim: first.id, leave: true });
    expect(await statesOf(first, second, third)).toEqual(['declined', 'offered', 'waitlisted']);
    await withdrawClaim(deps, second.volunteer, { claim: second.id });
    expect(await statesOf(second, third)).toEqual(['withdrawn', 'offered']);
    // Nobody gave up a place that they had promised to fill.
    expect(await kindsOf(scene.coordinator)).toEqual(['claim_passed_on']);
  });

  test('goes to the next when nobody answers in time', async () => {
    const [first, second] = [await waiting(), await waiting()];
    await withdrawClaim(deps, holder, { claim: held.id });
    clock.set(inHours(1));
    expect(await refusalCodeOf(acceptOffer(deps, first.volunteer, { claim: first.id }))).toBe(
      'OFFER_EXPIRED',
    );
    expect(await refusalCodeOf(declineOffer(deps, first.volunteer, { claim: first.id, leave: false }))).toBe(
      'OFFER_EXPIRED',
    );
    await Promise.all([settleWaitlists(deps), settleWaitlists(deps)]);
    expect(await statesOf(first, second)).toEqual(['expired', 'offered']);
    expect(await kindsOf(first.volunteer)).toEqual(['claim_offer_expired', 'claim_offered']);
    expect(await refusalCodeOf(acceptOffer(deps, first.volunteer, { claim: first.id }))).toBe(
      'OFFER_EXPIRED',
    );
    expect(await takenOf()).toBe(1);
    // Whoever let it run out may wait again, at the end.
    const again = await waiting(first.volunteer);
    expect(await positionsOf(again)).toEqual([1]);
  });

  test('is offered when the organiser releases it, and when there are more places', async () => {
    const [first, second, third] = [await waiting(), await waiting(), await waiting()];
    await decideClaim(deps, scene.coordinator, { claim: held.id, approve: false, reason: 'Rearranged' });
    expect(await statesOf(first, second)).toEqual(['offered', 'waitlisted']);
    await decideClaim(deps, scene.coordinator, { claim: first.id, approve: false, reason: 'Rearranged' });
    expect(await statesOf(first, second, third)).toEqual(['released', 'offered', 'waitlisted']);
  });

  test('passes over who does not fit at that moment and keeps them where they are', async () => {
    const [busy, unskilled, fit] = [await waiting(), await waiting(), await waiting()];
    const other = await createScene(prisma, { task: { startsAt: inHours(9), endsAt: inHours(11) } });
    const elsewhere = await claimTask(deps, busy.volunteer, { task: other.task.id });
    const skill = await createSkill(prisma);
    await prisma.taskSkill.create({ data: { taskId: scene.task.id, skillId: skill.id } });
    for (const { volunteer } of [busy, fit])
      await prisma.personSkill.create({ data: { personId: volunteer.personId, skillId: skill.id } });
    await withdrawClaim(deps, holder, { claim: held.id });
    expect(await statesOf(busy, unskilled, fit)).toEqual(['waitlisted', 'waitlisted', 'offered']);
    expect(await positionsOf(busy, unskilled)).toEqual([1, 2]);

    // Nobody else fits: the place is everyone's, until the first in line fits again.
    await declineOffer(deps, fit.volunteer, { claim: fit.id, leave: true });
    expect(await takenOf()).toBe(0);
    expect(await settleWaitlists(deps)).toMatchObject({ offered: 0 });
    await withdrawClaim(deps, busy.volunteer, { claim: elsewhere.id });
    await settleWaitlists(deps);
    expect(await statesOf(busy, unskilled)).toEqual(['offered', 'waitlisted']);
  });

  test('is nobody’s after the start', async () => {
    const first = await waiting();
    clock.set(inHours(8));
    await decideClaim(deps, scene.coordinator, { claim: held.id, approve: false, reason: 'Went home' });
    expect(await statesOf(first)).toEqual(['waitlisted']);
    await settleWaitlists(deps);
    expect(await statesOf(first)).toEqual(['expired']);
    expect(await kindsOf(first.volunteer)).toEqual(['claim_wait_ended']);
  });
});

describe('an offer', () => {
  test('that overlaps with another promise by now is refused, and stands', async () => {
    const first = await waiting();
    const other = await createScene(prisma, { task: { startsAt: inHours(9), endsAt: inHours(11) } });
    await withdrawClaim(deps, holder, { claim: held.id });
    const elsewhere = await claimTask(deps, first.volunteer, { task: other.task.id });
    expect(await refusalCodeOf(acceptOffer(deps, first.volunteer, { claim: first.id }))).toBe('OVERLAPS');
    expect(await statesOf(first)).toEqual(['offered']);
    await withdrawClaim(deps, first.volunteer, { claim: elsewhere.id });
    await acceptOffer(deps, first.volunteer, { claim: first.id });
  });

  test('is answered by the one who has it alone', async () => {
    const [first, second] = [await waiting(), await waiting()];
    await withdrawClaim(deps, holder, { claim: held.id });
    for (const actor of [second.volunteer, scene.coordinator]) {
      expect(await refusalCodeOf(acceptOffer(deps, actor, { claim: first.id }))).toBe('NOT_FOUND');
      expect(await refusalCodeOf(declineOffer(deps, actor, { claim: first.id, leave: true }))).toBe(
        'NOT_FOUND',
      );
    }
    expect(await refusalCodeOf(acceptOffer(deps, second.volunteer, { claim: second.id }))).toBe('FULL');
  });

  test('that is passed on by who stays comes again only once the task was full', async () => {
    const [first, second] = [await waiting(), await waiting()];
    await withdrawClaim(deps, holder, { claim: held.id });
    await declineOffer(deps, first.volunteer, { claim: first.id, leave: false });
    expect(await statesOf(first, second)).toEqual(['waitlisted', 'offered']);
    await declineOffer(deps, second.volunteer, { claim: second.id, leave: false });
    await settleWaitlists(deps);
    // Both said not now: the place is anyone's, and first of all theirs if they think again.
    expect(await statesOf(first, second)).toEqual(['waitlisted', 'waitlisted']);
    expect(await positionsOf(first, second)).toEqual([1, 2]);
    const taker = await createClaimant(prisma);
    const taken = await claimTask(deps, taker, { task: scene.task.id });
    await withdrawClaim(deps, taker, { claim: taken.id });
    expect(await statesOf(first, second)).toEqual(['offered', 'waitlisted']);
    await declineOffer(deps, first.volunteer, { claim: first.id, leave: true });
    await declineOffer(deps, second.volunteer, { claim: second.id, leave: false });
    await acceptOffer(deps, second.volunteer, { claim: second.id });
    expect(await statesOf(second)).toEqual(['confirmed']);
  });

  test('is not to be had at a closed task, and given again when it opens', async () => {
    const [first, second] = [await waiting(), await waiting()];
    await withdrawClaim(deps, holder, { claim: held.id });
    await prisma.task.update({ where: { id: scene.task.id }, data: { isOpen: false } });
    expect(await refusalCodeOf(acceptOffer(deps, first.volunteer, { claim: first.id }))).toBe('NOT_OPEN');
    await declineOffer(deps, first.volunteer, { claim: first.id, leave: true });
    expect(await statesOf(second)).toEqual(['waitlisted']);
    await prisma.task.update({ where: { id: scene.task.id }, data: { isOpen: true } });
    await settleWaitlists(deps);
    expect(await statesOf(second)).toEqual(['offered']);
  });

  test('ends with the task, as waiting does', async () => {
    const [first, second] = [await waiting(), await waiting()];
    await withdrawClaim(deps, holder, { claim: held.id });
    await cancelNeed(deps, scene.coordinator, { id: scene.need.id, reason: 'Rain' });
    expect(await statesOf(first, second)).toEqual(['released', 'released']);
    expect(await takenOf()).toBe(0);
  });

  test('stands no longer than its community says', async () => {
    await prisma.communitySetting.create({
      data: { communityId: scene.community.id, key: 'offerMinutes', value: 20 },
    });
    const first = await waiting();
    await withdrawClaim(deps, holder, { claim: held.id });
    expect(await prisma.claim.findUniqueOrThrow({ where: { id: first.id } })).toMatchObject({
      expiresAt: inHours(1 / 3),
    });
  });
});

describe('where a worker has the last word', () => {
  beforeEach(async () => {
    await prisma.task.update({ where: { id: scene.task.id }, data: { needsApproval: true } });
  });

  test('the turn of the next in line is a request', async () => {
    const [first, second] = [await waiting(), await waiting()];
    await withdrawClaim(deps, holder, { claim: held.id });
    expect(await statesOf(first, second)).toEqual(['requested', 'waitlisted']);
    expect(await takenOf()).toBe(0);
    expect(await kindsOf(first.volunteer)).toEqual(['claim_wait_requested']);
    expect((await kindsOf(scene.coordinator)).sort()).toEqual(['claim_passed_on', 'claim_requested']);
    await settleWaitlists(deps);
    expect(await statesOf(second)).toEqual(['waitlisted']);
    await decideClaim(deps, scene.coordinator, { claim: first.id, approve: false });
    expect(await statesOf(first, second)).toEqual(['declined', 'requested']);
    await decideClaim(deps, scene.coordinator, { claim: second.id, approve: true });
    expect(await takenOf()).toBe(1);
  });
});

test('all of this leaves the counts, the order and the history whole', async () => {
  expect(await brokenClaimInvariants(pool)).toEqual([]);
});
