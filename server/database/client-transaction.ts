import type { PoolClient } from 'pg';
import type { Deps } from '~/server/deps';
import type { Actor, IdempotencyClaim } from '~/server/policy/actor';
import { Refused } from '~/server/policy/refusal';

/**
 * `inTransaction` for hot paths that run prepared statements on the pool itself: the same promises about idempotency
 * keys and the same wake-up after the commit, without Prisma in between.
 */
export async function inClientTransaction<Answer>(
  deps: Pick<Deps, 'pool' | 'events'>,
  actor: Actor,
  work: (client: PoolClient) => Promise<Answer>,
): Promise<Answer> {
  const client = await deps.pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    const answer = actor.idempotency ? await once(client, actor.idempotency, work) : await work(client);
    await client.query('COMMIT');
    deps.events.wake();
    return answer;
  } catch (error) {
    await client.query('ROLLBACK').catch((failure: Error) => (broken = failure));
    throw error;
  } finally {
    client.release(broken);
  }
}

async function once<Answer>(
  client: PoolClient,
  claim: IdempotencyClaim,
  work: (client: PoolClient) => Promise<Answer>,
): Promise<Answer> {
  const taken = await client.query({
    name: 'idempotency-take',
    text: `INSERT INTO "IdempotencyKey" ("scope", "key", "operation", "requestHash") VALUES ($1, $2, $3, $4)
           ON CONFLICT ("scope", "key") DO NOTHING`,
    values: [claim.scope, claim.key, claim.operation, claim.requestHash],
  });
  if (taken.rowCount === 0) return earlierAnswer(client, claim) as Promise<Answer>;
  const answer = await work(client);
  await client.query({
    name: 'idempotency-answer',
    text: `UPDATE "IdempotencyKey" SET "response" = $3 WHERE "scope" = $1 AND "key" = $2`,
    values: [claim.scope, claim.key, JSON.stringify(answer)],
  });
  return answer;
}

async function earlierAnswer(client: PoolClient, claim: IdempotencyClaim): Promise<unknown> {
  const { rows } = await client.query<{ same: boolean; response: unknown }>({
    name: 'idempotency-read',
    text: `SELECT "operation" = $3 AND "requestHash" = $4 AS same, "response"
           FROM "IdempotencyKey" WHERE "scope" = $1 AND "key" = $2`,
    values: [claim.scope, claim.key, claim.operation, claim.requestHash],
  });
  if (!rows[0]?.same) throw new Refused('IDEMPOTENCY_CONFLICT');
  return rows[0].response;
}
