import { beforeEach, describe, expect, test } from 'vitest';
import { newId } from '~/server/database/id';
import { agreeToVisits } from '~/server/modules/care/agree-to-visits';
import { changeCareEntry } from '~/server/modules/care/change-entry';
import { endCareEntry } from '~/server/modules/care/end-entry';
import { endCarePair } from '~/server/modules/care/end-pair';
import { planAllVisits } from '~/server/modules/care/plan-all';
import { renewCareConsent } from '~/server/modules/care/renew-consent';
import { withdrawCareConsent } from '~/server/modules/care/withdraw-consent';
import { withdrawClaim } from '~/server/modules/claims/withdraw-claim';
import { saveBirthDate } from '~/server/modules/contact/save-birth-date';
import { settleNeeds } from '~/server/modules/needs/settle-needs';
import { actorFor, createMember } from '~/tests/factories/actor';
import { createPerson } from '~/tests/factories/person';
import { createClaim } from '~/tests/factories/claim';
import { createNeed } from '~/tests/factories/need';
import { createTask } from '~/tests/factories/task';
import { createTestDatabase } from '~/tests/setup/database';
import { TestClock, testDeps } from '~/tests/setup/deps';
import { refusalCodeOf } from '~/tests/setup/refusal';
import { createCareDesk, type CareDesk } from './setting';

const database = await createTestDatabase();
const { prisma } = database;
const clock = new TestClock();
const deps = testDeps(database, { clock });

let desk: CareDesk;

beforeEach(async () => {
  // Monday, nine o'clock in Shanghai.
  clock.set('2026-03-02T01:00:00Z');
  desk = await createCareDesk(deps);
});

const needOf = async (entry: { needId: string | null }) =>
  prisma.need.findUniqueOrThrow({ where: { id: entry.needId ?? '' } });
const noticesTo = async (personId: string) =>
  (await prisma.notice.findMany({ where: { personId }, orderBy: { createdAt: 'asc' } })).map(
    ({ kind }) => kind,
  );
const rhythm = {
  level: 'close',
  interval: 'weekly',
  startsOn: '2026-03-03',
  startMinute: 600,
  durationMinutes: 60,
} as const;

describe('somebody on the care list', () => {
  test('is visited on the days of the next two weeks; without a pair nobody is sent yet', async () => {
    const entry = await desk.add();
    expect(await desk.daysOf(entry.id)).toEqual(['2026-03-03', '2026-03-10']);
    expect(await desk.tasksOf(entry.id)).toEqual([]);
    expect(await needOf(entry)).toMatchObject({
      kind: 'help',
      status: 'draft',
      title: '定期探访',
      placeKind: 'private_home',
      servedPersonId: desk.person.id,
      organisationId: desk.committee.id,
    });
  });

  test('has a task a visit once a pair is agreed, confirmed for both, on the wall clock of the community', async () => {
    const entry = await desk.add();
    const [one, two] = [await desk.volunteer(), await desk.volunteer()];
    await desk.pair(entry.id, one.personId);
    await desk.pair(entry.id, two.personId);
    const both = [one.personId, two.personId].sort();
    expect(await desk.tasksOf(entry.id)).toMatchObject([
      {
        startsAt: new Date('2026-03-03T02:00:00Z'),
        endsAt: new Date('2026-03-03T03:00:00Z'),
        helpers: both,
        takenPlaces: 2,
      },
      { startsAt: new Date('2026-03-10T02:00:00Z'), helpers: both, maximumPlaces: 2 },
    ]);
    expect(await needOf(entry)).toMatchObject({
      status: 'open',
      places: 4,
      placesTaken: 4,
      dueAt: null,
    });
    expect(await noticesTo(one.personId)).toEqual(['care_paired']);
  });

  test('is on it once, and only residents of the own community come on it', async () => {
    await desk.add();
    expect(await refusalCodeOf(desk.add())).toBe('ALREADY_DONE');
    const elsewhere = await createCareDesk(deps);
    const { person } = elsewhere.values();
    expect(await refusalCodeOf(desk.add({ person: `person_${person}` }))).toBe('NOT_FOUND');
  });

  test.each([
    ['2026-03-02', 'server_care_review_past'],
    ['2027-03-03', 'server_care_review_far'],
  ])('is asked again within a year: not on %s', async (reviewOn, message) => {
    await expect(desk.add({ consent: { form: 'paper', reviewOn } })).rejects.toMatchObject({
      issues: [{ path: ['consent', 'reviewOn'], message }],
    });
  });
});

