import { newId } from '~/server/database/id';
import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import { notify, notifyAll } from '~/server/modules/notifications/notify';
import { findStaff } from '~/server/modules/organisations/find-staff';
import type { Actor } from '~/server/policy/actor';
import { assertMay, assertPerson } from '~/server/policy/permissions';
import { refuse, type RefusalCode } from '~/server/policy/refusal';
import { inClaimTransaction } from './claim-transaction';
import { claimFeeds } from './feeds';
import { claimFactsStatement } from './find-refusals';
import { isSwappable, takingRefusal, typedHandOverCode, type Taking } from './hand-over-rules';
import type { TakeHandOverInput } from './input';
import { leavePlaces } from './leave-places';
import { unsafeLockHandOver, type LockedHandOver } from './lock-hand-over';
import type { LockedClaim } from './places';
import { refusalOf, type ClaimFacts } from './rules';
import { readSwapSides } from './swap-sides';

/**
 * Takes a place that somebody hands over; of a swap both places change hands in the one transaction, so that no place ever has two
 * holders or none. What a claim asks for is asked, as if what is given away were gone already. Where a worker has the last word it
 * becomes a request, and the giver keeps the place until the yes. Answers the taker's claim.
 */
export async function takeHandOver(
  deps: Deps,
  actor: Actor,
  input: TakeHandOverInput,
): Promise<{ id: string }> {
  assertMay(actor, 'task.claim');
  const personId = assertPerson(actor, 'task.claim');
  return inClaimTransaction(deps, actor, async (tx) => {
    const locked = await unsafeLockHandOver(tx, input.handOver, personId);
    if (!locked) return refuse('NOT_FOUND');
    const mine = claimOf(locked, personId, locked.given.taskId);
    const refusal = takingRefusal(takingOf(locked, personId, input.code ?? null), deps.clock.now());
    if (refusal) refuse(refusal);
    await assertStillSwappable(tx, deps, locked);
    const id = locked.needsYes
      ? await askForPlace(tx, deps, actor, locked, { personId, mine })
      : await changeHands(tx, deps, actor, locked, { personId, mine });
    return { id };
  });
}

/** Somebody's live claim of a task, among those that are locked. */
const claimOf = ({ claims }: LockedHandOver, personId: string, taskId: string): LockedClaim | null =>
  claims.find((claim) => claim.personId === personId && claim.taskId === taskId) ?? null;

const takingOf = (
  { handOver, given, giverId, chosenId, askedId }: LockedHandOver,
  personId: string,
  code: string | null,
): Taking => ({
  state: handOver.state,
  to: handOver.to,
  place: given,
  isGiver: giverId === personId,
  hasCode: handOver.code !== null && code !== null && typedHandOverCode(code) === handOver.code,
  isChosen: chosenId === personId,
  asked: handOver.askedClaimId === null ? null : { isTaker: askedId === personId },
});

interface Taker {
  readonly personId: string;
  /** Their live claim of the task: they wait for a place, or have one. */
  readonly mine: LockedClaim | null;
}

/** Why somebody cannot have a place of a task, apart from its being taken; their waiting for it stands in no way. */
async function unfitness(tx: Tx, deps: Deps, taker: Taker, taskId: string): Promise<RefusalCode | null> {
  const [facts] = await tx.$queryRawUnsafe<ClaimFacts[]>(
    claimFactsStatement,
    [taskId],
    taker.personId,
    deps.clock.now(),
  );
  const alreadyClaimed = taker.mine !== null && taker.mine.state !== 'waitlisted';
  return refusalOf(facts ? { ...facts, alreadyClaimed, full: false } : null);
}

/** What is asked for in return is judged again: since the offer a worker may have got the last word on either place. */
async function assertStillSwappable(tx: Tx, deps: Deps, { handOver, given }: LockedHandOver): Promise<void> {
  if (!handOver.swapTaskId) return;
  const sides = await readSwapSides(tx, given.taskId, handOver.swapTaskId);
  if (!sides || !isSwappable(...sides, deps.clock.now())) refuse('SWAP_UNFIT');
}

