import { beforeEach, describe, expect, it } from 'vitest';
import { findAge } from '~/server/modules/contact/queries';
import { issueSlip, readSlip } from '~/server/modules/identity/issue-slip';
import { searchPeople } from '~/server/modules/identity/persons';
import { readActor } from '~/server/modules/identity/read-actor';
import { slipLifetimeMs } from '~/server/modules/identity/rules';
import { setPassword } from '~/server/modules/identity/set-password';
import { signIn } from '~/server/modules/identity/sign-in';
import { viewerOf } from '~/server/modules/identity/viewer';
import { anonymous } from '~/server/policy/actor';
import { createAccount, testPassword } from '~/tests/factories/account';
import { createCommunity } from '~/tests/factories/community';
import { createOrganisation } from '~/tests/factories/organisation';
import { createPerson } from '~/tests/factories/person';
import { createSignedIn, type SignedIn } from '~/tests/factories/session';
import { createTestDatabase } from '~/tests/setup/database';
import { TestClock, testDeps } from '~/tests/setup/deps';

const database = await createTestDatabase();
const { prisma } = database;
const clock = new TestClock();
const deps = testDeps(database, { clock });

const community = await createCommunity(prisma);
const committee = await createOrganisation(prisma, {
  communityId: community.id,
  committeeOfId: community.id,
});
let officer: SignedIn;
let chair: SignedIn;
let address = 0;

beforeEach(async () => {
  officer = await createSignedIn(deps, { organisationId: committee.id, role: 'officer' });
  chair = await createSignedIn(deps, { organisationId: committee.id, role: 'chair' });
  address += 1;
});

const enter = (identifier: string, secret: string) =>
  signIn(deps, anonymous(), { identifier, secret }, { address: `203.0.113.${address}`, userAgent: null });

async function slipFor(input: { person?: string; newPersonName?: string; birthDate?: string }, by = officer) {
  const { slipId } = await issueSlip(deps, by.actor, input);
  return readSlip(deps, by.actor, slipId);
}

