import type { Prisma } from '~/generated/prisma/client';
import type { Deps } from '~/server/deps';
import type { Actor, IdempotencyClaim } from '~/server/policy/actor';
import { refuse } from '~/server/policy/refusal';

export type Tx = Prisma.TransactionClient;

/**
 * Runs one use case's work in one transaction and wakes the publisher after the commit.
 *
 * With an idempotency key the key's row is claimed first and the answer stored last, in the same transaction: parallel
 * repeats wait for the first and get its answer; another request under the key is refused with IDEMPOTENCY_CONFLICT; a
 * refused request leaves no row and is judged anew. `work` therefore returns plain JSON: ids and closed values.
 */
export async function inTransaction<Answer>(
  deps: Pick<Deps, 'prisma' | 'events'>,
  actor: Actor,
  work: (tx: Tx) => Promise<Answer>,
): Promise<Answer> {
  const answer = await deps.prisma.$transaction(
    async (tx) => {
      if (!actor.idempotency) return work(tx);
      const earlier = await claimKey(tx, actor.idempotency);
      if (earlier) return earlier.answer as Answer;
      const fresh = await work(tx);
      await storeAnswer(tx, actor.idempotency, fresh);
      return fresh;
    },
    { maxWait: 10_000, timeout: 30_000 },
  );
  deps.events.wake();
  return answer;
}

/** Takes the key for this transaction, or finds the answer that an earlier one left. */
async function claimKey(tx: Tx, claim: IdempotencyClaim): Promise<{ answer: unknown } | null> {
  const taken = await tx.$executeRaw`
    INSERT INTO "IdempotencyKey" ("scope", "key", "operation", "requestHash")
    VALUES (${claim.scope}, ${claim.key}, ${claim.operation}, ${claim.requestHash})
    ON CONFLICT ("scope", "key") DO NOTHING`;
  if (taken === 1) return null;
  const row = await tx.idempotencyKey.findUniqueOrThrow({
    where: { scope_key: { scope: claim.scope, key: claim.key } },
  });
  const same = row.operation === claim.operation && claim.requestHash.equals(row.requestHash);
  if (!same) refuse('IDEMPOTENCY_CONFLICT');
  return { answer: row.response };
}

async function storeAnswer(tx: Tx, claim: IdempotencyClaim, answer: unknown): Promise<void> {
  await tx.idempotencyKey.update({
    where: { scope_key: { scope: claim.scope, key: claim.key } },
    data: { response: answer as Prisma.InputJsonValue },
  });
}
