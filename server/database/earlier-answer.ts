import type { Deps } from '~/server/deps';
import type { Actor } from '~/server/policy/actor';
import { refuse } from '~/server/policy/refusal';

/**
 * What an earlier request under the actor's idempotency key was answered, for hot paths that keep the key in the statement that does
 * the work; `inTransaction` does the same for all others. Null without a key or an earlier request; another request under
 * the key is refused with IDEMPOTENCY_CONFLICT.
 */
export async function findEarlierAnswer(
  deps: Pick<Deps, 'pool'>,
  { idempotency }: Actor,
): Promise<{ answer: unknown } | null> {
  if (!idempotency) return null;
  const { rows } = await deps.pool.query<{ same: boolean; response: unknown }>({
    name: 'idempotency-read',
    text: `SELECT "operation" = $3 AND "requestHash" = $4 AS same, "response"
           FROM "IdempotencyKey" WHERE "scope" = $1 AND "key" = $2`,
    values: [idempotency.scope, idempotency.key, idempotency.operation, idempotency.requestHash],
  });
  if (!rows[0]) return null;
  return rows[0].same ? { answer: rows[0].response } : refuse('IDEMPOTENCY_CONFLICT');
}