describe('a pair', () => {
  test.each([
    ['IDENTITY_UNCHECKED', null],
    ['IDENTITY_UNCHECKED', '2026-02-01T00:00:00Z'],
  ])('is refused with %s when the check is %s', async (code, checkedUntil) => {
    const entry = await desk.add();
    const volunteer = await desk.volunteer({ checkedUntil });
    expect(await refusalCodeOf(desk.pair(entry.id, volunteer.personId))).toBe(code);
  });

  test('is refused where the person does not want them, twice, and with oneself', async () => {
    const entry = await desk.add();
    const volunteer = await desk.volunteer();
    await prisma.helperRefusal.create({
      data: {
        id: newId(),
        servedPersonId: desk.person.id,
        helperId: volunteer.personId,
        takenDownById: desk.officer.personId,
      },
    });
    expect(await refusalCodeOf(desk.pair(entry.id, volunteer.personId))).toBe('NOT_AVAILABLE_TO_YOU');
    const other = await desk.volunteer();
    await desk.pair(entry.id, other.personId);
    expect(await refusalCodeOf(desk.pair(entry.id, other.personId))).toBe('ALREADY_DONE');
    const self = await desk.add({ person: `person_${other.personId}` });
    expect(await refusalCodeOf(desk.pair(self.id, other.personId))).toBe('SAME_PERSON');
  });

  test('who is busy at the time of a visit is left out, and the officer is told', async () => {
    const entry = await desk.add();
    const volunteer = await desk.volunteer();
    const need = await createNeed(prisma, {
      communityId: desk.community.id,
      organisationId: desk.committee.id,
    });
    const elsewhere = await createTask(prisma, {
      needId: need.id,
      startsAt: new Date('2026-03-10T02:30:00Z'),
      endsAt: new Date('2026-03-10T04:00:00Z'),
    });
    const claim = await createClaim(prisma, elsewhere, { personId: volunteer.personId });
    await desk.pair(entry.id, volunteer.personId);
    expect((await desk.tasksOf(entry.id)).map(({ helpers }) => helpers)).toEqual([[volunteer.personId], []]);
    expect(await noticesTo(desk.officer.personId)).toEqual(['care_busy']);

    await planAllVisits(deps);
    expect(await noticesTo(desk.officer.personId)).toEqual(['care_busy']);
    await withdrawClaim(deps, volunteer, { claim: claim.id, reason: '' });
    await planAllVisits(deps);
    expect((await desk.tasksOf(entry.id))[1]?.helpers).toEqual([volunteer.personId]);
  });

  test('who is free again gets the visit and is told, and gets none that begins within a day', async () => {
    const entry = await desk.add();
    const volunteer = await desk.volunteer();
    const need = await createNeed(prisma, { communityId: desk.community.id });
    const busyOn = async (day: string) =>
      createClaim(
        prisma,
        await createTask(prisma, {
          needId: need.id,
          startsAt: new Date(`${day}T01:30:00Z`),
          endsAt: new Date(`${day}T04:00:00Z`),
        }),
        { personId: volunteer.personId },
      );
    const elsewhere = [await busyOn('2026-03-03'), await busyOn('2026-03-10')];
    await desk.pair(entry.id, volunteer.personId);
    await prisma.claim.updateMany({
      where: { id: { in: elsewhere.map(({ id }) => id) } },
      data: { state: 'withdrawn' },
    });
    clock.set('2026-03-03T01:50:00Z');
    await planAllVisits(deps);
    expect((await desk.tasksOf(entry.id)).map(({ helpers }) => helpers).slice(0, 2)).toEqual([
      [],
      [volunteer.personId],
    ]);
    expect(await noticesTo(volunteer.personId)).toEqual(['care_paired', 'care_changed']);
  });

  test('who gave a visit back keeps it given back, and whose pair ended has no visit ahead', async () => {
    const entry = await desk.add();
    const [one, two] = [await desk.volunteer(), await desk.volunteer()];
    await desk.pair(entry.id, one.personId);
    await desk.pair(entry.id, two.personId);
    const claim = await prisma.claim.findFirstOrThrow({
      where: { personId: one.personId },
      orderBy: { startsAt: 'asc' },
    });
    await withdrawClaim(deps, one, { claim: claim.id, reason: '' });
    await planAllVisits(deps);
    expect((await desk.tasksOf(entry.id))[0]?.helpers).toEqual([two.personId]);

    const pair = await prisma.carePair.findFirstOrThrow({ where: { volunteerId: two.personId } });
    await endCarePair(deps, desk.officer, { pair: pair.id, reason: null });
    expect((await desk.tasksOf(entry.id)).map(({ helpers }) => helpers)).toEqual([[], [one.personId]]);
    expect(await needOf(entry)).toMatchObject({ placesTaken: 1 });
  });

  test('whose identity check ends before a visit has no place in it', async () => {
    const entry = await desk.add();
    const volunteer = await desk.volunteer({ checkedUntil: '2026-03-05T00:00:00Z' });
    await desk.pair(entry.id, volunteer.personId);
    expect((await desk.tasksOf(entry.id)).map(({ helpers }) => helpers)).toEqual([[volunteer.personId], []]);
  });
});

