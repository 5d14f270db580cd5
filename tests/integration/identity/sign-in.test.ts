import { beforeEach, describe, expect, it } from 'vitest';
import { ChoosePerson } from '~/server/modules/identity/choose-person';
import { SignInInput, SignUpInput } from '~/server/modules/identity/input';
import { hashPassword, isPassword } from '~/server/modules/identity/passwords';
import { readActor } from '~/server/modules/identity/read-actor';
import { setPassword } from '~/server/modules/identity/set-password';
import { signIn } from '~/server/modules/identity/sign-in';
import { signOut } from '~/server/modules/identity/sign-out';
import { signUp } from '~/server/modules/identity/sign-up';
import { revokeSession } from '~/server/modules/identity/revoke-session';
import { anonymous } from '~/server/policy/actor';
import { parseInput } from '~/server/policy/parse-input';
import { createAccount, testPassword } from '~/tests/factories/account';
import { createCommunity } from '~/tests/factories/community';
import { createPerson } from '~/tests/factories/person';
import { createSession, createSignedIn } from '~/tests/factories/session';
import { createTestDatabase } from '~/tests/setup/database';
import { testDeps } from '~/tests/setup/deps';

const database = await createTestDatabase();
const { prisma } = database;
const deps = testDeps(database);

let client: { address: string; userAgent: string };
let number = 0;
let phone: string;

beforeEach(() => {
  number += 1;
  client = { address: `192.0.2.${number}`, userAgent: 'Test browser' };
  phone = `139${String(number).padStart(8, '0')}`;
});

const enter = (identifier: string, secret: string, accountId: string | null = null) =>
  signIn(deps, anonymous(), { identifier, secret, accountId }, client);

const newcomer = (overrides: Partial<Parameters<typeof signUp>[2]> = {}) => ({
  displayName: '李娜',
  phone,
  email: null,
  password: testPassword,
  community: null,
  acceptTerms: true,
  ...overrides,
});

