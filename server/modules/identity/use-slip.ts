import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { revokeFeeds } from '~/server/modules/calendars/revoke-calendar-feed';
import { recordChange, recordChanges, type AnyChange } from '~/server/modules/audit/record-change';
import type { Actor } from '~/server/policy/actor';
import { refuse } from '~/server/policy/refusal';
import { endSessions } from './end-sessions';
import { readSlipCode, slipAttempts } from './rules';
import { isSlipCode } from './slip-code';
import { isWithinSlipReach } from './slip-reach';

export interface MatchedSlip {
  readonly id: string;
  readonly accountId: string;
}

/**
 * The slip, among those of some accounts, that a typed code opens; null when none does. Every try is counted before it is
 * compared, so that tries made together count too. A right code that ran out or was used is refused with CODE_EXPIRED.
 */
export async function matchSlip(
  deps: Deps,
  accountIds: readonly string[],
  typed: string,
): Promise<MatchedSlip | null> {
  const code = readSlipCode(typed);
  if (code === null) return null;
  const { rows } = await deps.pool.query<{ id: string; accountId: string; codeHash: string; live: boolean }>(
    `WITH tried AS (
       UPDATE "SignInSlip" SET attempts = attempts + 1
       WHERE "accountId" = ANY($1::uuid[]) AND "usedAt" IS NULL AND "revokedAt" IS NULL AND "expiresAt" > $2 AND attempts < $3
       RETURNING id
     )
     SELECT s.id, s."accountId", s."codeHash", tried.id IS NOT NULL AS live
     FROM "SignInSlip" s LEFT JOIN tried ON tried.id = s.id
     WHERE s."accountId" = ANY($1::uuid[]) ORDER BY s."createdAt" DESC LIMIT 20`,
    [accountIds, deps.clock.now(), slipAttempts],
  );
  const slip = rows.find((row) => isSlipCode(deps, row, code));
  if (!slip) return null;
  return slip.live ? { id: slip.id, accountId: slip.accountId } : refuse('CODE_EXPIRED');
}

/**
 * Uses a slip up, in the transaction that opens its session. A password the account had is forgotten: whoever came with a
 * slip did not know it, and chooses a new one without it. So are its passkeys, and every other session of it ends: nobody
 * who was in before may choose first. A slip that its issuer could not make any more, because its person leads something by
 * now, is refused with CODE_EXPIRED. Holding a piece of paper is no consent: whoever has not agreed to the terms before
 * does so together with that choice (`setPassword`).
 */
export async function useSlip(tx: Tx, deps: Deps, signedIn: Actor, slip: MatchedSlip): Promise<void> {
  const now = deps.clock.now();
  const { count } = await tx.signInSlip.updateMany({
    where: { id: slip.id, usedAt: null, revokedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
  });
  if (count === 0) refuse('CODE_EXPIRED');
  if (!(await isStillWithinReach(tx, slip.id, signedIn.personId))) refuse('CODE_EXPIRED');
  const { personId } = await tx.account.update({
    where: { id: slip.accountId },
    data: { passwordHash: null },
    select: { personId: true },
  });
  await recordChange(tx, deps, signedIn, {
    type: 'account:slip_used',
    subjectType: 'account',
    subjectId: slip.accountId,
    payload: { accountId: slip.accountId },
    feeds: [`person:${signedIn.personId ?? personId}`],
  });
  await endSessions(tx, deps, signedIn, { accountId: slip.accountId, exceptId: signedIn.sessionId });
  await forgetPasskeys(tx, deps, signedIn, slip.accountId);
  await revokeFeeds(tx, deps, signedIn, { accountId: slip.accountId });
}

async function isStillWithinReach(tx: Tx, slipId: string, personId: string | null): Promise<boolean> {
  if (personId === null) return false;
  const { communityId, issuedById } = await tx.signInSlip.findUniqueOrThrow({ where: { id: slipId } });
  const chaired = await tx.membership.findFirst({
    where: {
      personId: issuedById,
      role: 'chair',
      endedAt: null,
      organisation: { committeeOfId: communityId },
    },
    select: { id: true },
  });
  return isWithinSlipReach(tx, personId, { communityId, isChair: chaired !== null });
}

async function forgetPasskeys(tx: Tx, deps: Deps, signedIn: Actor, accountId: string): Promise<void> {
  const { count } = await tx.passkey.deleteMany({ where: { accountId } });
  const forgotten: AnyChange = {
    type: 'account:passkey_removed',
    subjectType: 'account',
    subjectId: accountId,
    payload: { accountId },
    feeds: signedIn.personId ? [`person:${signedIn.personId}`] : [],
  };
  await recordChanges(tx, deps, signedIn, Array<AnyChange>(count).fill(forgotten));
}
