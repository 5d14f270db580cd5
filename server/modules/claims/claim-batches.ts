import type { ClaimState } from '~/generated/prisma/enums';
import { violationOf } from '~/server/database/constraint';
import { gatherFor } from '~/server/database/gather';
import { newId } from '~/server/database/id';
import type { Deps } from '~/server/deps';
import type { Actor } from '~/server/policy/actor';
import { claimStatement } from './claim-statement';

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

/** Who wants which place. */
export interface ClaimWish {
  readonly actor: Actor;
  readonly taskId: string;
  readonly personId: string;
}

type ClaimDeps = Pick<Deps, 'pool' | 'clock' | 'events'>;

const mostAtOnce = 64;

/**
 * Makes a claim together with those that come while another statement is under way: sixty-four wishes for one task cost one
 * lock and one commit. Two lanes by task keep both busy without waiting for each other's rows; a person's wishes are decided one
 * after the other. Answers after the commit; null when something stands in the way, which `findRefusals` names.
 */
export const makeClaim = gatherFor<ClaimDeps, ClaimWish, ClaimAnswer | null>((deps) => ({
  most: mostAtOnce,
  lanes: 2,
  laneOf: ({ taskId }) => parseInt(taskId.slice(-4), 16),
  partyOf: ({ personId }) => personId,
  run: (wishes) => makeClaims(deps, wishes),
}));

/**
 * Makes those of some claims that can be made. Where one meets another transaction in a circle of waits, or in the use of an
 * idempotency key, nothing of the statement holds: each is then made by itself.
 */
export async function makeClaims(
  deps: ClaimDeps,
  wishes: readonly ClaimWish[],
): Promise<(ClaimAnswer | null)[]> {
  try {
    return await runStatement(deps, wishes);
  } catch (error) {
    if (!isClash(error)) throw error;
    if (wishes.length === 1) return [null];
    const outcomes: (ClaimAnswer | null)[] = [];
    for (const wish of wishes) outcomes.push(...(await makeClaims(deps, [wish])));
    return outcomes;
  }
}

/** One row of the statement's first parameter. */
interface Wish {
  readonly place: number;
  readonly [column: string]: string | number | null;
}

const wishOf = ({ actor, taskId, personId }: ClaimWish, place: number): Wish => ({
  place,
  taskId,
  personId,
  claimId: newId(),
  historyId: newId(),
  eventId: newId(),
  accountId: actor.accountId,
  actorId: actor.personId,
  onBehalfOfId: actor.onBehalfOfId,
  capacity: actor.capacity,
  channel: actor.channel,
  scope: actor.idempotency?.scope ?? null,
  key: actor.idempotency?.key ?? null,
  operation: actor.idempotency?.operation ?? null,
  requestHash: actor.idempotency ? `\\x${actor.idempotency.requestHash.toString('hex')}` : null,
});

async function runStatement(deps: ClaimDeps, wishes: readonly ClaimWish[]): Promise<(ClaimAnswer | null)[]> {
  const now = deps.clock.now().toISOString();
  const { rows } = await deps.pool.query<{ place: number; answer: ClaimAnswer }>({
    name: 'claim',
    text: claimStatement,
    values: [JSON.stringify(wishes.map(wishOf)), now, now],
  });
  if (rows.length > 0) deps.events.wake();
  const outcomes = Array<ClaimAnswer | null>(wishes.length).fill(null);
  for (const { place, answer } of rows) outcomes[place] = answer;
  return outcomes;
}

const isDeadlock = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === '40P01';

const isClash = (error: unknown): boolean =>
  isDeadlock(error) || violationOf(error)?.constraint === 'IdempotencyKey_pkey';