describe('planning', () => {
  test('twice, and on two nodes at once, makes each visit once', async () => {
    const entry = await desk.add({ interval: 'daily' });
    const [one, two] = [await desk.volunteer(), await desk.volunteer()];
    await desk.pair(entry.id, one.personId);
    await desk.pair(entry.id, two.personId);
    clock.set('2026-03-08T01:00:00Z');
    const runs = await Promise.all([planAllVisits(deps), planAllVisits(deps), planAllVisits(deps)]);
    await planAllVisits(deps);
    expect(runs.every(({ failed }) => failed === 0)).toBe(true);
    const days = await desk.daysOf(entry.id);
    expect(days).toHaveLength(20);
    expect(new Set(days).size).toBe(20);
    const tasks = await desk.tasksOf(entry.id);
    expect(tasks).toHaveLength(20);
    expect(tasks.every(({ helpers }) => helpers.length === 2)).toBe(true);
    expect(await needOf(entry)).toMatchObject({ places: 40, placesTaken: 40 });
  });

  test('goes no further than consent, and on again when it is given anew', async () => {
    const entry = await desk.add({ interval: 'daily', consent: { form: 'spoken', reviewOn: '2026-03-05' } });
    expect(await desk.daysOf(entry.id)).toEqual(['2026-03-03', '2026-03-04', '2026-03-05']);
    clock.set('2026-03-06T01:00:00Z');
    await planAllVisits(deps);
    expect(await desk.daysOf(entry.id)).toHaveLength(3);
    await renewCareConsent(deps, desk.officer, { entry: entry.id, form: 'paper', reviewOn: '2026-03-07' });
    expect(await desk.daysOf(entry.id)).toEqual([
      '2026-03-03',
      '2026-03-04',
      '2026-03-05',
      '2026-03-06',
      '2026-03-07',
    ]);
  });

  test('stops when consent is withdrawn: coming visits are called off and the pair is told', async () => {
    const entry = await desk.add();
    const volunteer = await desk.volunteer();
    await desk.pair(entry.id, volunteer.personId);
    await withdrawCareConsent(deps, desk.officer, { entry: entry.id, note: '不想再麻烦大家' });
    expect(await desk.daysOf(entry.id)).toEqual([]);
    expect(await desk.tasksOf(entry.id)).toEqual([]);
    expect(await noticesTo(volunteer.personId)).toEqual(['care_paired', 'care_paused']);
    const released = await prisma.claim.findMany({ where: { personId: volunteer.personId } });
    expect(released.map(({ state, reason }) => [state, reason])).toEqual([
      ['released', '这些探访不再进行。'],
      ['released', '这些探访不再进行。'],
    ]);
    await planAllVisits(deps);
    expect(await desk.daysOf(entry.id)).toEqual([]);
    expect(
      await refusalCodeOf(withdrawCareConsent(deps, desk.officer, { entry: entry.id, note: null })),
    ).toBe('ALREADY_DONE');
  });

  test('that begins again sooner than two weeks ahead is told to the pair, and so is another time, each once', async () => {
    const entry = await desk.add();
    const volunteer = await desk.volunteer();
    await desk.pair(entry.id, volunteer.personId);
    await changeCareEntry(deps, desk.officer, { entry: entry.id, ...rhythm, startMinute: 840 });
    expect(await noticesTo(volunteer.personId)).toEqual(['care_paired', 'care_changed']);
    await withdrawCareConsent(deps, desk.officer, { entry: entry.id, note: null });
    await renewCareConsent(deps, desk.officer, { entry: entry.id, form: 'paper', reviewOn: '2026-09-01' });
    expect((await noticesTo(volunteer.personId)).slice(2)).toEqual(['care_paused', 'care_changed']);
    clock.set('2026-03-08T01:00:00Z');
    await planAllVisits(deps);
    expect(await desk.daysOf(entry.id)).toContain('2026-03-17');
    expect(await noticesTo(volunteer.personId)).toHaveLength(4);
  });

  test('says in each event how many places the whole need holds', async () => {
    const entry = await desk.add();
    const volunteer = await desk.volunteer();
    await desk.pair(entry.id, volunteer.personId);
    await changeCareEntry(deps, desk.officer, { entry: entry.id, ...rhythm, startMinute: 840 });
    const events = await prisma.event.findMany({
      where: { type: 'claim:confirmed', feeds: { has: `need:${entry.needId}` } },
      orderBy: { id: 'asc' },
    });
    expect(events.map(({ payload }) => payload)).toMatchObject(
      [1, 2, 1, 2].map((placesTaken) => ({ placesTaken })),
    );
  });

  test('anew moves what has not begun, and leaves what somebody attended', async () => {
    const entry = await desk.add({ interval: 'daily', startsOn: '2026-03-02', startMinute: 570 });
    const volunteer = await desk.volunteer();
    await desk.pair(entry.id, volunteer.personId);
    const [first] = await desk.tasksOf(entry.id);
    await prisma.claim.updateMany({ where: { taskId: first?.id ?? '' }, data: { state: 'checked_in' } });
    await changeCareEntry(deps, desk.officer, { entry: entry.id, ...rhythm, startMinute: 840 });
    const tasks = await desk.tasksOf(entry.id);
    expect(tasks.map(({ startsAt }) => startsAt.toISOString())).toEqual([
      '2026-03-02T01:30:00.000Z',
      '2026-03-03T06:00:00.000Z',
      '2026-03-10T06:00:00.000Z',
    ]);
    expect(tasks.every(({ helpers }) => helpers.length === 1)).toBe(true);
    expect(await desk.daysOf(entry.id)).toEqual(['2026-03-02', '2026-03-03', '2026-03-10']);
  });

  test('keeps the need going between visits; ending closes it, unjudged, and calls off what lies ahead', async () => {
    const entry = await desk.add({ interval: 'monthly' });
    const volunteer = await desk.volunteer();
    await desk.pair(entry.id, volunteer.personId);
    clock.set('2026-03-04T01:00:00Z');
    await settleNeeds(deps);
    await settleNeeds(deps);
    expect(await needOf(entry)).toMatchObject({ status: 'in_progress', judgement: null });

    clock.set('2026-03-25T01:00:00Z');
    await planAllVisits(deps);
    expect(await desk.daysOf(entry.id)).toEqual(['2026-03-03', '2026-04-03']);
    expect(await refusalCodeOf(endCareEntry(deps, desk.officer, { entry: entry.id, reason: '' }))).toBe(
      'REASON_NEEDED',
    );
    await endCareEntry(deps, desk.officer, { entry: entry.id, reason: '已搬去与女儿同住' });
    expect(await needOf(entry)).toMatchObject({ status: 'closed', judgement: null });
    expect(await noticesTo(volunteer.personId)).toEqual(['care_paired', 'care_unpaired']);
    expect(await desk.daysOf(entry.id)).toEqual(['2026-03-03']);
    await settleNeeds(deps);
    expect(await needOf(entry)).toMatchObject({ status: 'closed' });
    expect(await refusalCodeOf(endCareEntry(deps, desk.officer, { entry: entry.id, reason: 'x' }))).toBe(
      'WRONG_STATE',
    );
    expect(
      (await prisma.history.findMany({ where: { subjectId: entry.id }, orderBy: { at: 'asc' } })).map(
        ({ action }) => action,
      ),
    ).toEqual(['care:added', 'care:paired', 'care:ended']);
  });
});

