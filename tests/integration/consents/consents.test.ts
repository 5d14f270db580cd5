import { beforeEach, describe, expect, test } from 'vitest';
import { encodeId, newId } from '~/server/database/id';
import { RenewCareConsentInput } from '~/server/modules/care/input';
import { renewCareConsent } from '~/server/modules/care/renew-consent';
import { giveConsent } from '~/server/modules/consents/give-consent';
import { findConsents } from '~/server/modules/consents/queries';
import { withdrawConsent } from '~/server/modules/consents/withdraw-consent';
import { PostNeedInput } from '~/server/modules/needs/input';
import { postNeed } from '~/server/modules/needs/post-need';
import { findNeed } from '~/server/modules/needs/queries';
import { parseInput } from '~/server/policy/parse-input';
import type { Actor } from '~/server/policy/actor';
import { actorFor, createMember } from '~/tests/factories/actor';
import { createClaim, createClaimant, createScene, type Scene } from '~/tests/factories/claim';
import { createNeed } from '~/tests/factories/need';
import { createPerson } from '~/tests/factories/person';
import { createTask } from '~/tests/factories/task';
import { createCareDesk } from '~/tests/integration/care/setting';
import { createTestDatabase } from '~/tests/setup/database';
import { TestClock, testDeps } from '~/tests/setup/deps';
import { refusalCodeOf } from '~/tests/setup/refusal';

const database = await createTestDatabase();
const { prisma } = database;
const clock = new TestClock(new Date());
const deps = testDeps(database, { clock });
const inDays = (days: number) => new Date(clock.now().getTime() + days * 86_400_000);

let scene: Scene;
let officer: Actor & { personId: string };
let wang: Actor & { personId: string };

beforeEach(async () => {
  clock.set(new Date().toISOString());
  scene = await createScene(prisma);
  officer = await createMember(prisma, scene.committee, 'officer');
  const { id } = await createPerson(prisma, { homeCommunityId: scene.community.id });
  wang = { ...actorFor(id), personId: id };
});

const give = (actor: Actor, overrides: object = {}) =>
  giveConsent(deps, actor, { person: null, purpose: 'publish_help', form: null, ...overrides });
const withdraw = (actor: Actor, id: string) => withdrawConsent(deps, actor, { id });
const help = async () => {
  const need = await createNeed(prisma, {
    communityId: scene.community.id,
    organisationId: scene.committee.id,
    kind: 'help',
    placeKind: 'private_home',
    servedPersonId: wang.personId,
    requestedById: wang.personId,
  });
  const task = await createTask(prisma, { needId: need.id });
  return { need, task };
};

describe('consent', () => {
  test('is given on the screen by oneself, once, and read with how it was given', async () => {
    await give(wang);
    expect(await refusalCodeOf(give(wang))).toBe('ALREADY_DONE');
    expect(await findConsents(deps, wang, null)).toMatchObject([
      { purpose: 'publish_help', form: 'screen', givenById: wang.personId, takenById: null, scope: null },
    ]);
  });

  test('is taken down by an officer of the community, who says how they were told', async () => {
    const { consentId } = await give(officer, { person: wang.personId, form: 'spoken' });
    expect(await findConsents(deps, officer, wang.personId)).toMatchObject([
      { id: consentId, form: 'spoken', givenById: wang.personId, takenById: officer.personId },
    ]);
    expect(await refusalCodeOf(give(officer, { person: wang.personId, purpose: 'health_notes' }))).toBe(
      'REASON_NEEDED',
    );
  });

  test("is nobody else's to give, read or take back", async () => {
    const { consentId } = await give(wang);
    const elsewhere = await createScene(prisma);
    const foreign = await createMember(prisma, elsewhere.committee, 'officer');
    const stranger = actorFor((await createPerson(prisma)).id);
    for (const other of [foreign, stranger]) {
      expect(await refusalCodeOf(give(other, { person: wang.personId, form: 'paper' }))).toBe('NOT_FOUND');
      expect(await refusalCodeOf(findConsents(deps, other, wang.personId))).toBe('NOT_FOUND');
      expect(await refusalCodeOf(withdraw(other, consentId))).toBe('NOT_FOUND');
    }
  });

  test('is given by a proxy who was given that, in their own name', async () => {
    const li = actorFor((await createPerson(prisma)).id);
    const acting: Actor = {
      ...li,
      onBehalfOfId: wang.personId,
      proxyScope: ['consent'],
      capacity: 'proxy',
    };
    await give(acting);
    expect(await findConsents(deps, wang, null)).toMatchObject([
      { form: 'screen', givenById: li.personId, personId: wang.personId },
    ]);
    const asking = { ...acting, proxyScope: ['ask' as const] };
    expect(await refusalCodeOf(give(asking, { purpose: 'health_notes' }))).toBe('NOT_ALLOWED');
  });
});