/** Asks a worker for the place; it stays with the giver. */
async function askForPlace(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  { handOver, given, giverId }: LockedHandOver,
  taker: Taker,
): Promise<string> {
  const unfit = await unfitness(tx, deps, taker, given.taskId);
  if (unfit) refuse(unfit);
  const id = await setClaim(tx, deps, actor, given, taker, 'requested');
  await tx.handOver.update({
    where: { id: handOver.id },
    data: { state: 'requested', takerClaimId: id, askedClaimId: null, askedUntil: null },
  });
  const { taskId, needId, takenPlaces, placesTaken } = given;
  await recordChange(tx, deps, actor, {
    type: 'claim:hand_over_requested',
    subjectType: 'claim',
    subjectId: given.id,
    payload: { claimId: given.id, taskId, needId, takenPlaces, placesTaken },
    feeds: claimFeeds({ ...given, countsChanged: false }),
  });
  await notify(tx, giverId, 'claim_hand_over_requested', { claimId: given.id, taskId, needId });
  await notifyAll(tx, await findStaff(tx, given), 'claim_requested', { claimId: id, taskId, needId });
  return id;
}

/** Both places of a swap, or the one that is handed over, go from hand to hand. */
async function changeHands(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  locked: LockedHandOver,
  taker: Taker,
): Promise<string> {
  const { handOver, given, giverId } = locked;
  const back = handOver.swapTaskId && claimOf(locked, taker.personId, handOver.swapTaskId);
  if (handOver.swapTaskId && (!back || back.state !== 'confirmed')) return refuse('SWAP_UNFIT');
  const places = back ? [given, back] : [given];
  await leavePlaces(tx, deps, actor, places, back ? 'swapped' : 'handed_over');
  const unfit = await unfitness(tx, deps, taker, given.taskId);
  if (unfit) refuse(unfit);
  const giver = { personId: giverId, mine: back ? claimOf(locked, giverId, back.taskId) : null };
  if (back && (await unfitness(tx, deps, giver, back.taskId))) refuse('SWAP_UNFIT');

  // Times of persons are taken in one order, so that swaps of the same two people never wait for each other.
  const moves = [{ place: given, to: taker }, ...(back ? [{ place: back, to: giver }] : [])];
  moves.sort((a, b) => (a.to.personId < b.to.personId ? -1 : 1));
  const made = new Map<string, string>();
  for (const { place, to } of moves)
    made.set(to.personId, await setClaim(tx, deps, actor, place, to, 'confirmed'));
  const id = made.get(taker.personId) ?? refuse('WRONG_STATE');
  await tx.handOver.update({
    where: { id: handOver.id },
    data: {
      state: 'taken',
      takerClaimId: id,
      endedAt: deps.clock.now(),
      askedClaimId: null,
      askedUntil: null,
    },
  });
  const { taskId, needId } = given;
  const kind = back ? 'claim_hand_over_swapped' : 'claim_hand_over_taken';
  await notify(tx, giverId, kind, back ? { claimId: made.get(giverId) ?? given.id } : { claimId: given.id });
  const staff = (await findStaff(tx, given)).filter((person) => person !== taker.personId);
  await notifyAll(tx, staff, 'claim_handed_over', { taskId, needId });
  return id;
}

/** Gives somebody another's place, or a request for it: a new claim, or the one with which they waited. Answers its id. */
async function setClaim(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  place: LockedClaim,
  { personId, mine }: Taker,
  state: 'confirmed' | 'requested',
): Promise<string> {
  const now = deps.clock.now();
  const { taskId, needId, startsAt, endsAt, takenPlaces, placesTaken } = place;
  const id = mine?.id ?? newId();
  const data = { state, stateSince: now, startsAt, endsAt };
  if (mine) await tx.claim.update({ where: { id }, data });
  else await tx.claim.create({ data: { id, taskId, personId, createdAt: now, ...data } });
  await recordChange(tx, deps, actor, {
    type: `claim:${state}`,
    subjectType: 'claim',
    subjectId: id,
    fromState: mine?.state ?? null,
    toState: state,
    payload: { claimId: id, taskId, needId, takenPlaces, placesTaken },
    feeds: claimFeeds({ ...place, personId, countsChanged: false }),
  });
  return id;
}
