import type { Prisma } from '~/generated/prisma/client';
import type { MembershipRole } from '~/generated/prisma/enums';
import { newId } from '~/server/database/id';
import type { Deps } from '~/server/deps';
import { readActor } from '~/server/modules/identity/read-actor';
import { sessionLifetimeMs } from '~/server/modules/identity/rules';
import { hashSessionToken, newSessionToken } from '~/server/modules/identity/session-token';
import type { Actor } from '~/server/policy/actor';
import { createAccount, type AccountOverrides } from './account';

/** A session of an account; answers the token its cookie carries. */
export async function createSession(
  deps: Deps,
  accountId: string,
  overrides: Partial<Prisma.SessionUncheckedCreateInput> = {},
): Promise<{ id: string; token: string }> {
  const [id, token, now] = [newId(), newSessionToken(), deps.clock.now()];
  await deps.prisma.session.create({
    data: {
      id,
      accountId,
      tokenHash: Buffer.from(hashSessionToken(token)),
      createdAt: now,
      lastSeenAt: now,
      expiresAt: new Date(now.getTime() + sessionLifetimeMs),
      ...overrides,
    },
  });
  return { id, token };
}

export interface SignedIn {
  readonly actor: Actor;
  readonly token: string;
  readonly accountId: string;
  readonly personId: string;
  readonly memberNumber: string;
}

/** Somebody who is signed in, acting under a role in a unit when one is given. The actor is read as a request would. */
export async function createSignedIn(
  deps: Deps,
  identity: { organisationId?: string; role?: MembershipRole; communityId?: string } = {},
  overrides: AccountOverrides = {},
): Promise<SignedIn> {
  const account = await createAccount(deps, overrides);
  const { organisationId, role = 'member', communityId } = identity;
  const membership = organisationId
    ? await deps.prisma.membership.create({
        data: { id: newId(), personId: account.personId, organisationId, role, communityId },
      })
    : null;
  const { token } = await createSession(deps, account.id, { membershipId: membership?.id });
  return {
    actor: await readActor(deps, token, 'web'),
    token,
    accountId: account.id,
    personId: account.personId,
    memberNumber: account.memberNumber ?? '',
  };
}
