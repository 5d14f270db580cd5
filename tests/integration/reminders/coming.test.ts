import { beforeEach, describe, expect, test } from 'vitest';
import { newId } from '~/server/database/id';
import { withdrawClaim } from '~/server/modules/claims/withdraw-claim';
import { askWhoComes } from '~/server/modules/reminders/ask-who-comes';
import { comingToken } from '~/server/modules/reminders/coming-token';
import { findComingQuestion, unsafeFindComing } from '~/server/modules/reminders/queries';
import { sayComing, sayComingByLink } from '~/server/modules/reminders/say-coming';
import { anonymous, type Actor } from '~/server/policy/actor';
import { createClaim, createClaimant, createScene, type Scene } from '~/tests/factories/claim';
import { brokenClaimInvariants } from '~/tests/helpers/claim-invariants';
import { createTestDatabase } from '~/tests/setup/database';
import { TestClock, testDeps } from '~/tests/setup/deps';
import { refusalCodeOf } from '~/tests/setup/refusal';

const database = await createTestDatabase();
const { pool, prisma } = database;
const clock = new TestClock();
const deps = testDeps(database, { clock });

const hour = 3_600_000;
const morning = new Date('2026-03-02T09:00:00Z');
const inHours = (count: number): Date => new Date(clock.now().getTime() + count * hour);

let scene: Scene;

beforeEach(async () => {
  clock.set(morning);
  scene = await createScene(prisma, {
    need: { title: 'Serve lunch' },
    task: { startsAt: inHours(23), endsAt: inHours(25), maximumPlaces: 5 },
  });
});

/** Somebody confirmed, three days ago unless said otherwise. */
async function confirmed(hoursAgo = 72) {
  const volunteer = await createClaimant(prisma);
  const since = inHours(-hoursAgo);
  const claim = await createClaim(prisma, scene.task, {
    personId: volunteer.personId,
    createdAt: since,
    stateSince: since,
  });
  return { volunteer, claim, token: comingToken(deps.settings, claim.id, claim.startsAt) };
}

const remindersOf = ({ personId }: Actor) =>
  prisma.notice.count({ where: { personId: personId ?? '', kind: 'claim_reminder' } });
const comingOf = async (claimId: string) => (await unsafeFindComing(deps, [claimId]))[0];
const stateOf = async (id: string) => (await prisma.claim.findUniqueOrThrow({ where: { id } })).state;

/** Claims of the factory have no history to compare with. */
const brokenInvariants = async () =>
  (await brokenClaimInvariants(pool)).filter((line) => !line.startsWith('a claim has no history'));

describe('the day before', () => {
  test('everybody who has had their place for longer is asked, once, on several nodes', async () => {
    const [long, fresh] = [await confirmed(), await confirmed(0.5)];
    await Promise.all([askWhoComes(deps), askWhoComes(deps), askWhoComes(deps)]);
    await askWhoComes(deps);
    expect(await remindersOf(long.volunteer)).toBe(1);
    expect(await remindersOf(fresh.volunteer)).toBe(0);
    expect(await comingOf(long.claim.id)).toBe('asked');
    expect(await comingOf(fresh.claim.id)).toBeNull();
  });

  test('nobody is asked earlier, about what is cancelled, or after they left', async () => {
    const { volunteer, claim } = await confirmed();
    await prisma.task.update({ where: { id: scene.task.id }, data: { cancelledAt: clock.now() } });
    await askWhoComes(deps);
    await prisma.task.update({ where: { id: scene.task.id }, data: { cancelledAt: null } });
    clock.advance(-120);
    await askWhoComes(deps);
    clock.set(morning);
    await withdrawClaim(deps, volunteer, { claim: claim.id, reason: '' });
    await askWhoComes(deps);
    expect(await remindersOf(volunteer)).toBe(0);
  });
});

