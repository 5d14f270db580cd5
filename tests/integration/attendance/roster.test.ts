import { beforeEach, describe, expect, test } from 'vitest';
import { addWalkIn } from '~/server/modules/attendance/add-walk-in';
import { checkIn } from '~/server/modules/attendance/check-in';
import { checkInMany, checkOutMany } from '~/server/modules/attendance/check-many';
import { checkOut } from '~/server/modules/attendance/check-out';
import { markNoShow, undoNoShow } from '~/server/modules/attendance/mark-no-show';
import { noteClaim } from '~/server/modules/attendance/note-claim';
import { findCandidates, findNotes } from '~/server/modules/attendance/queries';
import { currentCode } from '~/server/modules/attendance/rules';
import { createAccount } from '~/tests/factories/account';
import { createMember } from '~/tests/factories/actor';
import { createClaim, createClaimant, createScene, type Scene } from '~/tests/factories/claim';
import { createNeed } from '~/tests/factories/need';
import { createPerson } from '~/tests/factories/person';
import { createSkill } from '~/tests/factories/skill';
import { createTask } from '~/tests/factories/task';
import { createTestDatabase } from '~/tests/setup/database';
import { TestClock, testDeps } from '~/tests/setup/deps';
import { refusalCodeOf } from '~/tests/setup/refusal';

const database = await createTestDatabase();
const { prisma } = database;
const clock = new TestClock();
const deps = testDeps(database, { clock });

let scene: Scene;
let startsAt: Date;

beforeEach(async () => {
  startsAt = new Date(clock.now().getTime() + 26 * 60 * 60_000);
  scene = await createScene(prisma, {
    need: { status: 'in_progress' },
    task: { startsAt, maximumPlaces: 2 },
  });
  clock.set(startsAt);
});

const claimOf = (id: string) => prisma.claim.findUniqueOrThrow({ where: { id } });
const places = async () => {
  const task = await prisma.task.findUniqueOrThrow({ where: { id: scene.task.id }, include: { need: true } });
  return [task.takenPlaces, task.need.placesTaken];
};
/** Somebody the organisation knows: they belong to it, and have accepted the terms. */
async function known(displayName?: string) {
  const claimant = await createClaimant(prisma, displayName ? { displayName } : {});
  await createMember(prisma, scene.organisation, 'member', claimant.personId);
  return claimant;
}
const walkIn = (input: Partial<Parameters<typeof addWalkIn>[2]>, actor = scene.coordinator) =>
  addWalkIn(deps, actor, { task: scene.task.id, ...input });

