import {
  generateAuthenticationOptions,
  verifyAuthenticationResponse,
  type AuthenticationResponseJSON,
} from '@simplewebauthn/server';
import type { z } from 'zod';
import type { Deps } from '~/server/deps';
import type { Actor } from '~/server/policy/actor';
import { refuse } from '~/server/policy/refusal';
import { countAttempt, forgiveAttempt } from './attempts';
import type { Client } from './client';
import type { PasskeyResponseInput } from './input';
import { openSession, type OpenedSession } from './open-session';
import { keepChallenge, relyingParty, takeChallenge } from './passkey-challenge';
import type { PasskeyOptions } from './register-passkey';

/** Asks the browser for any passkey of this site; the person need not say who they are. */
export async function beginPasskeySignIn(deps: Deps, client: Client): Promise<PasskeyOptions> {
  await countAttempt(deps, 'sign_in_address', client.address);
  const options = await generateAuthenticationOptions({
    rpID: relyingParty(deps).id,
    userVerification: 'required',
  });
  return { challengeId: await keepChallenge(deps, options.challenge, null), options };
}

/** Signs in whoever holds the passkey. Its counter may not run backwards: that is how a copied key shows. */
export async function finishPasskeySignIn(
  deps: Deps,
  actor: Actor,
  input: z.output<typeof PasskeyResponseInput>,
  client: Client,
): Promise<OpenedSession> {
  await countAttempt(deps, 'sign_in_address', client.address);
  const expectedChallenge = await takeChallenge(deps, input.challengeId, null);
  const passkey = await deps.prisma.passkey.findFirst({
    where: {
      credentialId: input.response.id,
      account: { disabledAt: null, person: { status: { not: 'erased' } } },
    },
    include: { account: { select: { person: { select: { id: true, mergedIntoId: true } } } } },
  });
  const party = relyingParty(deps);
  const verified =
    passkey &&
    (await verifyAuthenticationResponse({
      response: input.response as unknown as AuthenticationResponseJSON,
      expectedChallenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
      credential: {
        id: passkey.credentialId,
        publicKey: new Uint8Array(passkey.publicKey),
        counter: Number(passkey.counter),
        transports: passkey.transports,
      },
    }).catch(() => null));
  if (!passkey || !verified?.verified) refuse('PASSKEY_REFUSED');
  await forgiveAttempt(deps, 'sign_in_address', client.address);
  await forgiveAttempt(deps, 'sign_in_address', client.address);
  const { person } = passkey.account;
  const account = { accountId: passkey.accountId, personId: person.mergedIntoId ?? person.id };
  return openSession(deps, actor, account, client, async (tx) => {
    // Only from the counter that was checked, so that one signature used twice at once signs in once.
    const { count } = await tx.passkey.updateMany({
      where: { id: passkey.id, counter: passkey.counter },
      data: { counter: BigInt(verified.authenticationInfo.newCounter), lastUsedAt: deps.clock.now() },
    });
    if (count === 0) refuse('PASSKEY_REFUSED');
  });
}
