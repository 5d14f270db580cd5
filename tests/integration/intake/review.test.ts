import { beforeEach, describe, expect, test } from 'vitest';
import { encodeId, newId } from '~/server/database/id';
import { unsafeViewsOf } from '~/server/modules/contact/queries';
import { unsafeFindReported, viewReportedPhones } from '~/server/modules/contact/reported-persons';
import { keepContactPoint } from '~/server/modules/contact/add-contact-point';
import { findCandidates } from '~/server/modules/intake/find-candidates';
import { followCode, followCodeFor } from '~/server/modules/intake/follow-code';
import { followRequest } from '~/server/modules/intake/follow-request';
import { AskInput, ReviewRequestInput } from '~/server/modules/intake/input';
import { findMyRequests } from '~/server/modules/intake/my-requests';
import { listIntakes } from '~/server/modules/intake/queries';
import { receiveRequest } from '~/server/modules/intake/receive-request';
import { reviewRequest } from '~/server/modules/intake/review-request';
import { anonymous, type Actor } from '~/server/policy/actor';
import { parseInput } from '~/server/policy/parse-input';
import { InvalidInput } from '~/server/policy/refusal';
import { actorFor, createMember } from '~/tests/factories/actor';
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

let desk: Desk;
let address: string;

beforeEach(async () => {
  clock.set('2026-03-02T01:00:00Z');
  desk = await createDesk(deps);
  address = newId();
});

const ask = async (overrides: object = {}, actor: Actor = anonymous()) => {
  const input = parseInput(
    AskInput,
    {
      community: encodeId('Community', desk.community.id),
      subject: '想找人陪我去医院',
      name: '李秀英',
      phone: '139 1234 5678',
      forAnother: false,
      building: '3号楼',
      door: '402',
      ...overrides,
    },
    'en',
  );
  const { intakeId } = await receiveRequest(deps, actor, input, address);
  return prisma.intake.findUniqueOrThrow({ where: { id: intakeId } });
};
const review = async (intake: string, request: object, actor: Actor = desk.officer) => {
  const input = parseInput(
    ReviewRequestInput,
    {
      intake: encodeId('Intake', intake),
      request: {
        channel: 'web',
        subject: '陪同去医院',
        outcome: 'need',
        requester: { name: '李秀英', phone: '139 1234 5678' },
        ...request,
      },
    },
    'en',
  );
  await reviewRequest(deps, actor, input);
  return prisma.intake.findUniqueOrThrow({ where: { id: intake }, include: { need: true } });
};
const window = () => ({ wishedFrom: inHours(24), wishedUntil: inHours(26) });

describe('the phone that a request came with', () => {
  const phonesOf = async (intakeId: string) => {
    const [reported = []] = await unsafeFindReported(deps, [intakeId]);
    const ids = reported.map(({ id }) => id);
    return viewReportedPhones(deps, desk.officer, ids);
  };

  test('is looked at on the record of whoever it turns out to be', async () => {
    const intake = await ask({
      forAnother: true,
      servedName: '王大爷',
      servedPhone: '139 0000 1111',
      relationship: 'neighbour',
    });
    expect(await phonesOf(intake.id)).toMatchObject([
      { phone: '+8613912345678' },
      { phone: '+8613900001111' },
    ]);
    const { requesterId, servedPersonId } = await review(intake.id, {
      servedPerson: { name: '王大爷' },
      relationship: 'neighbour',
      ...window(),
    });
    const views = [requesterId, servedPersonId].map((id) => unsafeViewsOf(deps, id ?? ''));
    const seen = { what: 'reported_phone', viewerId: desk.officer.personId, refused: false };
    expect(await Promise.all(views)).toMatchObject([[seen], [seen]]);
  });

  test('is looked at once by whoever looks again within minutes, and not at all where none was given', async () => {
    const intake = await ask();
    await phonesOf(intake.id);
    await phonesOf(intake.id);
    const { requesterId } = await review(intake.id, { outcome: 'answered', outcomeNote: '已答复' });
    expect(await unsafeViewsOf(deps, requesterId ?? '')).toHaveLength(1);
    const resident = await createMember(prisma, desk.committee, 'officer');
    const other = await ask({ name: null, phone: '139 1234 5678' }, resident);
    await prisma.reportedPerson.updateMany({ where: { intakeId: other.id }, data: { phone: null } });
    expect(await phonesOf(other.id)).toEqual([{ phone: null, phoneText: null }]);
    expect(await unsafeViewsOf(deps, resident.personId ?? '')).toEqual([]);
  });
});

