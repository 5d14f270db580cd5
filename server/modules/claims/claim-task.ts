import type { ClaimState } from '~/generated/prisma/enums';
import { inClientTransaction } from '~/server/database/client-transaction';
import { violationOf } from '~/server/database/constraint';
import { newId } from '~/server/database/id';
import type { Deps } from '~/server/deps';
import type { Actor } from '~/server/policy/actor';
import { assertMay, assertPerson } from '~/server/policy/permissions';
import { Refused, refuse, type RefusalCode } from '~/server/policy/refusal';
import { claimStatement } from './claim-statement';
import { findRefusals } from './find-refusals';
import type { ClaimTaskInput } from './input';
import { refusalOfViolation } from './rules';

/** The claim as plain JSON: what a repeat under the same idempotency key gets. */
export interface ClaimAnswer {
  readonly id: string;
  readonly taskId: string;
  readonly personId: string | null;
  readonly organisationId: string | null;
  readonly state: ClaimState;
  readonly reason: string | null;
  readonly createdAt: string;
  readonly stateSince: string;
}

interface Queryable {
  query(config: { name: string; text: string; values: unknown[] }): Promise<{ rows: unknown[] }>;
}

/** How often a claim is tried again after it met a deadlock or a place that came free in between. */
const attempts = 3;

/**
 * Claims a place in a task for the person the actor concerns. Confirmed at once, or `requested` where a worker decides:
 * tasks that ask for approval, and private homes. Refuses with the reason that stands first in `refusalOf`.
 */
export async function claimTask(deps: Deps, actor: Actor, input: ClaimTaskInput): Promise<ClaimAnswer> {
  assertMay(actor, 'task.claim');
  const personId = assertPerson(actor);
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await attemptClaim(deps, actor, input.task, personId);
    if (typeof outcome === 'object') return outcome;
    const [reason] = await findRefusals(deps, personId, [input.task]);
    if (reason) refuse(reason);
    // Nothing stands in the way any more: what stood there has ended in between.
    if (attempt === attempts) refuse(outcome);
  }
}

/** The claim, or what stood in its way at that instant. */
async function attemptClaim(
  deps: Deps,
  actor: Actor,
  taskId: string,
  personId: string,
): Promise<ClaimAnswer | RefusalCode> {
  try {
    if (actor.idempotency) {
      return await inClientTransaction(deps, actor, async (client) => {
        // A refusal leaves the transaction as an error, so that it keeps no answer under the key.
        return (await runStatement(client, deps, actor, taskId, personId)) ?? refuse('FULL');
      });
    }
    const claim = await runStatement(deps.pool, deps, actor, taskId, personId);
    if (claim) deps.events.wake();
    return claim ?? 'FULL';
  } catch (error) {
    if (error instanceof Refused && error.code === 'FULL') return error.code;
    if (isDeadlock(error)) return 'FULL';
    const violation = violationOf(error);
    const refusal = violation && refusalOfViolation(violation.code, violation.constraint);
    if (refusal) return refusal;
    throw error;
  }
}

async function runStatement(
  on: Queryable,
  deps: Deps,
  actor: Actor,
  taskId: string,
  personId: string,
): Promise<ClaimAnswer | null> {
  const { rows } = await on.query({
    name: 'claim-task',
    text: claimStatement,
    values: [
      taskId,
      personId,
      deps.clock.now(),
      newId(),
      newId(),
      newId(),
      actor.accountId,
      actor.personId,
      actor.onBehalfOfId,
      actor.capacity,
      actor.channel,
    ],
  });
  const row = rows[0] as
    (Omit<ClaimAnswer, 'createdAt' | 'stateSince'> & { createdAt: Date; stateSince: Date }) | undefined;
  return row
    ? { ...row, createdAt: row.createdAt.toISOString(), stateSince: row.stateSince.toISOString() }
    : null;
}

const isDeadlock = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === '40P01';
