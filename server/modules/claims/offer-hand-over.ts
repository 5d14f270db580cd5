import { randomBytes } from 'node:crypto';
import { newId } from '~/server/database/id';
import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import { notify } from '~/server/modules/notifications/notify';
import type { Actor } from '~/server/policy/actor';
import { assertMay, reaches } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import { askNextInLine } from './ask-next-in-line';
import { inClaimTransaction } from './claim-transaction';
import { claimFeeds } from './feeds';
import { claimFactsStatement } from './find-refusals';
import { handOverCode, isSwappable, offeringRefusal } from './hand-over-rules';
import type { OfferHandOverInput } from './input';
import { unsafeLockClaims, unsafeLockTasks, type LockedClaim } from './places';
import { refusalOf, type ClaimFacts } from './rules';
import { readSwapSides } from './swap-sides';

/**
 * Offers one's own place to all who fit, to whoever has a link, or to one person with a place in another task of the need; with a
 * task in return it is a swap. The place stays theirs until somebody takes it. Of an offer to all those who wait in line are asked
 * first, one after the other. Answers their claim.
 */
export async function offerHandOver(
  deps: Deps,
  actor: Actor,
  input: OfferHandOverInput,
): Promise<{ id: string }> {
  assertMay(actor, 'claim.withdraw');
  return inClaimTransaction(deps, actor, async (tx) => {
    const now = deps.clock.now();
    const given = await lockGiven(tx, actor, input);
    const open = await tx.handOver.count({ where: { claimId: given.id, endedAt: null } });
    const refusal = offeringRefusal(given, open > 0, now);
    if (refusal) refuse(refusal);
    // Regular visits are for pairs, whom a committee names.
    if ((await tx.careEntry.count({ where: { needId: given.needId } })) > 0) refuse('WRONG_STATE');
    if (input.swapTask) await assertSwappable(tx, deps, given, input.swapTask);
    const chosen = input.to === 'person' ? await findChosen(tx, deps, given, input.toClaim ?? null) : null;

    const handOver = await tx.handOver.create({
      data: {
        id: newId(),
        claimId: given.id,
        to: input.to,
        code: input.to === 'link' ? handOverCode(randomBytes(16)) : null,
        toClaimId: chosen?.claimId ?? null,
        swapTaskId: input.swapTask ?? null,
        createdAt: now,
      },
    });
    const { taskId, needId, takenPlaces, placesTaken } = given;
    await recordChange(tx, deps, actor, {
      type: 'claim:hand_over_offered',
      subjectType: 'claim',
      subjectId: given.id,
      payload: { claimId: given.id, taskId, needId, takenPlaces, placesTaken },
      feeds: [
        ...claimFeeds({ ...given, countsChanged: input.to === 'all' }),
        ...(chosen ? ([`person:${chosen.personId}`] as const) : []),
      ],
    });
    if (chosen) await notify(tx, chosen.personId, 'claim_hand_over_offered', { taskId, needId });
    if (input.to === 'all') await askNextInLine(tx, deps, handOver, given);
    return { id: given.id };
  });
}

/** The actor's own claim, and the task that they ask for in return, locked; NOT_FOUND for any other. */
async function lockGiven(tx: Tx, actor: Actor, input: OfferHandOverInput): Promise<LockedClaim> {
  const own = await tx.claim.findUnique({
    where: { id: input.claim },
    select: { taskId: true, personId: true },
  });
  if (!own || !reaches(actor, 'claim.withdraw', { personId: own.personId })) return refuse('NOT_FOUND');
  await unsafeLockTasks(
    tx,
    [own.taskId, input.swapTask].filter((id) => id != null),
  );
  const [given] = await unsafeLockClaims(tx, [input.claim]);
  return given ?? refuse('NOT_FOUND');
}

/** Refuses a task in return that cannot be had so, and what stands between the giver and it, apart from their own place and time. */
async function assertSwappable(tx: Tx, deps: Deps, given: LockedClaim, swapTaskId: string): Promise<void> {
  const now = deps.clock.now();
  const sides = (await readSwapSides(tx, given.taskId, swapTaskId)) ?? refuse('NOT_FOUND');
  if (!isSwappable(...sides, now)) refuse('SWAP_UNFIT');
  const [facts] = await tx.$queryRawUnsafe<ClaimFacts[]>(
    claimFactsStatement,
    [swapTaskId],
    given.personId,
    now,
  );
  const unfit = refusalOf(facts ? { ...facts, overlaps: false, full: false } : null);
  if (unfit) refuse(unfit);
}

/** Whoever has a place in another task of the need that is still to come; NOT_FOUND for anybody else. */
async function findChosen(
  tx: Tx,
  deps: Deps,
  given: LockedClaim,
  toClaim: string | null,
): Promise<{ claimId: string; personId: string }> {
  const chosen = await tx.claim.findFirst({
    where: {
      id: toClaim ?? given.id,
      state: 'confirmed',
      taskId: { not: given.taskId },
      personId: { not: given.personId },
      task: { needId: given.needId, cancelledAt: null, startsAt: { gt: deps.clock.now() } },
    },
    select: { id: true, personId: true },
  });
  if (!chosen?.personId) return refuse('NOT_FOUND');
  return { claimId: chosen.id, personId: chosen.personId };
}
