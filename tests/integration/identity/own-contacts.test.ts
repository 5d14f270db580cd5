import { beforeEach, describe, expect, it } from 'vitest';
import { newId } from '~/server/database/id';
import { ownContactPoints } from '~/server/modules/contact/queries';
import { addOwnContact } from '~/server/modules/identity/add-own-contact';
import { AddContactPointInput } from '~/server/modules/identity/input';
import { removeOwnContact } from '~/server/modules/identity/remove-own-contact';
import { revokeSession } from '~/server/modules/identity/revoke-session';
import { signIn } from '~/server/modules/identity/sign-in';
import { anonymous, type Actor } from '~/server/policy/actor';
import { parseInput } from '~/server/policy/parse-input';
import { createAccount, testPassword } from '~/tests/factories/account';
import { createCommunity } from '~/tests/factories/community';
import { createSession, createSignedIn, type SignedIn } from '~/tests/factories/session';
import { readActor } from '~/server/modules/identity/read-actor';
import { createTestDatabase } from '~/tests/setup/database';
import { testDeps } from '~/tests/setup/deps';

const database = await createTestDatabase();
const { prisma } = database;
const deps = testDeps(database);

let person: SignedIn;
let count = 0;
let phone: string;

beforeEach(async () => {
  person = await createSignedIn(deps);
  count += 1;
  phone = `137${String(count).padStart(8, '0')}`;
});

const add = (value: string, actor: Actor = person.actor) => addOwnContact(deps, actor, { value });
const shown = async (actor: Actor = person.actor) =>
  (await ownContactPoints(deps, actor)).map(({ kind, value, verified }) => [kind, value, verified]);
const remove = async (at = 0, by: Actor = person.actor) =>
  removeOwnContact(deps, by, { id: (await ownContactPoints(deps, person.actor))[at]?.id ?? newId() });
const enter = (identifier: string) =>
  signIn(
    deps,
    anonymous(),
    { identifier, secret: testPassword },
    { address: '203.0.113.20', userAgent: null },
  );

describe('adding a phone or an e-mail address', () => {
  it('signs its owner in from then on, and counts as unverified', async () => {
    await add(`${phone.slice(0, 3)} ${phone.slice(3)}`);
    await add(`Li.Na.${count}@Example.com`);
    expect(await shown()).toEqual([
      ['phone', `+86${phone}`, false],
      ['email', `Li.Na.${count}@Example.com`, false],
    ]);
    expect((await enter(phone)).accountId).toBe(person.accountId);
    expect((await enter(`li.na.${count}@example.com`)).accountId).toBe(person.accountId);
    const history = await prisma.history.findMany({
      where: { subjectId: person.accountId, action: 'account:contact_added' },
    });
    expect(history).toHaveLength(2);
    const events = await prisma.event.findMany({
      where: { aggregateId: person.accountId },
      select: { payload: true, feeds: true },
    });
    expect(JSON.stringify([history, events])).not.toContain(phone);
  });

  it('reads a number as those of the home community are written', async () => {
    const abroad = await createCommunity(prisma);
    await prisma.communitySetting.create({ data: { communityId: abroad.id, key: 'country', value: 'US' } });
    await prisma.person.update({ where: { id: person.personId }, data: { homeCommunityId: abroad.id } });
    await add('212 555 0142');
    expect(await shown()).toEqual([['phone', '+12125550142', false]]);
  });

  it('takes one that others gave too without a word, and the own one once', async () => {
    await createAccount(deps, { phone });
    await add(phone);
    await expect(add(`+86 ${phone}`)).rejects.toMatchObject({ code: 'CONTACT_TAKEN' });
  });

  it('shuts nobody out who had the number first, however many older accounts take it', async () => {
    const older = await Promise.all(Array.from({ length: 10 }, () => createSignedIn(deps)));
    const owner = await createAccount(deps, { phone, password: 'the first with this number' });
    for (const each of older) await add(phone, each.actor);
    const secret = { identifier: phone, secret: 'the first with this number' };
    const opened = await signIn(deps, anonymous(), secret, { address: '203.0.113.21', userAgent: null });
    expect(opened.accountId).toBe(owner.id);
  });

  it('says at the field what cannot be read, and that ten are enough', async () => {
    expect(() => parseInput(AddContactPointInput, { value: 'call me' }, 'en')).toThrow('InvalidInput');
    for (let at = 0; at < 10; at += 1) {
      await deps.pool.query('DELETE FROM "RateLimit"');
      await add(`${at}.${phone}@example.com`);
    }
    await expect(add(phone)).rejects.toMatchObject({
      issues: [{ path: ['value'], message: 'server_contact_too_many' }],
    });
  });

  it('is counted, so that nobody tries numbers through', async () => {
    const tries = await Promise.all(
      Array.from({ length: 11 }, (_, at) =>
        add(`${at}.${phone}@example.com`).catch((error: { code?: string }) => error.code),
      ),
    );
    expect(tries).toContain('TOO_MANY_ATTEMPTS');
  });

  it('is for the person at the keyboard, whose session has not ended meanwhile', async () => {
    await expect(add(phone, anonymous())).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
    const other = await createSession(deps, person.accountId);
    const stale = await readActor(deps, other.token, 'web');
    await revokeSession(deps, person.actor, { id: other.id });
    await expect(add(phone, stale)).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
  });
});

describe('removing one', () => {
  it('ends signing in with it, and is written down', async () => {
    await add(phone);
    await remove();
    expect(await shown()).toEqual([]);
    await expect(enter(phone)).rejects.toMatchObject({ code: 'WRONG_CREDENTIALS' });
    expect((await enter(person.memberNumber)).accountId).toBe(person.accountId);
    expect(
      await prisma.history.count({
        where: { subjectId: person.accountId, action: 'account:contact_removed' },
      }),
    ).toBe(1);
  });

  it("is not for others, whose ids look like unknown ones' to them", async () => {
    await add(phone);
    const stranger = await createSignedIn(deps);
    await expect(remove(0, stranger.actor)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await shown()).toHaveLength(1);
  });

  it('leaves a way to sign in: another one, a member number with a password, or a passkey', async () => {
    await prisma.account.update({ where: { id: person.accountId }, data: { memberNumber: null } });
    await add(phone);
    await expect(remove()).rejects.toMatchObject({ code: 'LAST_WAY_IN' });
    await add(`${phone}@example.com`);
    await remove();
    await expect(remove()).rejects.toMatchObject({ code: 'LAST_WAY_IN' });
    await prisma.passkey.create({
      data: {
        id: newId(),
        accountId: person.accountId,
        credentialId: person.accountId,
        publicKey: Buffer.from('x'),
        label: 'Phone',
      },
    });
    await remove();
    expect(await shown()).toEqual([]);
  });

  it('keeps one of two that are removed at once', async () => {
    await prisma.account.update({ where: { id: person.accountId }, data: { memberNumber: null } });
    await add(phone);
    await add(`${phone}@example.com`);
    const answers = await Promise.allSettled([remove(0), remove(1)]);
    expect(answers.filter((answer) => answer.status === 'fulfilled')).toHaveLength(1);
    expect(await shown()).toHaveLength(1);
  });
});
