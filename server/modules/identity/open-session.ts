import { newId } from '~/server/database/id';
import { inTransaction } from '~/server/database/transaction';
import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import { acceptMembership } from '~/server/modules/organisations/accept-membership';
import { acceptedSql } from '~/server/modules/organisations/accepted-sql';
import type { Actor } from '~/server/policy/actor';
import type { Client } from './client';
import { sessionLifetimeMs } from './rules';
import { hashSessionToken, newSessionToken } from './session-token';

export interface OpenedSession {
  readonly accountId: string;
  readonly personId: string;
  readonly sessionId: string;
  /** For the cookie; kept nowhere. */
  readonly token: string;
}

/**
 * Opens a session for somebody whose credentials were found right, under the identity they used last, else their oldest.
 * Never repeated from an idempotency key: a token is stored nowhere, so a repeat gets a session of its own.
 */
export function openSession(
  deps: Deps,
  actor: Actor,
  account: { accountId: string; personId: string },
  client: Client,
  alongside: (tx: Tx, signedIn: Actor) => Promise<void> = async () => undefined,
): Promise<OpenedSession> {
  const signedIn: Actor = { ...actor, ...account, sessionId: newId(), idempotency: undefined };
  return inTransaction(deps, signedIn, async (tx) => {
    await alongside(tx, signedIn);
    return insertSession(tx, deps, signedIn, client);
  });
}

/** Opens a session in the caller's transaction; `signedIn` names its account, person and id. */
export async function insertSession(
  tx: Tx,
  deps: Deps,
  signedIn: Actor,
  client: Client,
): Promise<OpenedSession> {
  const { accountId, personId, sessionId } = signedIn;
  if (accountId === null || personId === null || sessionId === null)
    throw new TypeError('A session needs an account');
  const now = deps.clock.now();
  const token = newSessionToken();
  const membershipId = await usualMembership(tx, accountId, personId);
  if (membershipId !== null) await acceptMembership(tx, deps, signedIn, membershipId);
  await tx.session.create({
    data: {
      id: sessionId,
      accountId,
      tokenHash: Buffer.from(hashSessionToken(token)),
      membershipId,
      userAgent: client.userAgent?.slice(0, 400) ?? null,
      createdAt: now,
      lastSeenAt: now,
      expiresAt: new Date(now.getTime() + sessionLifetimeMs),
    },
  });
  await recordChange(tx, deps, signedIn, {
    type: 'account:signed_in',
    subjectType: 'account',
    subjectId: accountId,
    payload: { accountId, sessionId },
    feeds: [`person:${personId}`],
  });
  return { accountId, personId, sessionId, token };
}

async function usualMembership(tx: Tx, accountId: string, personId: string): Promise<string | null> {
  const last = await tx.session.findFirst({
    where: { accountId },
    orderBy: { createdAt: 'desc' },
    select: { membershipId: true, membership: { select: { endedAt: true } } },
  });
  if (last && (last.membershipId === null || last.membership?.endedAt === null)) return last.membershipId;
  // Whoever was here before takes up by themselves what somebody else gave them meanwhile.
  const [oldest] = await tx.$queryRawUnsafe<{ id: string }[]>(
    `SELECT m.id FROM "Membership" m JOIN "Person" p ON p.id = m."personId"
     WHERE m."endedAt" IS NULL AND (p.id = $1::uuid OR p."mergedIntoId" = $1::uuid)
       AND ($2 OR ${acceptedSql('m')})
     ORDER BY m."createdAt" LIMIT 1`,
    personId,
    last === null,
  );
  return oldest?.id ?? null;
}
