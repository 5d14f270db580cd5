import { beforeEach, describe, expect, test } from 'vitest';
import { newId } from '~/server/database/id';
import { followCode } from '~/server/modules/intake/follow-code';
import { findMyRequests } from '~/server/modules/intake/my-requests';
import { reviewRequest } from '~/server/modules/intake/review-request';
import { takeBackFollowed, takeBackRequest } from '~/server/modules/intake/take-back-request';
import { anonymous, type Actor } from '~/server/policy/actor';
import { actorFor } from '~/tests/factories/actor';
import { createClaim } from '~/tests/factories/claim';
import { createIntake } from '~/tests/factories/intake';
import { createPerson } from '~/tests/factories/person';
import { createTestDatabase } from '~/tests/setup/database';
import { TestClock, testDeps } from '~/tests/setup/deps';
import { refusalCodeOf } from '~/tests/setup/refusal';
import { createDesk, type Desk } from './setting';

const database = await createTestDatabase();
const { prisma } = database;
const clock = new TestClock();
const deps = testDeps(database, { clock });
const inHours = (hours: number) => new Date(clock.now().getTime() + hours * 3_600_000);
const reason = '女儿回来了';

let desk: Desk;
let address: string;

beforeEach(async () => {
  clock.set('2026-03-02T01:00:00Z');
  desk = await createDesk(deps);
  address = newId();
});

/** A request for help as it was taken down, open unless told otherwise, and who it is for. */
async function taken(overrides: Record<string, unknown> = {}) {
  const intake = await desk.takeDown({
    outcome: 'need',
    consent: true,
    wishedFrom: inHours(24),
    wishedUntil: inHours(26),
    ...overrides,
  });
  const served = actorFor(intake.servedPersonId ?? '');
  return { intake, served, needId: intake.needId ?? '' };
}
const needOf = (id: string) => prisma.need.findUniqueOrThrow({ where: { id }, include: { tasks: true } });
const byCode = (intake: Parameters<typeof followCode>[1] & { number: string }, actor: Actor = anonymous()) =>
  takeBackFollowed(deps, actor, { number: intake.number, code: followCode(deps, intake), reason }, address);

describe('a request taken back', () => {
  test('by the person it is for ends the need with its reason, and tells whoever was to come and the committee', async () => {
    const { intake, served, needId } = await taken();
    const task = (await needOf(needId)).tasks[0] ?? expect.fail();
    const helper = await createPerson(prisma);
    const claim = await createClaim(prisma, task, { personId: helper.id });
    expect((await findMyRequests(deps, served))[0]).toMatchObject({ mayTakeBack: true });
    await takeBackRequest(deps, served, { id: intake.id, reason });
    expect(await needOf(needId)).toMatchObject({ status: 'cancelled', statusReason: reason, placesTaken: 0 });
    expect(await prisma.claim.findUniqueOrThrow({ where: { id: claim.id } })).toMatchObject({
      state: 'released',
      reason,
    });
    const noticesOf = (personId: string | null) =>
      prisma.notice.findMany({ where: { personId: personId ?? '' }, select: { kind: true, detail: true } });
    expect(await noticesOf(helper.id)).toEqual([{ kind: 'need_cancelled', detail: { needId } }]);
    expect(await noticesOf(desk.officer.personId)).toContainEqual({
      kind: 'intake_taken_back',
      detail: { intakeId: intake.id },
    });
    expect(
      await prisma.history.findMany({ where: { subjectId: intake.id, action: 'intake:taken_back' } }),
    ).toMatchObject([{ reason, actorPersonId: served.personId }]);
    expect((await findMyRequests(deps, served))[0]).toMatchObject({ state: 'cancelled', mayTakeBack: false });
    expect(await refusalCodeOf(takeBackRequest(deps, served, { id: intake.id, reason }))).toBe(
      'ALREADY_DONE',
    );
  });

  test('by number and code, while it is a draft too, and not by a wrong code or without a reason', async () => {
    const { intake, needId } = await taken({ consent: false });
    const wrong = { number: intake.number, code: 'abcdef', reason };
    expect(await refusalCodeOf(takeBackFollowed(deps, anonymous(), wrong, address))).toBe('NOT_FOUND');
    const mute = { number: intake.number, code: followCode(deps, intake), reason: '' };
    expect(await refusalCodeOf(takeBackFollowed(deps, anonymous(), mute, address))).toBe('REASON_NEEDED');
    expect((await needOf(needId)).status).toBe('draft');
    expect(await byCode(intake)).toMatchObject({ state: 'cancelled', note: reason, mayTakeBack: false });
    expect((await needOf(needId)).status).toBe('cancelled');
  });

  test('not once somebody has begun to help, nor where it was answered', async () => {
    const { intake, served, needId } = await taken();
    await prisma.need.update({ where: { id: needId }, data: { status: 'in_progress' } });
    expect(await refusalCodeOf(takeBackRequest(deps, served, { id: intake.id, reason }))).toBe('WRONG_STATE');
    expect(await refusalCodeOf(byCode(intake))).toBe('WRONG_STATE');
    expect((await findMyRequests(deps, served))[0]).toMatchObject({ mayTakeBack: false });
    expect(await refusalCodeOf(byCode(await desk.takeDown()))).toBe('WRONG_STATE');
    expect((await needOf(needId)).status).toBe('in_progress');
  });

  test('by whoever sent it in, until somebody has looked at it, and then it waits for nobody', async () => {
    const sender = actorFor((await createPerson(prisma)).id);
    const intake = await createIntake(prisma, {
      communityId: desk.community.id,
      organisationId: desk.committee.id,
      takenInById: null,
      channel: 'web',
      outcome: 'received',
      dueAt: null,
      relationship: 'neighbour',
      requesterId: sender.personId,
    });
    await takeBackRequest(deps, sender, { id: intake.id, reason });
    expect(await prisma.intake.findUniqueOrThrow({ where: { id: intake.id } })).toMatchObject({
      outcome: 'withdrawn',
      outcomeNote: reason,
    });
    expect((await findMyRequests(deps, sender))[0]).toMatchObject({ state: 'cancelled' });
    const review = { intake: intake.id, request: desk.values() };
    expect(await refusalCodeOf(reviewRequest(deps, desk.officer, review))).toBe('ALREADY_DONE');
  });

  test('never by who only asked for somebody else, a stranger, or another resident', async () => {
    const { intake } = await taken({
      servedPerson: { name: '王大爷' },
      relationship: 'neighbour',
    });
    const asked = await prisma.person.findUniqueOrThrow({ where: { id: intake.requesterId ?? '' } });
    const others = [actorFor(asked.id), actorFor((await createPerson(prisma)).id)];
    for (const other of others)
      expect(await refusalCodeOf(takeBackRequest(deps, other, { id: intake.id, reason }))).toBe('NOT_FOUND');
    expect((await findMyRequests(deps, actorFor(asked.id)))[0]).toMatchObject({ mayTakeBack: false });
    expect(await refusalCodeOf(takeBackRequest(deps, anonymous(), { id: intake.id, reason }))).toBe(
      'NOT_SIGNED_IN',
    );
  });
});