describe('a request from the web', () => {
  test('draws a number, and of what a stranger typed no person is made', async () => {
    const before = await prisma.person.count();
    const intake = await ask();
    expect(intake).toMatchObject({
      outcome: 'received',
      channel: 'web',
      takenInById: null,
      requesterId: null,
      servedPersonId: null,
      organisationId: desk.committee.id,
    });
    expect(intake.number).toMatch(/^2026-\d{6}$/);
    expect(await prisma.person.count()).toBe(before);
    expect(await prisma.reportedPerson.findMany({ where: { intakeId: intake.id } })).toMatchObject([
      { part: 'requester', name: '李秀英', phone: '+8613912345678', lastFour: '5678' },
    ]);
    const code = followCode(deps, intake);
    expect(await followRequest(deps, anonymous(), { number: intake.number, code }, address)).toMatchObject({
      state: 'waiting',
    });
  });

  test('asks a stranger for name and phone, and whoever is signed in for a phone where none is on file', async () => {
    await expect(ask({ name: '', phone: '' })).rejects.toThrow(InvalidInput);
    const person = await createPerson(prisma);
    await expect(ask({ name: null, phone: null }, actorFor(person.id))).rejects.toMatchObject({
      issues: [{ path: ['phone'], message: 'server_ask_phone_missing' }],
    });
    await keepContactPoint(prisma, deps, { personId: person.id, kind: 'phone', value: '13912345678' });
    const intake = await ask({ name: null, phone: null }, actorFor(person.id));
    expect(intake).toMatchObject({ requesterId: person.id, servedPersonId: person.id });
    expect(await findMyRequests(deps, actorFor(person.id))).toMatchObject([
      { intake: { id: intake.id }, state: 'waiting' },
    ]);
  });

  test('is limited by the address it comes from', async () => {
    const answers: string[] = [];
    for (let at = 0; at < 21; at += 1)
      answers.push(
        await ask().then(
          () => 'taken',
          () => 'refused',
        ),
      );
    expect(answers.filter((answer) => answer === 'taken')).toHaveLength(20);
    expect(await refusalCodeOf(ask())).toBe('TOO_MANY_ATTEMPTS');
  });

  test('waits for the committee of its community alone', async () => {
    const intake = await ask();
    const { officer: foreign } = await createDesk(deps);
    const page = { first: 10, after: null };
    const ids = async (actor: Actor) =>
      (await listIntakes(deps, actor, { review: true }, page)).rows.map(({ id }) => id);
    expect(await ids(desk.officer)).toEqual([intake.id]);
    expect(await ids(foreign)).toEqual([]);
    expect(await refusalCodeOf(review(intake.id, {}, foreign))).toBe('NOT_FOUND');
    expect(await refusalCodeOf(review(intake.id, {}, actorFor(newId())))).toBe('NOT_ALLOWED');
  });
});

