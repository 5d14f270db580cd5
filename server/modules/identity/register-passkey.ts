import {
  generateRegistrationOptions,
  verifyRegistrationResponse,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server';
import type { z } from 'zod';
import { newId } from '~/server/database/id';
import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import type { Actor } from '~/server/policy/actor';
import { assertMay } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import type { PasskeyResponseInput } from './input';
import { lockOwnAccount } from './lock-account';
import { keepChallenge, relyingParty, takeChallenge } from './passkey-challenge';

export interface PasskeyOptions {
  readonly challengeId: string;
  /** For the browser's `navigator.credentials`, as WebAuthn's JSON. */
  readonly options: unknown;
}

/** Asks the browser for a new passkey of the actor's account. */
export async function beginPasskeyRegistration(deps: Deps, actor: Actor): Promise<PasskeyOptions> {
  assertMay(actor, 'account.manage');
  const accountId = actor.accountId ?? refuse('NOT_SIGNED_IN');
  const account = await deps.prisma.account.findUniqueOrThrow({
    where: { id: accountId },
    select: { memberNumber: true, person: { select: { displayName: true } }, passkeys: true },
  });
  const party = relyingParty(deps);
  const options = await generateRegistrationOptions({
    rpID: party.id,
    rpName: party.name,
    userID: new TextEncoder().encode(accountId),
    userName: account.memberNumber ?? account.person.displayName,
    userDisplayName: account.person.displayName,
    attestationType: 'none',
    excludeCredentials: account.passkeys.map((passkey) => ({
      id: passkey.credentialId,
      transports: passkey.transports,
    })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  return { challengeId: await keepChallenge(deps, options.challenge, accountId), options };
}

/** Keeps the passkey that the browser made. */
export async function finishPasskeyRegistration(
  deps: Deps,
  actor: Actor,
  input: z.output<typeof PasskeyResponseInput>,
): Promise<{ accountId: string }> {
  assertMay(actor, 'account.manage');
  const accountId = actor.accountId ?? refuse('NOT_SIGNED_IN');
  const expectedChallenge = await takeChallenge(deps, input.challengeId, accountId);
  const party = relyingParty(deps);
  const response = input.response as unknown as RegistrationResponseJSON;
  const verified = await verifyRegistrationResponse({
    response,
    expectedChallenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
  }).catch(() => null);
  if (!verified?.verified) refuse('PASSKEY_REFUSED');
  const { credential } = verified.registrationInfo;
  return inTransaction(deps, actor, async (tx) => {
    await lockOwnAccount(tx, actor);
    const { count } = await tx.passkey.createMany({
      data: {
        id: newId(),
        accountId,
        credentialId: credential.id,
        publicKey: Buffer.from(credential.publicKey),
        counter: BigInt(credential.counter),
        transports: credential.transports ?? [],
        label: input.label ?? 'Passkey',
        createdAt: deps.clock.now(),
      },
      skipDuplicates: true,
    });
    if (count === 0) refuse('ALREADY_DONE');
    await recordChange(tx, deps, actor, {
      type: 'account:passkey_added',
      subjectType: 'account',
      subjectId: accountId,
      payload: { accountId },
      feeds: actor.personId ? [`person:${actor.personId}`] : [],
    });
    return { accountId };
  });
}