describe('somebody who walked in', () => {
  test('takes a place, is checked in by the coordinator and is told', async () => {
    const { personId } = await known();
    const { id } = await walkIn({ person: personId });
    expect(await claimOf(id)).toMatchObject({ state: 'checked_in', personId, taskId: scene.task.id });
    expect(await prisma.attendance.findUniqueOrThrow({ where: { claimId: id } })).toMatchObject({
      walkIn: true,
      checkedInSource: 'coordinator',
      checkedInById: scene.coordinator.personId,
      checkedInAt: startsAt,
    });
    expect(await places()).toEqual([1, 1]);
    expect(await prisma.notice.findMany({ where: { personId } })).toMatchObject([{ kind: 'claim_walk_in' }]);
    expect(await prisma.event.findMany({ where: { aggregateId: id } })).toMatchObject([
      { type: 'claim:walked_in', payload: { takenPlaces: 1, placesTaken: 1 } },
    ]);
    expect(await prisma.history.count({ where: { subjectId: id, toState: 'checked_in' } })).toBe(1);
  });

  test('is found by the member number they say', async () => {
    const { personId } = await createClaimant(prisma);
    const { memberNumber } = await createAccount(deps, { personId });
    const number = String(memberNumber);
    const { id } = await walkIn({ memberNumber: `${number.slice(0, 4)} ${number.slice(4)}` });
    expect(await claimOf(id)).toMatchObject({ personId });
    expect(await refusalCodeOf(walkIn({ memberNumber: '000000000' }))).toBe('NOT_FOUND');
  });

  test('is taken down by name, without an account, with the consent they gave on site', async () => {
    const { id } = await walkIn({ name: '赵新来', agreed: true });
    const { personId } = await claimOf(id);
    const person = await prisma.person.findUniqueOrThrow({
      where: { id: personId ?? '' },
      include: { accounts: true, consents: true },
    });
    expect(person).toMatchObject({
      displayName: '赵新来',
      homeCommunityId: scene.community.id,
      accounts: [],
      consents: [{ purpose: 'terms', form: 'spoken', takenById: scene.coordinator.personId }],
    });
  });

  test('is refused for what a claim is refused for, and nothing is left behind', async () => {
    const stranger = await createPerson(prisma);
    expect(await refusalCodeOf(walkIn({ person: stranger.id }))).toBe('NOT_FOUND');

    const withoutTerms = await createPerson(prisma);
    await createMember(prisma, scene.organisation, 'member', withoutTerms.id);
    expect(await refusalCodeOf(walkIn({ person: withoutTerms.id }))).toBe('TERMS_NOT_ACCEPTED');
    expect((await walkIn({ person: withoutTerms.id, agreed: true })).id).toBeTruthy();

    const suspended = await known();
    await prisma.person.update({ where: { id: suspended.personId }, data: { status: 'suspended' } });
    expect(await refusalCodeOf(walkIn({ person: suspended.personId }))).toBe('SUSPENDED');

    const busy = await known();
    const other = await createTask(prisma, {
      needId: (await createNeed(prisma, { communityId: scene.community.id })).id,
      startsAt,
    });
    await createClaim(prisma, other, { personId: busy.personId });
    expect(await refusalCodeOf(walkIn({ person: busy.personId }))).toBe('OVERLAPS');

    await createClaim(prisma, scene.task, { personId: (await known()).personId });
    const before = await prisma.person.count();
    expect(await refusalCodeOf(walkIn({ name: 'One too many', agreed: true }))).toBe('FULL');
    expect(await prisma.person.count()).toBe(before);
    expect(await refusalCodeOf(walkIn({ person: scene.coordinator.personId }))).toBe('OWN_HOURS');
  });

  test('needs the age and the skills that the task asks for', async () => {
    const { personId } = await known();
    await prisma.task.update({ where: { id: scene.task.id }, data: { minimumAge: 18 } });
    expect(await refusalCodeOf(walkIn({ person: personId }))).toBe('AGE_UNKNOWN');
    const child = { name: 'Too young', birthDate: '2024-01-01', agreed: true };
    expect(await refusalCodeOf(walkIn(child))).toBe('UNDER_AGE');
    expect((await walkIn({ name: 'Grown', birthDate: '1958-03-12', agreed: true })).id).toBeTruthy();
    await prisma.task.update({ where: { id: scene.task.id }, data: { maximumPlaces: { increment: 1 } } });
    const skill = await createSkill(prisma);
    await prisma.task.update({
      where: { id: scene.task.id },
      data: { minimumAge: null, skills: { create: { skillId: skill.id, required: true } } },
    });
    expect(await refusalCodeOf(walkIn({ person: personId }))).toBe('MISSING_SKILL');
  });

  test('comes while check-in is open, to a task that goes on', async () => {
    const { personId } = await known();
    clock.advance(-61);
    expect(await refusalCodeOf(walkIn({ person: personId }))).toBe('TOO_EARLY');
    clock.advance(61 + 121);
    expect(await refusalCodeOf(walkIn({ person: personId }))).toBe('TOO_LATE');
    await prisma.task.update({ where: { id: scene.task.id }, data: { cancelledAt: clock.now() } });
    expect(await refusalCodeOf(walkIn({ person: personId }))).toBe('TASK_CANCELLED');
  });

  test('is added by whoever runs the day and by nobody else', async () => {
    const { personId } = await known();
    const elsewhere = await createScene(prisma);
    expect(await refusalCodeOf(walkIn({ person: personId }, elsewhere.coordinator))).toBe('NOT_FOUND');
    const volunteer = await createClaimant(prisma);
    expect(await refusalCodeOf(walkIn({ person: personId }, volunteer))).toBe('NOT_ALLOWED');
    const officer = await createMember(prisma, scene.committee, 'officer');
    const resident = await createClaimant(prisma, { homeCommunityId: scene.community.id });
    const { id } = await walkIn({ person: resident.personId }, officer);
    expect(await prisma.attendance.findUniqueOrThrow({ where: { claimId: id } })).toMatchObject({
      checkedInSource: 'officer',
    });
  });

  test('fills the last place once, however many coordinators add somebody at the same instant', async () => {
    await createClaim(prisma, scene.task, { personId: (await known()).personId });
    const people = await Promise.all(Array.from({ length: 8 }, () => known()));
    const answers = await Promise.allSettled(people.map(({ personId }) => walkIn({ person: personId })));
    expect(answers.filter((answer) => answer.status === 'fulfilled')).toHaveLength(1);
    expect(await places()).toEqual([2, 2]);
  });
});

