import { violationOf } from '~/server/database/constraint';
import { inTransaction, type Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import type { Actor } from '~/server/policy/actor';
import { refuse } from '~/server/policy/refusal';
import { refusalOfViolation } from './rules';

/** A transaction over claims: where the database's own guards stop it, since another came first, that is refused in the domain's words. */
export async function inClaimTransaction<Result>(
  deps: Deps,
  actor: Actor,
  work: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  try {
    return await inTransaction(deps, actor, work);
  } catch (error) {
    const violation = violationOf(error);
    const refusal = violation && refusalOfViolation(violation.code, violation.constraint);
    if (refusal) return refuse(refusal);
    throw error;
  }
}
