import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import type { Actor } from '~/server/policy/actor';

/** Ends live sessions of an account in the caller's transaction; each end is an event, which cuts its sockets. */
export async function endSessions(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  actor: Actor,
  which: { accountId: string; sessionId?: string; exceptId?: string | null },
): Promise<number> {
  const { accountId } = which;
  const live = await tx.session.findMany({
    where: {
      accountId,
      revokedAt: null,
      id: {
        ...(which.sessionId ? { equals: which.sessionId } : {}),
        ...(which.exceptId ? { not: which.exceptId } : {}),
      },
    },
    select: { id: true, account: { select: { personId: true } } },
  });
  await tx.session.updateMany({
    where: { id: { in: live.map((session) => session.id) } },
    data: { revokedAt: deps.clock.now() },
  });
  for (const session of live) {
    await recordChange(tx, deps, actor, {
      type: session.id === actor.sessionId ? 'account:signed_out' : 'account:session_revoked',
      subjectType: 'account',
      subjectId: accountId,
      payload: { accountId, sessionId: session.id },
      feeds: [`person:${actor.personId ?? session.account.personId}`],
    });
  }
  return live.length;
}
