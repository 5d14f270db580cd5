import type { PrismaClient } from '~/generated/prisma/client';
import { newId } from '~/server/database/id';
import { hashSessionToken, newSessionToken } from '~/server/modules/identity/session-token';
import { anonymous, type Actor } from '~/server/policy/actor';

/** A signed-in browser of a person: the Cookie header it sends, and the actor the server makes of it. */
export interface SignedIn {
  readonly cookie: string;
  readonly sessionId: string;
  readonly accountId: string;
  readonly actor: Actor;
}

/** Signs a person in, under the identity of `actor` where it has one. */
export async function signInAs(
  prisma: PrismaClient,
  actor: Pick<Actor, 'membership'> & { personId: string },
): Promise<SignedIn> {
  const token = newSessionToken();
  // Whoever has no password is led to choose one before anything else.
  const passwordHash = 'opens nothing';
  const account = await prisma.account.create({
    data: { id: newId(), personId: actor.personId, passwordHash },
  });
  const session = await prisma.session.create({
    data: {
      id: newId(),
      accountId: account.id,
      tokenHash: new Uint8Array(hashSessionToken(token)),
      membershipId: actor.membership?.id ?? null,
      expiresAt: new Date(Date.now() + 86_400_000),
    },
  });
  return {
    cookie: `linli_session=${token}`,
    sessionId: session.id,
    accountId: account.id,
    actor: { ...anonymous(), ...actor, accountId: account.id, sessionId: session.id },
  };
}