test('candidates are the people of that name whom the coordinator may see and who are not here yet', async () => {
  const wang = await known('王小梅');
  const here = await known('王大力');
  await createClaim(prisma, scene.task, { personId: here.personId });
  await createPerson(prisma, { displayName: '王陌生' });
  const ids = async (name: string, actor = scene.coordinator) =>
    (await findCandidates(deps, actor, scene.task.id, name)).map((candidate) => candidate.id);
  expect(await ids('王')).toEqual([wang.personId]);
  expect(await ids('%')).toEqual([]);
  expect(await ids(' ')).toEqual([]);
  expect(await ids('王', (await createScene(prisma)).coordinator)).toEqual([]);
});

describe('somebody who did not come', () => {
  test('gives the place back and is told; the mark is undone while the day lasts', async () => {
    const { personId } = await known();
    const claim = await createClaim(prisma, scene.task, { personId });
    await markNoShow(deps, scene.coordinator, { claim: claim.id });
    expect(await claimOf(claim.id)).toMatchObject({ state: 'no_show' });
    expect(await places()).toEqual([0, 0]);
    expect(await refusalCodeOf(markNoShow(deps, scene.coordinator, { claim: claim.id }))).toBe(
      'ALREADY_DONE',
    );

    await undoNoShow(deps, scene.coordinator, { claim: claim.id });
    expect(await claimOf(claim.id)).toMatchObject({ state: 'confirmed' });
    expect(await places()).toEqual([1, 1]);
    const kinds = (await prisma.notice.findMany({ where: { personId } })).map((notice) => notice.kind);
    expect(kinds.sort()).toEqual(['claim_no_show', 'claim_no_show_undone']);

    await markNoShow(deps, scene.coordinator, { claim: claim.id });
    clock.advance(120 + 12 * 60 + 1);
    expect(await refusalCodeOf(undoNoShow(deps, scene.coordinator, { claim: claim.id }))).toBe('TOO_LATE');
  });

  test('is not marked before the start, nor once checked in, nor by themselves or strangers', async () => {
    const { personId } = await known();
    const claim = await createClaim(prisma, scene.task, { personId });
    clock.advance(-1);
    expect(await refusalCodeOf(markNoShow(deps, scene.coordinator, { claim: claim.id }))).toBe('TOO_EARLY');
    clock.advance(1);
    const elsewhere = await createScene(prisma);
    expect(await refusalCodeOf(markNoShow(deps, elsewhere.coordinator, { claim: claim.id }))).toBe(
      'NOT_FOUND',
    );
    await checkIn(deps, scene.coordinator, { claim: claim.id });
    expect(await refusalCodeOf(markNoShow(deps, scene.coordinator, { claim: claim.id }))).toBe('WRONG_STATE');
    const own = await createClaim(prisma, scene.task, { personId: scene.coordinator.personId });
    expect(await refusalCodeOf(markNoShow(deps, scene.coordinator, { claim: own.id }))).toBe('OWN_HOURS');
  });

  test('does not get a place back that somebody else has', async () => {
    const claim = await createClaim(prisma, scene.task, { personId: (await known()).personId });
    await markNoShow(deps, scene.coordinator, { claim: claim.id });
    await walkIn({ person: (await known()).personId });
    await walkIn({ person: (await known()).personId });
    expect(await refusalCodeOf(undoNoShow(deps, scene.coordinator, { claim: claim.id }))).toBe('FULL');
  });

  test('does not get time back that they spend elsewhere', async () => {
    const { personId } = await known();
    const claim = await createClaim(prisma, scene.task, { personId });
    await markNoShow(deps, scene.coordinator, { claim: claim.id });
    const need = await createNeed(prisma, { communityId: scene.community.id });
    await createClaim(prisma, await createTask(prisma, { needId: need.id, startsAt }), { personId });
    expect(await refusalCodeOf(undoNoShow(deps, scene.coordinator, { claim: claim.id }))).toBe('OVERLAPS');
  });
});

