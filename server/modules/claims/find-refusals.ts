import type { Deps } from '~/server/deps';
import type { RefusalCode } from '~/server/policy/refusal';
import { eligibility } from './eligibility-sql';
import { refusalOf, type ClaimFacts } from './rules';

const facts: (keyof typeof eligibility)[] = [
  'suspended',
  'cancelled',
  'started',
  'open',
  'alreadyClaimed',
  'identityFits',
  'notRefused',
  'ageKnown',
  'ageFits',
  'skillsFit',
  'termsAccepted',
  'overlaps',
  'capReached',
  'drawPending',
  'full',
  'waits',
];

/** What stands between one person and some tasks. Parameters: 1 tasks, 2 person, 3 now. */
export const claimFactsStatement = `
SELECT t.id AS "taskId", n.status AS "needStatus",
  ${facts.map((fact) => `${eligibility[fact]} AS "${fact}"`).join(',\n  ')}
FROM "Task" t
JOIN "Need" n ON n.id = t."needId"
JOIN "Person" p ON p.id = $2::uuid
WHERE t.id = ANY($1::uuid[])`;

/**
 * Why a person could not claim each of these tasks at this moment, in one statement; null for a task they could claim.
 * Answers in the order of the ids.
 */
export async function findRefusals(
  deps: Pick<Deps, 'pool' | 'clock'>,
  personId: string | null,
  taskIds: readonly string[],
): Promise<(RefusalCode | null)[]> {
  if (personId === null) return taskIds.map(() => 'NOT_SIGNED_IN');
  const { rows } = await deps.pool.query<ClaimFacts & { taskId: string }>({
    name: 'claim-facts',
    text: claimFactsStatement,
    values: [taskIds, personId, deps.clock.now()],
  });
  const byTask = new Map(rows.map((row) => [row.taskId, row]));
  return taskIds.map((id) => refusalOf(byTask.get(id) ?? null));
}
