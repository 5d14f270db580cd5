import type { Deps } from '~/server/deps';

/** Those of the sessions that still count: not revoked, not expired, the account not disabled. Moves no expiry. */
export async function findLiveSessions(
  deps: Pick<Deps, 'prisma' | 'clock'>,
  sessionIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (sessionIds.length === 0) return new Set();
  const rows = await deps.prisma.session.findMany({
    where: {
      id: { in: [...sessionIds] },
      revokedAt: null,
      expiresAt: { gt: deps.clock.now() },
      account: { disabledAt: null },
    },
    select: { id: true },
  });
  return new Set(rows.map(({ id }) => id));
}