describe('several people at once', () => {
  test('are checked in and out together; one who cannot be stops none of the others', async () => {
    await prisma.task.update({ where: { id: scene.task.id }, data: { maximumPlaces: 10 } });
    const claims = [];
    for (let index = 0; index < 3; index += 1)
      claims.push((await createClaim(prisma, scene.task, { personId: (await known()).personId })).id);
    const own = await createClaim(prisma, scene.task, { personId: scene.coordinator.personId });
    const elsewhere = await createScene(prisma, { task: { startsAt } });
    const foreign = await createClaim(prisma, elsewhere.task, { personId: (await known()).personId });
    const all = [...claims, own.id, foreign.id];

    const came = await checkInMany(deps, scene.coordinator, { claims: [...all, claims[0] ?? ''] });
    expect(came).toEqual({
      done: claims,
      refused: [
        { claim: own.id, code: 'OWN_HOURS' },
        { claim: foreign.id, code: 'NOT_FOUND' },
      ],
    });
    clock.advance(60);
    const went = await checkOutMany(deps, scene.coordinator, { claims: all, breakMinutes: 15 });
    expect(went.done).toEqual(claims);
    expect(await prisma.serviceRecord.findMany({ where: { claimId: { in: all } } })).toMatchObject(
      claims.map(() => ({ minutes: 45, evidenceLevel: 0 })),
    );
    expect(await claimOf(foreign.id)).toMatchObject({ state: 'confirmed' });
  });
});

test('a note beside a name is for those who run the day', async () => {
  const { personId, ...volunteer } = await known();
  const claim = await createClaim(prisma, scene.task, { personId });
  await noteClaim(deps, scene.coordinator, { claim: claim.id, note: 'Has the key of the store' });
  expect(await findNotes(deps, scene.coordinator, [claim.id])).toEqual(['Has the key of the store']);
  expect(await findNotes(deps, { ...volunteer, personId }, [claim.id])).toEqual([null]);
  const elsewhere = await createScene(prisma);
  const attempt = noteClaim(deps, elsewhere.coordinator, { claim: claim.id, note: 'x' });
  expect(await refusalCodeOf(attempt)).toBe('NOT_FOUND');
  await noteClaim(deps, scene.coordinator, { claim: claim.id, note: '' });
  expect(await findNotes(deps, scene.coordinator, [claim.id])).toEqual([null]);
});

describe('what a record rests on', () => {
  const code = () => currentCode(scene.task.checkInSecret, clock.now()).digits;
  const levelOf = async (claimId: string) =>
    (await prisma.serviceRecord.findFirstOrThrow({ where: { claimId } })).evidenceLevel;

  test.each([
    ['code', 'code', 2],
    ['code', 'staff', 3],
    ['staff', 'code', 3],
    ['staff', 'staff', 0],
    ['walk-in', 'code', 3],
    ['walk-in', 'staff', 0],
  ] as const)('in by %s and out by %s is level %i', async (came, went, level) => {
    const volunteer = await known();
    const byCode = () => ({ task: scene.task.id, code: code() });
    const claim =
      came === 'walk-in'
        ? await walkIn({ person: volunteer.personId })
        : await createClaim(prisma, scene.task, { personId: volunteer.personId });
    if (came === 'code') await checkIn(deps, volunteer, byCode());
    if (came === 'staff') await checkIn(deps, scene.coordinator, { claim: claim.id });
    clock.advance(60);
    if (went === 'code') await checkOut(deps, volunteer, byCode());
    else await checkOut(deps, scene.coordinator, { claim: claim.id });
    expect(await levelOf(claim.id)).toBe(level);
  });
});