describe('the link of a message', () => {
  test('says that somebody comes, without signing in, and changes nothing by being opened', async () => {
    const { volunteer, claim, token } = await confirmed();
    await askWhoComes(deps);
    expect(await findComingQuestion(deps, token)).toMatchObject({
      title: 'Serve lunch',
      isConfirmed: true,
      coming: 'asked',
    });
    await sayComingByLink(deps, anonymous(), { token, coming: true });
    await sayComingByLink(deps, anonymous(), { token, coming: true });
    expect(await comingOf(claim.id)).toBe('coming');
    expect(await stateOf(claim.id)).toBe('confirmed');
    const { actorPersonId, actorAccountId } = await prisma.history.findFirstOrThrow({
      where: { subjectId: claim.id, action: 'claim:said_coming' },
    });
    expect({ actorPersonId, actorAccountId }).toEqual({
      actorPersonId: volunteer.personId,
      actorAccountId: null,
    });
    const reminder = await prisma.notice.findFirst({
      where: { personId: volunteer.personId, kind: 'claim_reminder' },
    });
    expect(reminder?.readAt).toEqual(clock.now());
  });

  test('gives the place back by the ordinary rules when they cannot', async () => {
    const { claim, token } = await confirmed();
    await sayComingByLink(deps, anonymous(), { token, coming: false });
    expect(await stateOf(claim.id)).toBe('withdrawn');
    expect(await comingOf(claim.id)).toBe('cannot');
    expect(await refusalCodeOf(sayComingByLink(deps, anonymous(), { token, coming: true }))).toBe(
      'WRONG_STATE',
    );
    expect(await brokenInvariants()).toEqual([]);

    const late = await confirmed();
    await prisma.task.update({ where: { id: scene.task.id }, data: { withdrawUntilMinutes: 48 * 60 } });
    await sayComingByLink(deps, anonymous(), { token: late.token, coming: false });
    expect(await prisma.claim.findUnique({ where: { id: late.claim.id } })).toMatchObject({
      state: 'withdrawn',
      withdrawnAs: 'late',
    });
    expect(await comingOf(late.claim.id)).toBe('cannot');
  });

  test('is nothing when it was altered, or once the task begins at another time', async () => {
    const [first, second] = [await confirmed(), await confirmed()];
    const mixed = `${first.token.split('.')[0]}.${second.token.split('.')[1]}`;
    for (const token of ['', 'x', mixed, first.token.slice(0, -2)]) {
      expect(await findComingQuestion(deps, token)).toBeNull();
      expect(await refusalCodeOf(sayComingByLink(deps, anonymous(), { token, coming: false }))).toBe(
        'NOT_FOUND',
      );
    }
    const moved = new Date(first.claim.startsAt.getTime() + hour);
    await prisma.claim.update({
      where: { id: first.claim.id },
      data: { startsAt: moved, endsAt: new Date(first.claim.endsAt.getTime() + hour) },
    });
    expect(await findComingQuestion(deps, first.token)).toBeNull();
    expect(await stateOf(first.claim.id)).toBe('confirmed');
  });

  test('tells nothing of a private home', async () => {
    await prisma.need.update({
      where: { id: scene.need.id },
      data: { kind: 'help', placeKind: 'private_home', title: 'Bathe Mrs Ostrow' },
    });
    const { token } = await confirmed();
    expect(await findComingQuestion(deps, token)).toMatchObject({ title: null, placeName: null });
  });
});

test('nobody says that they come before a day ahead; who cannot may say so at any time', async () => {
  const { volunteer, claim } = await confirmed();
  clock.advance(-120);
  const say = (coming: boolean) => sayComing(deps, volunteer, { claim: claim.id, coming });
  expect(await refusalCodeOf(say(true))).toBe('TOO_EARLY');
  expect(await comingOf(claim.id)).toBeNull();
  await say(false);
  expect(await stateOf(claim.id)).toBe('withdrawn');
});

test('whoever answers has seen a change of the whole need', async () => {
  const { volunteer, claim } = await confirmed();
  const elsewhere = await createScene(prisma);
  const tell = (needId: string) =>
    prisma.notice.create({
      data: { id: newId(), personId: volunteer.personId, kind: 'need_changed', detail: { needId } },
    });
  const [own, other] = [await tell(scene.need.id), await tell(elsewhere.need.id)];
  await sayComing(deps, volunteer, { claim: claim.id, coming: true });
  const readAt = async ({ id }: { id: string }) =>
    (await prisma.notice.findUniqueOrThrow({ where: { id } })).readAt;
  expect([await readAt(own), await readAt(other)]).toEqual([clock.now(), null]);
});

test('nobody answers for somebody else', async () => {
  const { claim } = await confirmed();
  const other = await createClaimant(prisma);
  for (const coming of [true, false])
    expect(await refusalCodeOf(sayComing(deps, other, { claim: claim.id, coming }))).toBe('NOT_FOUND');
  expect(await refusalCodeOf(sayComing(deps, anonymous(), { claim: claim.id, coming: true }))).toBe(
    'NOT_SIGNED_IN',
  );
});