describe('signing up', () => {
  it('makes a person, an account with a member number, a way to reach them, consent to the terms, and a session', async () => {
    const community = await createCommunity(prisma);
    const opened = await signUp(
      deps,
      anonymous(),
      newcomer({ community: community.id, email: 'li.na@example.com' }),
      client,
    );
    const actor = await readActor(deps, opened.token, 'web');
    expect(actor).toMatchObject({ personId: opened.personId, accountId: opened.accountId });
    const person = await prisma.person.findUniqueOrThrow({
      where: { id: opened.personId },
      include: { accounts: true, contactPoints: { orderBy: { kind: 'asc' } }, consents: true },
    });
    expect(person).toMatchObject({ displayName: '李娜', homeCommunityId: community.id });
    expect(person.accounts[0]?.memberNumber).toMatch(/^\d{9}$/);
    expect(person.contactPoints.map((point) => point.value)).toEqual([`+86${phone}`, 'li.na@example.com']);
    expect(person.consents).toMatchObject([
      { purpose: 'terms', form: 'screen', givenById: opened.personId, withdrawnAt: null },
    ]);
    const events = await prisma.event.findMany({
      where: { feeds: { has: `person:${opened.personId}` } },
      orderBy: { id: 'asc' },
    });
    expect(events.map((event) => event.type)).toEqual(['person:registered', 'account:signed_in']);
  });

  it('keeps neither the password nor the token in the clear', async () => {
    const opened = await signUp(deps, anonymous(), newcomer(), client);
    const account = await prisma.account.findUniqueOrThrow({
      where: { id: opened.accountId },
      include: { sessions: true },
    });
    expect(account.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(JSON.stringify(account.sessions)).not.toContain(opened.token);
  });

  it('makes one person under one idempotency key, however often it is sent', async () => {
    const idempotency = {
      scope: client.address,
      key: 'sign-up-key',
      operation: 'signUp',
      requestHash: Buffer.from('x'),
    };
    const opened = await Promise.all(
      Array.from({ length: 5 }, () => signUp(deps, { ...anonymous(), idempotency }, newcomer(), client)),
    );
    expect(new Set(opened.map((one) => one.personId)).size).toBe(1);
    expect(new Set(opened.map((one) => one.token)).size).toBe(5);
    const kept = await prisma.idempotencyKey.findFirstOrThrow({ where: { key: 'sign-up-key' } });
    for (const { token } of opened) expect(JSON.stringify(kept.response)).not.toContain(token);
  });

  it('says in the language of the caller what is missing', () => {
    const bad = { displayName: ' ', phone: '12', email: '', password: 'short', acceptTerms: false };
    const issues = () => {
      try {
        parseInput(SignUpInput, bad, 'en');
      } catch (error) {
        return (error as { issues: { path: string[]; message: string }[] }).issues;
      }
      return [];
    };
    expect(issues().map((issue) => issue.path.join('.'))).toEqual(
      expect.arrayContaining(['displayName', 'phone', 'password']),
    );
    expect(issues().find((issue) => issue.path[0] === 'phone')?.message).toContain('telephone number');
    expect(() => parseInput(SignUpInput, { ...newcomer(), phone: '', email: '' }, 'en')).toThrow(
      'InvalidInput',
    );
    expect(() => parseInput(SignUpInput, { ...newcomer(), password: phone }, 'en')).toThrow('InvalidInput');
    expect(parseInput(SignUpInput, { ...newcomer(), community: '' }, 'en').community).toBeNull();
  });

  it('refuses a community that does not exist', async () => {
    const community = parseInput(SignUpInput, { ...newcomer(), community: 'need_1' }, 'en').community;
    await expect(signUp(deps, anonymous(), newcomer({ community }), client)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe('signing in', () => {
  it('works by phone in any spelling, by e-mail in any case, and by member number', async () => {
    const account = await createAccount(deps, { phone, email: `Person.${number}@Example.com` });
    const spaced = `${phone.slice(0, 3)} ${phone.slice(3, 7)}-${phone.slice(7)}`;
    for (const identifier of [
      phone,
      `+86 ${spaced}`,
      `person.${number}@example.com`,
      account.memberNumber ?? '',
    ]) {
      const opened = await enter(identifier, testPassword);
      expect(opened.accountId).toBe(account.id);
    }
  });

  it('refuses an unknown person, a wrong password and a disabled account alike', async () => {
    const account = await createAccount(deps, { phone });
    await expect(enter(phone, 'not the password')).rejects.toMatchObject({ code: 'WRONG_CREDENTIALS' });
    await expect(enter('13700000000', testPassword)).rejects.toMatchObject({ code: 'WRONG_CREDENTIALS' });
    await expect(enter('nobody', testPassword)).rejects.toMatchObject({ code: 'WRONG_CREDENTIALS' });
    await prisma.account.update({ where: { id: account.id }, data: { disabledAt: new Date() } });
    await expect(enter(phone, testPassword)).rejects.toMatchObject({ code: 'WRONG_CREDENTIALS' });
  });

  it('lets the password decide between people who share a phone', async () => {
    const [father, mother] = [
      await createAccount(deps, { phone, password: 'father goes fishing' }),
      await createAccount(deps, { phone, password: 'mother grows plums' }),
    ];
    expect((await enter(phone, 'mother grows plums')).accountId).toBe(mother.id);
    expect((await enter(phone, 'father goes fishing')).accountId).toBe(father.id);
  });

  it('asks who is there when they share the password too, and tells nobody else', async () => {
    const first = await createAccount(deps, { phone, person: { displayName: '王建国' } });
    const second = await createAccount(deps, { phone, person: { displayName: '王秀英' } });
    const asked = await enter(phone, testPassword).catch((error: unknown) => error);
    expect(asked).toBeInstanceOf(ChoosePerson);
    expect((asked as ChoosePerson).candidates).toEqual([
      { accountId: first.id, name: '王建国' },
      { accountId: second.id, name: '王秀英' },
    ]);
    expect((await enter(phone, testPassword, second.id)).accountId).toBe(second.id);
    await expect(enter(phone, 'wrong for both', second.id)).rejects.toMatchObject({
      code: 'WRONG_CREDENTIALS',
    });
  });

  it('does not let an account id stand for an identifier it does not belong to', async () => {
    await createAccount(deps, { phone });
    const other = await createAccount(deps);
    await expect(enter(phone, testPassword, other.id)).rejects.toMatchObject({ code: 'WRONG_CREDENTIALS' });
  });

  it('follows a merged person to the living one', async () => {
    const account = await createAccount(deps, { phone });
    const living = await createPerson(prisma);
    await prisma.person.update({ where: { id: account.personId }, data: { mergedIntoId: living.id } });
    expect(await enter(phone, testPassword)).toMatchObject({ accountId: account.id, personId: living.id });
  });

  it('locks an identifier after ten wrong tries, whatever address they came from, and forgets them when the owner gets in', async () => {
    await createAccount(deps, { phone });
    for (let attempt = 0; attempt < 9; attempt += 1) {
      client.address = `198.51.100.${number}-${attempt}`;
      await expect(enter(phone, 'guess number')).rejects.toMatchObject({ code: 'WRONG_CREDENTIALS' });
    }
    await enter(phone, testPassword);
    for (let attempt = 0; attempt < 10; attempt += 1) {
      await expect(enter(phone, 'guess number')).rejects.toMatchObject({ code: 'WRONG_CREDENTIALS' });
    }
    await expect(enter(phone, testPassword)).rejects.toMatchObject({ code: 'TOO_MANY_ATTEMPTS' });
  });

  it('counts the tries at one number together, however it is written', async () => {
    await createAccount(deps, { phone });
    const digits = [...phone];
    const spellings = Array.from({ length: 10 }, (_, at) =>
      [...digits.slice(0, at), '-', ...digits.slice(at)].join(''),
    );
    for (const spelling of [...spellings.slice(0, 8), `+86 ${phone}`, `0086${phone}`]) {
      await expect(enter(spelling, 'guess number')).rejects.toMatchObject({ code: 'WRONG_CREDENTIALS' });
    }
    await expect(enter(phone, testPassword)).rejects.toMatchObject({ code: 'TOO_MANY_ATTEMPTS' });
  });

  it('does not let one of those who share a phone clear the count of guesses at the others', async () => {
    await createAccount(deps, { phone });
    await createAccount(deps, { phone, password: 'my own good password' });
    // Three times in with the own password, seven guesses: ten secrets that did not open the first account.
    for (let attempt = 0; attempt < 7; attempt += 1) {
      if (attempt % 3 === 0) await enter(phone, 'my own good password');
      await expect(enter(phone, 'guess number')).rejects.toMatchObject({ code: 'WRONG_CREDENTIALS' });
    }
    await expect(enter(phone, testPassword)).rejects.toMatchObject({ code: 'TOO_MANY_ATTEMPTS' });
  });

  it('does not let somebody who shares a phone try guesses out as their own password', async () => {
    const father = await createAccount(deps, { phone, password: 'father goes fishing' });
    const own = await createAccount(deps, { phone, password: 'guess 0' });
    const change = async (passwordHash: string) =>
      prisma.account.update({ where: { id: own.id }, data: { passwordHash } });
    for (let guess = 1; guess <= 10; guess += 1) {
      await change(await hashPassword(`guess number ${guess}`));
      expect((await enter(phone, `guess number ${guess}`)).accountId).toBe(own.id);
    }
    await change(await hashPassword('father goes fishing'));
    // The eleventh guess is the father's password, and nobody learns it: only the own account is asked.
    expect((await enter(phone, 'father goes fishing')).accountId).toBe(own.id);
    await change(await hashPassword('something else'));
    await expect(enter(phone, 'father goes fishing')).rejects.toMatchObject({ code: 'TOO_MANY_ATTEMPTS' });
    await expect(enter(phone, 'father goes fishing', father.id)).rejects.toMatchObject({
      code: 'TOO_MANY_ATTEMPTS',
    });
    expect((await enter(father.memberNumber ?? '', 'father goes fishing')).accountId).toBe(father.id);
  });

  it('lets a family that shares a phone come and go by turns', async () => {
    const [father, mother] = [
      await createAccount(deps, { phone, password: 'father goes fishing' }),
      await createAccount(deps, { phone, password: 'mother grows plums' }),
    ];
    for (let day = 0; day < 12; day += 1) {
      expect((await enter(phone, 'mother grows plums')).accountId).toBe(mother.id);
      expect((await enter(phone, 'father goes fishing')).accountId).toBe(father.id);
    }
  });

  it('locks an address that tries many identifiers', async () => {
    const { pool } = database;
    await pool.query('DELETE FROM "RateLimit"');
    const tries = Array.from({ length: 60 }, (_, at) =>
      enter(`1360000${String(at).padStart(4, '0')}`, 'a common password').catch(() => null),
    );
    await Promise.all(tries);
    await expect(enter('13611112222', 'a common password')).rejects.toMatchObject({
      code: 'TOO_MANY_ATTEMPTS',
    });
    const kept = await pool.query<{ key: string }>('SELECT key FROM "RateLimit"');
    expect(JSON.stringify(kept.rows)).not.toContain(client.address);
  });

  it('compares a password for somebody unknown too, and it is never right', async () => {
    expect(await isPassword(null, 'no account has this password')).toBe(false);
    expect(await isPassword(await hashPassword('ａｂｃ１２３'), 'abc123')).toBe(true);
  });

  it('refuses an empty form field by field', () => {
    expect(() => parseInput(SignInInput, { identifier: ' ', secret: '' }, 'zh-CN')).toThrow('InvalidInput');
  });
});

describe('sessions', () => {
  it('end with signing out', async () => {
    const { actor, token } = await createSignedIn(deps);
    await signOut(deps, actor);
    expect((await readActor(deps, token, 'web')).personId).toBeNull();
    expect(await signOut(deps, anonymous())).toEqual({ done: true });
  });

  it('can be ended from another browser of the same account only', async () => {
    const { actor, accountId, personId } = await createSignedIn(deps);
    const other = await createSession(deps, accountId);
    const stranger = await createSignedIn(deps);
    await expect(revokeSession(deps, stranger.actor, { id: other.id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await revokeSession(deps, actor, { id: other.id });
    expect((await readActor(deps, other.token, 'web')).personId).toBeNull();
    const event = await prisma.event.findFirstOrThrow({
      where: { type: 'account:session_revoked', aggregateId: accountId },
    });
    expect(event).toMatchObject({
      feeds: [`person:${personId}`],
      payload: { accountId, sessionId: other.id },
    });
    await expect(revokeSession(deps, actor, { id: other.id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('give an account five new passwords an hour and no more', async () => {
    const { actor } = await createSignedIn(deps);
    let currentPassword = testPassword;
    for (let change = 1; change <= 5; change += 1) {
      const newPassword = `a new day begins ${change}`;
      await setPassword(deps, actor, { currentPassword, newPassword });
      currentPassword = newPassword;
    }
    await expect(
      setPassword(deps, actor, { currentPassword, newPassword: 'a sixth day begins' }),
    ).rejects.toMatchObject({ code: 'TOO_MANY_ATTEMPTS' });
  });

  it('of other browsers end when the password changes', async () => {
    const { actor, token, accountId } = await createSignedIn(deps, {}, { phone });
    const other = await createSession(deps, accountId);
    await expect(
      setPassword(deps, actor, { currentPassword: 'not it', newPassword: 'a new day begins' }),
    ).rejects.toMatchObject({ code: 'WRONG_CREDENTIALS' });
    await expect(setPassword(deps, actor, { newPassword: 'a new day begins' })).rejects.toMatchObject({
      code: 'WRONG_CREDENTIALS',
    });
    await setPassword(deps, actor, { currentPassword: testPassword, newPassword: 'a new day begins' });
    expect((await readActor(deps, token, 'web')).accountId).toBe(accountId);
    expect((await readActor(deps, other.token, 'web')).accountId).toBeNull();
    await expect(enter(phone, testPassword)).rejects.toMatchObject({ code: 'WRONG_CREDENTIALS' });
    expect((await enter(phone, 'a new day begins')).accountId).toBe(accountId);
  });
});