describe('consent for somebody who does not agree alone', () => {
  /** A guardian whom two officers vouched for; consent is in their hands unless told otherwise. */
  async function guardian(scope: string[] = ['consent']) {
    const { id: proxyId } = await createPerson(prisma);
    const second = await createMember(prisma, desk.committee, 'officer');
    await prisma.proxyRelationship.create({
      data: {
        id: newId(),
        principalId: desk.person.id,
        proxyId,
        kind: 'guardian',
        scope,
        firstOfficerId: desk.officer.personId,
        secondOfficerId: second.personId,
        startsAt: clock.now(),
      },
    });
    return {
      ...actorFor(proxyId),
      personId: proxyId,
      onBehalfOfId: desk.person.id,
      capacity: 'guardian' as const,
      proxyScope: ['consent' as const],
    };
  }
  const bornOn = (birthDate: string) =>
    prisma.$transaction((tx) => saveBirthDate(tx, deps, desk.person.id, birthDate));
  const consentsOf = () =>
    prisma.consent.findMany({ where: { personId: desk.person.id }, orderBy: { id: 'asc' } });
  const given = (form: string, reviewOn = '2026-12-31') => ({ consent: { form, reviewOn } });

  test.each([
    ['a minor', () => bornOn('2012-05-01')],
    ['under guardianship', () => guardian(['ask'])],
  ])('is refused as their own word, and where no guardian may give it: %s', async (_who, prepare) => {
    await prepare();
    for (const form of ['spoken', 'paper', 'screen', 'guardian'])
      expect(await refusalCodeOf(desk.add(given(form)))).toBe('GUARDIAN_CONSENT_NEEDED');
    expect(await consentsOf()).toEqual([]);
    expect(await prisma.careEntry.count({ where: { personId: desk.person.id } })).toBe(0);
  });

  test('is taken from the guardian, who gives it again for a year themselves', async () => {
    const mother = await guardian();
    const entry = await desk.add(given('guardian', '2026-03-20'));
    const [first] = await consentsOf();
    expect(first).toMatchObject({
      form: 'guardian',
      givenById: mother.personId,
      takenById: desk.officer.personId,
    });
    const again = { consent: first?.id ?? '' };
    const alone = actorFor(desk.person.id);
    expect(await refusalCodeOf(agreeToVisits(deps, alone, again))).toBe('GUARDIAN_CONSENT_NEEDED');
    expect(await refusalCodeOf(agreeToVisits(deps, desk.officer, again))).toBe('NOT_FOUND');
    await agreeToVisits(deps, mother, again);
    expect((await consentsOf())[1]).toMatchObject({
      form: 'guardian',
      givenById: mother.personId,
      takenById: null,
      scope: entry.needId,
      reviewOn: new Date('2027-03-02T00:00:00Z'),
    });
    const spoken = { entry: entry.id, form: 'spoken' as const, reviewOn: '2026-12-31' };
    expect(await refusalCodeOf(renewCareConsent(deps, desk.officer, spoken))).toBe('GUARDIAN_CONSENT_NEEDED');
  });

  test('is their own again on the screen for anyone else', async () => {
    await desk.add();
    const [first] = await consentsOf();
    const self = actorFor(desk.person.id);
    await agreeToVisits(deps, self, { consent: first?.id ?? '' });
    expect((await consentsOf())[1]).toMatchObject({
      form: 'screen',
      givenById: self.personId,
      takenById: null,
    });
    const entry = await prisma.careEntry.findFirstOrThrow({ where: { personId: desk.person.id } });
    await endCareEntry(deps, desk.officer, { entry: entry.id, reason: '搬走了' });
    expect(await refusalCodeOf(agreeToVisits(deps, self, { consent: first?.id ?? '' }))).toBe('WRONG_STATE');
  });
});