describe('a worker who reviews', () => {
  test('sees residents of the same phone or name beside what was typed', async () => {
    const known = await desk.takeDown({ requester: { name: '李阿姨', phone: '13912345678' } });
    const namesake = await createPerson(prisma, {
      displayName: '李秀英',
      homeCommunityId: desk.community.id,
    });
    await createPerson(prisma, { displayName: '李秀英' });
    const intake = await ask();
    const found = await findCandidates(deps, desk.officer, intake, 'requester');
    expect(found.map(({ id }) => id)).toEqual([namesake.id, known.requesterId]);
    const views = { viewerId: desk.officer.personId, subjectId: known.requesterId ?? '' };
    expect(await prisma.contactView.count({ where: views })).toBe(1);
  });

  test("takes a stranger's tick for nobody's consent, nor a resident's for another one", async () => {
    const grandmother = await createPerson(prisma, { homeCommunityId: desk.community.id });
    const meant = { ...window(), requester: { person: encodeId('Person', grandmother.id) } };
    const other = actorFor((await createPerson(prisma)).id);
    for (const intake of [await ask({ consent: true }), await ask({ consent: true }, other)])
      expect((await review(intake.id, meant)).need?.status).toBe('draft');
    expect(await prisma.consent.count({ where: { personId: grandmother.id } })).toBe(0);
  });

  test('makes a need of it once, under the same number, published by the tick of who asked for themselves', async () => {
    const asking = await createPerson(prisma, { homeCommunityId: desk.community.id });
    const intake = await ask({ consent: true }, actorFor(asking.id));
    const decided = await review(intake.id, {
      ...window(),
      requester: { person: encodeId('Person', asking.id) },
      building: '3号楼',
      door: '402',
    });
    expect(decided).toMatchObject({
      number: intake.number,
      outcome: 'need',
      takenInById: desk.officer.personId,
      subject: '陪同去医院',
      channel: 'web',
    });
    expect(decided.need).toMatchObject({ number: intake.number, status: 'open', channel: 'web' });
    expect(await prisma.consent.findMany({ where: { scope: decided.needId } })).toMatchObject([
      { form: 'screen', givenById: decided.servedPersonId, takenById: desk.officer.personId },
    ]);
    expect(await prisma.address.findMany({ where: { intakeId: intake.id } })).toMatchObject([
      { building: '3号楼', door: '402' },
    ]);
    expect(await refusalCodeOf(review(intake.id, {}))).toBe('ALREADY_DONE');
    const history = await prisma.history.findMany({
      where: { subjectId: intake.id },
      orderBy: { id: 'asc' },
    });
    expect(history.map(({ action }) => action)).toEqual([
      'intake:received',
      'intake:consented',
      'intake:reviewed',
    ]);
  });

  test('publishes nothing without consent, and nobody consents for somebody else', async () => {
    const other = { forAnother: true, servedName: '王秀兰', relationship: 'neighbour' };
    await expect(ask({ ...other, consent: true })).rejects.toThrow(InvalidInput);
    const intake = await ask({ consent: true });
    const decided = await review(intake.id, {
      ...window(),
      servedPerson: { name: '王秀兰' },
      relationship: 'relative',
    });
    expect(decided.need?.status).toBe('draft');
    const plain = await review((await ask()).id, window());
    expect(plain.need?.status).toBe('draft');
  });

  test('may hand a complaint to another worker of the committee, and to nobody else', async () => {
    const colleague = await createMember(prisma, desk.committee, 'grid_worker');
    const complaint = { outcome: 'complaint', dueAt: inHours(72) };
    const owned = async (personId: string) =>
      review((await ask()).id, { ...complaint, owner: encodeId('Person', personId) });
    expect((await owned(colleague.personId)).ownerId).toBe(colleague.personId);
    const stranger = await createPerson(prisma);
    expect(await refusalCodeOf(owned(stranger.id))).toBe('NOT_FOUND');
    expect((await review((await ask()).id, complaint)).ownerId).toBe(desk.officer.personId);
  });
});

describe('whoever acts for somebody', () => {
  test('asks for that one, as what they are to them, within what was put into their hands', async () => {
    const [li, wang] = [await createPerson(prisma), await createPerson(prisma)];
    const acting: Actor = {
      ...actorFor(li.id),
      onBehalfOfId: wang.id,
      proxyScope: ['ask'],
      capacity: 'guardian',
    };
    const intake = await ask({ consent: true }, acting);
    expect(intake).toMatchObject({
      requesterId: li.id,
      servedPersonId: wang.id,
      relationship: 'guardian',
    });
    expect(await prisma.history.findMany({ where: { subjectId: intake.id } })).toMatchObject([
      { action: 'intake:received', actorPersonId: li.id, onBehalfOfId: wang.id },
    ]);
    // A code would open it after the proxy has ended, and its judgement too.
    expect(followCodeFor(deps, acting, intake)).toBeNull();
    expect(followCodeFor(deps, actorFor(wang.id), intake)).toBe(followCode(deps, intake));
    expect(await refusalCodeOf(ask({}, { ...acting, proxyScope: ['hours'] }))).toBe('NOT_ALLOWED');
  });
});
