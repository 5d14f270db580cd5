import { newId } from '~/server/database/id';
import type { Deps } from '~/server/deps';
import { refuse } from '~/server/policy/refusal';
import { challengeLifetimeMs } from './rules';

/** Whom a passkey is bound to: this site's host, and the origin its pages come from. */
export function relyingParty(deps: Pick<Deps, 'settings'>): { id: string; name: string; origin: string } {
  const url = new URL(deps.settings.publicUrl);
  return { id: url.hostname, name: 'Linli 邻里', origin: url.origin };
}

/** Keeps a challenge until its answer comes, and drops those that nobody answered. */
export async function keepChallenge(
  deps: Deps,
  challenge: string,
  accountId: string | null,
): Promise<string> {
  const now = deps.clock.now();
  const id = newId();
  await deps.prisma.passkeyChallenge.deleteMany({ where: { expiresAt: { lt: now } } });
  await deps.prisma.passkeyChallenge.create({
    data: { id, accountId, challenge, expiresAt: new Date(now.getTime() + challengeLifetimeMs) },
  });
  return id;
}

/** Takes a challenge for its one use; CODE_EXPIRED when it was used, ran out, or belongs to another account. */
export async function takeChallenge(deps: Deps, id: string, accountId: string | null): Promise<string> {
  const { rows } = await deps.pool.query<{ challenge: string }>(
    `DELETE FROM "PasskeyChallenge" WHERE id = $1 AND "accountId" IS NOT DISTINCT FROM $2 AND "expiresAt" > $3
     RETURNING challenge`,
    [id, accountId, deps.clock.now()],
  );
  return rows[0]?.challenge ?? refuse('CODE_EXPIRED');
}
