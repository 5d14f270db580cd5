import { beforeEach, describe, expect, it } from 'vitest';
import { readActor } from '~/server/modules/identity/read-actor';
import {
  beginPasskeyRegistration,
  finishPasskeyRegistration,
} from '~/server/modules/identity/register-passkey';
import { removePasskey } from '~/server/modules/identity/remove-passkey';
import { challengeLifetimeMs } from '~/server/modules/identity/rules';
import { beginPasskeySignIn, finishPasskeySignIn } from '~/server/modules/identity/sign-in-with-passkey';
import { anonymous } from '~/server/policy/actor';
import { createSignedIn, type SignedIn } from '~/tests/factories/session';
import { Authenticator } from '~/tests/helpers/authenticator';
import { createTestDatabase } from '~/tests/setup/database';
import { TestClock, testDeps } from '~/tests/setup/deps';

const database = await createTestDatabase();
const clock = new TestClock();
const deps = testDeps(database, { clock });
const client = { address: '192.0.2.1', userAgent: null };
let person: SignedIn;
let phone: Authenticator;

beforeEach(async () => {
  person = await createSignedIn(deps);
  phone = new Authenticator();
});

async function register(authenticator = phone): Promise<void> {
  const { challengeId, options } = await beginPasskeyRegistration(deps, person.actor);
  await finishPasskeyRegistration(deps, person.actor, {
    challengeId,
    response: authenticator.create(options),
    label: 'Phone',
  });
}

async function enter(authenticator = phone) {
  const { challengeId, options } = await beginPasskeySignIn(deps, client);
  return finishPasskeySignIn(
    deps,
    anonymous(),
    { challengeId, response: authenticator.get(options) },
    client,
  );
}

describe('a passkey', () => {
  it('signs in whoever holds it, without a name', async () => {
    await register();
    const opened = await enter();
    expect(opened.accountId).toBe(person.accountId);
    expect((await readActor(deps, opened.token, 'web')).personId).toBe(person.personId);
    const kept = await database.prisma.passkey.findFirstOrThrow({ where: { accountId: person.accountId } });
    expect(kept).toMatchObject({ label: 'Phone', counter: 1n, transports: ['internal'] });
  });

  it('is refused when its counter runs backwards, as a copy does', async () => {
    await register();
    await enter();
    await enter();
    phone.counter = 0;
    await expect(enter()).rejects.toMatchObject({ code: 'PASSKEY_REFUSED' });
  });

  it('is refused from another origin and when it was never registered', async () => {
    await expect(register(new Authenticator('https://evil.example'))).rejects.toMatchObject({
      code: 'PASSKEY_REFUSED',
    });
    await expect(enter()).rejects.toMatchObject({ code: 'PASSKEY_REFUSED' });
  });

  it('answers a challenge once, in time, and only its own', async () => {
    await register();
    const { challengeId, options } = await beginPasskeySignIn(deps, client);
    const response = phone.get(options);
    await finishPasskeySignIn(deps, anonymous(), { challengeId, response }, client);
    await expect(
      finishPasskeySignIn(deps, anonymous(), { challengeId, response }, client),
    ).rejects.toMatchObject({
      code: 'CODE_EXPIRED',
    });
    const late = await beginPasskeySignIn(deps, client);
    clock.advance(challengeLifetimeMs / 60_000);
    await expect(
      finishPasskeySignIn(
        deps,
        anonymous(),
        { challengeId: late.challengeId, response: phone.get(late.options) },
        client,
      ),
    ).rejects.toMatchObject({ code: 'CODE_EXPIRED' });
    const other = await createSignedIn(deps);
    const theirs = await beginPasskeyRegistration(deps, other.actor);
    await expect(
      finishPasskeyRegistration(deps, person.actor, {
        challengeId: theirs.challengeId,
        response: new Authenticator().create(theirs.options),
      }),
    ).rejects.toMatchObject({ code: 'CODE_EXPIRED' });
  });

  it('is refused for a disabled account, and gone once removed by its owner', async () => {
    await register();
    const passkey = await database.prisma.passkey.findFirstOrThrow({
      where: { accountId: person.accountId },
    });
    const stranger = await createSignedIn(deps);
    await expect(removePasskey(deps, stranger.actor, { id: passkey.id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await database.prisma.account.update({
      where: { id: person.accountId },
      data: { disabledAt: clock.now() },
    });
    await expect(enter()).rejects.toMatchObject({ code: 'PASSKEY_REFUSED' });
    await database.prisma.account.update({ where: { id: person.accountId }, data: { disabledAt: null } });
    await removePasskey(deps, person.actor, { id: passkey.id });
    await expect(enter()).rejects.toMatchObject({ code: 'PASSKEY_REFUSED' });
  });
});