describe('consent taken back', () => {
  test('takes what it let be shown off view, and tells helpers neutrally', async () => {
    const { consentId } = await give(wang);
    const { need, task } = await help();
    const helper = await createClaimant(prisma);
    await createClaim(prisma, task, { personId: helper.personId, state: 'requested' });
    await withdraw(wang, consentId);
    expect(await prisma.need.findUniqueOrThrow({ where: { id: need.id } })).toMatchObject({
      status: 'draft',
      publishedAt: null,
    });
    expect((await prisma.task.findUniqueOrThrow({ where: { id: task.id } })).isOpen).toBe(false);
    expect(await prisma.claim.findMany({ where: { taskId: task.id } })).toMatchObject([
      { state: 'released', reason: '' },
    ]);
    expect(await prisma.notice.findMany({ where: { personId: helper.personId } })).toMatchObject([
      { kind: 'claim_released' },
    ]);
    expect(await prisma.history.findMany({ where: { subjectId: need.id } })).toMatchObject([
      { action: 'need:taken_off_view', fromState: 'open', toState: 'draft', reason: null },
    ]);
    expect(await refusalCodeOf(withdraw(wang, consentId))).toBe('ALREADY_DONE');
  });

  test('given again shows what is under way as before, and tells those who run the days', async () => {
    const { consentId } = await give(wang);
    const [draft, begun] = [await help(), await help()];
    await prisma.need.update({ where: { id: begun.need.id }, data: { status: 'in_progress' } });
    const hours = (count: number) => new Date(clock.now().getTime() + count * 3_600_000);
    const going = { startsAt: hours(-1), endsAt: hours(1), isOpen: true };
    await prisma.task.update({ where: { id: begun.task.id }, data: going });
    const coming = await createTask(prisma, {
      needId: begun.need.id,
      startsAt: hours(24),
      endsAt: hours(26),
    });
    await withdraw(wang, consentId);
    const stateOf = ({ need }: typeof begun) =>
      prisma.need.findUniqueOrThrow({ where: { id: need.id }, include: { tasks: true } });
    expect(await stateOf(begun)).toMatchObject({ status: 'in_progress', publishedAt: null });

    await give(wang, { purpose: 'health_notes' });
    expect(await stateOf(begun)).toMatchObject({ publishedAt: null });
    await give(wang);
    const shown = await stateOf(begun);
    expect(shown).toMatchObject({ status: 'in_progress', publishedAt: clock.now() });
    const openOf = (id: string) => shown.tasks.find((task) => task.id === id);
    expect(openOf(begun.task.id)).toMatchObject({ isOpen: true, cancelledAt: null });
    expect(openOf(coming.id)).toMatchObject({ isOpen: false, cancelledAt: expect.any(Date) as Date });
    expect(await stateOf(draft)).toMatchObject({ status: 'draft', publishedAt: null });
    const told = await prisma.notice.findMany({
      where: { personId: officer.personId, kind: 'need_consented' },
      select: { detail: true },
    });
    expect(told).toHaveLength(2);
    expect(told).toContainEqual({ detail: { needId: begun.need.id } });
    expect(told).toContainEqual({ detail: { needId: draft.need.id } });
  });

  test('says when it is asked for again, of what was given last alone', async () => {
    const to = (givenAt: Date, reviewOn: string) =>
      prisma.consent.create({
        data: {
          id: newId(),
          personId: wang.personId,
          purpose: 'regular_visits',
          scope: wang.personId,
          textVersion: '1',
          form: 'spoken',
          givenById: wang.personId,
          givenAt,
          reviewOn: new Date(`${reviewOn}T00:00:00Z`),
        },
      });
    await to(inDays(-400), '2026-01-31');
    await to(inDays(-30), '2027-01-31');
    expect((await findConsents(deps, wang, null)).map(({ reviewOn }) => reviewOn)).toEqual([
      '2027-01-31',
      null,
    ]);
  });

  test('leaves on view what another consent lets be shown, and what has begun', async () => {
    const { consentId } = await give(wang);
    const [own, begun] = [await help(), await help()];
    await prisma.consent.create({
      data: {
        id: begun.need.id,
        personId: wang.personId,
        purpose: 'publish_help',
        scope: own.need.id,
        textVersion: '1',
        form: 'spoken',
        givenById: wang.personId,
      },
    });
    await prisma.need.update({ where: { id: begun.need.id }, data: { status: 'in_progress' } });
    await prisma.task.update({
      where: { id: begun.task.id },
      data: { startsAt: new Date(Date.now() - 3_600_000) },
    });
    await withdraw(officer, consentId);
    const after = await prisma.need.findMany({
      where: { id: { in: [own.need.id, begun.need.id] } },
      select: { status: true },
    });
    expect(after.map(({ status }) => status).sort()).toEqual(['in_progress', 'open']);
  });

  test('calls off what has not begun of a request under way, and hides it from all but its helpers', async () => {
    const { consentId } = await give(wang);
    const { need, task: begun } = await help();
    await prisma.need.update({ where: { id: need.id }, data: { status: 'in_progress' } });
    await prisma.task.update({
      where: { id: begun.id },
      data: { startsAt: new Date(Date.now() - 3_600_000) },
    });
    const later = await createTask(prisma, { needId: need.id, startsAt: inDays(2), endsAt: inDays(3) });
    const [there, coming] = [await createClaimant(prisma), await createClaimant(prisma)];
    await createClaim(prisma, begun, { personId: there.personId, state: 'checked_in' });
    await createClaim(prisma, later, { personId: coming.personId, state: 'confirmed' });
    await withdraw(wang, consentId);
    expect(await prisma.need.findUniqueOrThrow({ where: { id: need.id } })).toMatchObject({
      status: 'in_progress',
      publishedAt: null,
      placesTaken: 1,
    });
    expect(await prisma.task.findUniqueOrThrow({ where: { id: later.id } })).toMatchObject({
      isOpen: false,
      cancelledAt: deps.clock.now(),
    });
    expect((await prisma.task.findUniqueOrThrow({ where: { id: begun.id } })).cancelledAt).toBeNull();
    const states = await prisma.claim.findMany({ where: { task: { needId: need.id } } });
    expect(states.map(({ state }) => state).sort()).toEqual(['checked_in', 'released']);
    const checked = await createClaimant(prisma);
    await prisma.identityCheck.create({
      data: {
        id: newId(),
        personId: checked.personId,
        checkedById: officer.personId,
        organisationId: scene.committee.id,
        documentKind: 'id_card',
        lastFour: '1234',
        checkedAt: inDays(-1),
        expiresAt: inDays(100),
      },
    });
    expect(await findNeed(deps, checked, need.id)).toBeNull();
    expect(await findNeed(deps, there, need.id)).toMatchObject({ id: need.id });
  });

  test('leaves a draft whose tasks can be changed, though somebody had asked for them', async () => {
    const { consentId } = await give(wang);
    const { need, task } = await help();
    await prisma.need.update({ where: { id: need.id }, data: { takenInById: officer.personId } });
    const helper = await createClaimant(prisma);
    await createClaim(prisma, task, { personId: helper.personId, state: 'confirmed' });
    await withdraw(wang, consentId);
    const taken = await prisma.need.findUniqueOrThrow({ where: { id: need.id } });
    const input = {
      id: encodeId('Need', need.id),
      version: taken.version,
      community: encodeId('Community', scene.community.id),
      title: need.title,
      summary: need.summary,
      placeKind: need.placeKind,
      tasks: [
        { title: 'Another day', startsAt: inDays(2), endsAt: inDays(3), minimumPlaces: 2, maximumPlaces: 2 },
      ],
    };
    await postNeed(deps, officer, parseInput(PostNeedInput, input, 'en'));
    expect((await prisma.task.findUniqueOrThrow({ where: { id: task.id } })).cancelledAt).toEqual(
      deps.clock.now(),
    );
    expect(await prisma.task.count({ where: { needId: need.id, cancelledAt: null } })).toBe(1);
  });

  test('leaves earlier rounds of a request that was opened again as they were', async () => {
    const { consentId } = await give(wang);
    const { need, task: earlier } = await help();
    await prisma.task.update({
      where: { id: earlier.id },
      data: { startsAt: inDays(-3), endsAt: inDays(-2), takenPlaces: 1 },
    });
    const helper = await createClaimant(prisma);
    await createClaim(prisma, earlier, { personId: helper.personId, state: 'confirmed' });
    await prisma.need.update({ where: { id: need.id }, data: { round: 2, reopenedAt: inDays(-1) } });
    await createTask(prisma, { needId: need.id, startsAt: inDays(2), endsAt: inDays(3) });
    await withdraw(wang, consentId);
    expect(await prisma.need.findUniqueOrThrow({ where: { id: need.id } })).toMatchObject({
      status: 'draft',
      placesTaken: 0,
    });
    expect((await prisma.claim.findFirstOrThrow({ where: { taskId: earlier.id } })).state).toBe('confirmed');
    expect(await prisma.notice.count({ where: { personId: helper.personId } })).toBe(0);
  });

  test('of regular visits calls the coming ones off at once, renewals and all, and tells the committee', async () => {
    clock.set('2026-03-02T01:00:00Z');
    const care = await createCareDesk(deps);
    const volunteer = await care.volunteer();
    const entry = await care.add();
    await care.pair(entry.id, volunteer.personId);
    const first = await prisma.consent.findFirstOrThrow({ where: { personId: care.person.id } });
    const renewal = { entry: encodeId('CareEntry', entry.id), form: 'spoken', reviewOn: '2027-02-01' };
    await renewCareConsent(deps, care.officer, parseInput(RenewCareConsentInput, renewal, 'en'));
    await withdraw({ ...actorFor(care.person.id) }, first.id);
    expect(await prisma.consent.count({ where: { personId: care.person.id, withdrawnAt: null } })).toBe(0);
    const open = { needId: entry.needId ?? '', cancelledAt: null, startsAt: { gt: clock.now() } };
    expect(await prisma.task.count({ where: open })).toBe(0);
    expect(
      await prisma.history.count({ where: { action: 'care:consent_withdrawn', subjectId: entry.id } }),
    ).toBe(1);
    expect(await prisma.notice.findMany({ where: { personId: care.officer.personId } })).toMatchObject([
      { kind: 'care_withdrawn' },
    ]);
  });

  test('leaves the terms as they are', async () => {
    const claimant = await createClaimant(prisma);
    const [terms] = await findConsents(deps, claimant, null);
    expect(await refusalCodeOf(withdraw(claimant, terms?.id ?? ''))).toBe('NOT_ALLOWED');
  });
});
