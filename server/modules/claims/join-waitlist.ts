import { newId } from '~/server/database/id';
import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import type { Actor } from '~/server/policy/actor';
import { assertMay, assertPerson } from '~/server/policy/permissions';
import { refuse, type RefusalCode } from '~/server/policy/refusal';
import { inClaimTransaction } from './claim-transaction';
import { claimFeeds } from './feeds';
import { claimFactsStatement } from './find-refusals';
import type { ClaimTaskInput } from './input';
import { offerPlaces } from './offer-places';
import { unsafeLockTask } from './places';
import { refusalOf, type ClaimFacts } from './rules';

/** What one waits for: a place that becomes free, or the lot. */
const waitsFor: readonly (RefusalCode | null)[] = ['FULL', 'DRAW_PENDING'];

/**
 * Puts the person the actor concerns at the end of the waitlist of a task whose places are all taken, or among the entries of one
 * whose places will be drawn. Everything else that stands in the way of a claim is refused as it would be there. Where a place has
 * become free in between, it is offered to them at once.
 */
export async function joinWaitlist(deps: Deps, actor: Actor, input: ClaimTaskInput): Promise<{ id: string }> {
  assertMay(actor, 'task.claim');
  const personId = assertPerson(actor, 'task.claim');
  return inClaimTransaction(deps, actor, async (tx) => {
    if (!(await unsafeLockTask(tx, input.task))) refuse('NOT_FOUND');
    const [facts] = await tx.$queryRawUnsafe<ClaimFacts[]>(
      claimFactsStatement,
      [input.task],
      personId,
      deps.clock.now(),
    );
    const refusal = refusalOf(facts ?? null);
    if (refusal && !waitsFor.includes(refusal)) refuse(refusal);
    const id = await queueUp(tx, deps, actor, { taskId: input.task, personId });
    if (refusal === null) await offerPlaces(tx, deps, input.task, { isNewChance: false });
    return { id };
  });
}

async function queueUp(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  { taskId, personId }: { taskId: string; personId: string },
): Promise<string> {
  const [id, now] = [newId(), deps.clock.now()];
  const { need, needId, startsAt, endsAt, takenPlaces } = await tx.task.findUniqueOrThrow({
    where: { id: taskId },
    include: { need: true },
  });
  await tx.claim.create({
    data: {
      id,
      taskId,
      personId,
      state: 'waitlisted',
      waitNumber: await endOfLine(tx, taskId),
      startsAt,
      endsAt,
      createdAt: now,
      stateSince: now,
    },
  });
  await recordChange(tx, deps, actor, {
    type: 'claim:waitlisted',
    subjectType: 'claim',
    subjectId: id,
    toState: 'waitlisted',
    payload: { claimId: id, taskId, needId, takenPlaces, placesTaken: need.placesTaken },
    feeds: claimFeeds({ ...need, needId, taskId, personId, countsChanged: false }),
  });
  return id;
}

/** The number of whoever comes next to a task's waitlist. The caller has locked the task. */
export async function endOfLine(tx: Tx, taskId: string): Promise<number> {
  const { _max } = await tx.claim.aggregate({ where: { taskId }, _max: { waitNumber: true } });
  return (_max.waitNumber ?? 0) + 1;
}