describe('a sign-in slip', () => {
  it('opens the first session of somebody of whom only the name was known, once, and leads to an own PIN', async () => {
    const slip = await slipFor({ newPersonName: '张桂芳' });
    expect(slip).toMatchObject({ personName: '张桂芳' });
    expect(slip.code).toMatch(/^\d{8}$/);
    expect(slip.url).toBe(`http://localhost:3000/sign-in?member=${slip.memberNumber}`);

    const opened = await enter(slip.memberNumber, `${slip.code.slice(0, 4)} ${slip.code.slice(4)}`);
    const actor = await readActor(deps, opened.token, 'web');
    expect(await viewerOf(deps, actor)).toMatchObject({
      hasPassword: false,
      person: { displayName: '张桂芳' },
    });
    await expect(enter(slip.memberNumber, slip.code)).rejects.toMatchObject({ code: 'CODE_EXPIRED' });

    await setPassword(deps, actor, { newPassword: '19520314', acceptTerms: true });
    await expect(setPassword(deps, actor, { newPassword: 'another one entirely' })).rejects.toMatchObject({
      code: 'WRONG_CREDENTIALS',
    });
    expect((await enter(slip.memberNumber, '19520314')).accountId).toBe(opened.accountId);
  });

  it('is recorded with who made it and that it was used', async () => {
    const slip = await slipFor({ newPersonName: 'Ann Lee' });
    const { accountId, personId } = await enter(slip.memberNumber, slip.code);
    const history = await prisma.history.findMany({
      where: { subjectId: accountId },
      orderBy: { id: 'asc' },
    });
    expect(history.map((row) => [row.action, row.actorPersonId])).toEqual([
      ['account:slip_issued', officer.personId],
      ['account:slip_used', personId],
      ['account:signed_in', personId],
    ]);
  });

  it('is no consent: the terms are agreed to, on the screen, with the first PIN', async () => {
    const slip = await slipFor({ newPersonName: '李爱莲' });
    const { token, personId } = await enter(slip.memberNumber, slip.code);
    const actor = await readActor(deps, token, 'web');
    const consents = () => prisma.consent.findMany({ where: { personId } });
    expect(await consents()).toEqual([]);
    await expect(setPassword(deps, actor, { newPassword: '19480520' })).rejects.toMatchObject({
      issues: [{ path: ['acceptTerms'], message: 'server_terms_needed' }],
    });
    expect(await viewerOf(deps, actor)).toMatchObject({ hasPassword: false });

    await setPassword(deps, actor, { newPassword: '19480520', acceptTerms: true });
    const [given, ...others] = await consents();
    expect(given).toMatchObject({ purpose: 'terms', form: 'screen', givenById: personId, takenById: null });
    expect(others).toEqual([]);
  });

  it('keeps no readable code, and gives the same one to a repeated request', async () => {
    const person = await createPerson(prisma, { homeCommunityId: community.id });
    const idempotency = {
      scope: 'officer',
      key: person.id,
      operation: 'issueSlip',
      requestHash: Buffer.from('x'),
    };
    const actor = { ...officer.actor, idempotency };
    const [first, second] = [
      await issueSlip(deps, actor, { person: person.id }),
      await issueSlip(deps, actor, { person: person.id }),
    ];
    expect(second).toEqual(first);
    const slip = await readSlip(deps, actor, first.slipId);
    const kept = await prisma.signInSlip.findUniqueOrThrow({ where: { id: first.slipId } });
    expect(JSON.stringify(kept)).not.toContain(slip.code);
    await expect(readSlip(deps, chair.actor, first.slipId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is void after five wrong codes, also when they come at once', async () => {
    const slip = await slipFor({ newPersonName: 'Five Tries' });
    const wrong = String((Number(slip.code) + 1) % 100_000_000).padStart(8, '0');
    const answers = await Promise.all(
      Array.from({ length: 5 }, () =>
        enter(slip.memberNumber, wrong).catch((error: { code: string }) => error.code),
      ),
    );
    expect(new Set(answers)).toEqual(new Set(['WRONG_CREDENTIALS']));
    await expect(enter(slip.memberNumber, slip.code)).rejects.toMatchObject({ code: 'CODE_EXPIRED' });
  });

  it('opens one session when used twice at the same moment', async () => {
    const slip = await slipFor({ newPersonName: 'Twice' });
    const answers = await Promise.allSettled([
      enter(slip.memberNumber, slip.code),
      enter(slip.memberNumber, slip.code),
    ]);
    expect(answers.filter((answer) => answer.status === 'fulfilled')).toHaveLength(1);
  });

  it('runs out after fourteen days, and is replaced by a newer one', async () => {
    const person = await createPerson(prisma, { homeCommunityId: community.id });
    const first = await slipFor({ person: person.id });
    const second = await slipFor({ person: person.id });
    expect(second.memberNumber).toBe(first.memberNumber);
    await expect(enter(first.memberNumber, first.code)).rejects.toMatchObject({ code: 'CODE_EXPIRED' });
    clock.advance(slipLifetimeMs / 60_000);
    await expect(enter(second.memberNumber, second.code)).rejects.toMatchObject({ code: 'CODE_EXPIRED' });
  });

  it('lets somebody who forgot their password choose a new one', async () => {
    const account = await createAccount(deps, { person: { homeCommunityId: community.id } });
    const slip = await slipFor({ person: account.personId });
    expect((await enter(slip.memberNumber, testPassword)).accountId).toBe(account.id);
    const opened = await enter(slip.memberNumber, slip.code);
    expect(opened.accountId).toBe(account.id);
    await expect(enter(slip.memberNumber, testPassword)).rejects.toMatchObject({ code: 'WRONG_CREDENTIALS' });
    await setPassword(deps, await readActor(deps, opened.token, 'web'), {
      newPassword: 'remember the plums',
      acceptTerms: true,
    });
    expect((await enter(slip.memberNumber, 'remember the plums')).accountId).toBe(account.id);
  });

  it('takes down the birth date of somebody new when they give it', async () => {
    const slip = await slipFor({ newPersonName: '周玉兰', birthDate: '1958-03-12' });
    const { personId } = await prisma.account.findUniqueOrThrow({
      where: { memberNumber: slip.memberNumber },
    });
    expect(await findAge(prisma, personId, new Date('2026-03-12'))).toBe(68);
    await expect(slipFor({ newPersonName: '周玉兰', birthDate: '1858-03-12' })).rejects.toMatchObject({
      issues: [{ path: ['birthDate'] }],
    });
    expect(await prisma.person.count({ where: { displayName: '周玉兰' } })).toBe(1);
  });

  it('is made for people of the own community only', async () => {
    const elsewhere = await createCommunity(prisma);
    const stranger = await createPerson(prisma, { homeCommunityId: elsewhere.id });
    await expect(slipFor({ person: stranger.id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const resident = await createSignedIn(deps);
    await expect(issueSlip(deps, resident.actor, { newPersonName: 'X' })).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
    });
  });

  it("opens an officer's account only when the chair makes it, and an operator's never", async () => {
    await prisma.person.update({ where: { id: officer.personId }, data: { homeCommunityId: community.id } });
    const colleague = await createSignedIn(deps, { organisationId: committee.id, role: 'officer' });
    await expect(slipFor({ person: officer.personId }, colleague)).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
    });
    expect((await slipFor({ person: officer.personId }, chair)).code).toMatch(/^\d{8}$/);
    const operator = await createAccount(deps, {
      isOperator: true,
      person: { homeCommunityId: community.id },
    });
    await expect(slipFor({ person: operator.personId }, chair)).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
    });
  });
});

describe('looking people up at the desk', () => {
  it('finds residents of the own community by name or the last four digits of a phone', async () => {
    const neighbour = await createAccount(deps, {
      phone: '13800137788',
      person: { displayName: '欧阳修文', homeCommunityId: community.id },
    });
    const elsewhere = await createCommunity(prisma);
    await createAccount(deps, {
      phone: '13800007788',
      person: { displayName: '欧阳明', homeCommunityId: elsewhere.id },
    });
    const ids = async (search: string) =>
      (await searchPeople(deps, officer.actor, { search })).map((row) => row.id);
    expect(await ids('欧阳')).toEqual([neighbour.personId]);
    expect(await ids('7788')).toEqual([neighbour.personId]);
    expect(await ids('13800137788')).toEqual([]);
    await expect(searchPeople(deps, (await createSignedIn(deps)).actor, {})).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
    });
  });
});
