import { beforeEach, describe, expect, test } from 'vitest';
import { giveConsent } from '~/server/modules/consents/give-consent';
import { findConsents } from '~/server/modules/consents/queries';
import { withdrawConsent } from '~/server/modules/consents/withdraw-consent';
import type { Actor } from '~/server/policy/actor';
import { actorFor, createMember } from '~/tests/factories/actor';
import { createClaim, createClaimant, createScene, type Scene } from '~/tests/factories/claim';
import { createNeed } from '~/tests/factories/need';
import { createPerson } from '~/tests/factories/person';
import { createTask } from '~/tests/factories/task';
import { createTestDatabase } from '~/tests/setup/database';
import { TestClock, testDeps } from '~/tests/setup/deps';
import { refusalCodeOf } from '~/tests/setup/refusal';

const database = await createTestDatabase();
const { prisma } = database;
const deps = testDeps(database, { clock: new TestClock(new Date()) });

let scene: Scene;
let officer: Actor & { personId: string };
let wang: Actor & { personId: string };

beforeEach(async () => {
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
    await withdraw(officer, consentId);
    const after = await prisma.need.findMany({
      where: { id: { in: [own.need.id, begun.need.id] } },
      select: { status: true },
    });
    expect(after.map(({ status }) => status).sort()).toEqual(['in_progress', 'open']);
  });

  test('leaves the terms as they are', async () => {
    const claimant = await createClaimant(prisma);
    const [terms] = await findConsents(deps, claimant, null);
    expect(await refusalCodeOf(withdraw(claimant, terms?.id ?? ''))).toBe('NOT_ALLOWED');
  });
});
