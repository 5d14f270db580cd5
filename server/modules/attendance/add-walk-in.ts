import type { PlaceKind } from '~/generated/prisma/enums';
import { newId } from '~/server/database/id';
import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import { inClaimTransaction } from '~/server/modules/claims/claim-transaction';
import { claimFeeds } from '~/server/modules/claims/feeds';
import { claimFactsStatement } from '~/server/modules/claims/find-refusals';
import type { ClaimFacts } from '~/server/modules/claims/rules';
import { countAttempt } from '~/server/modules/identity/attempts';
import { notify } from '~/server/modules/notifications/notify';
import { concernedPersonId, type Actor } from '~/server/policy/actor';
import { assertMay, assertPerson, scopeFor } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import { sourceOf } from './find-attendee';
import type { AddWalkInInput } from './input';
import { walkInRefusal } from './rules';
import { momentOfTap, type Moment } from './tap-rules';
import { walkInPerson } from './walk-in-person';

/**
 * Puts somebody who is present without a claim on the roster and checks them in, in one act. The rules of a claim hold: places,
 * age, skills, overlap, terms. For whoever runs the day, and never for themselves.
 */
export async function addWalkIn(deps: Deps, actor: Actor, input: AddWalkInInput): Promise<{ id: string }> {
  assertMay(actor, 'attendance.record');
  const moment = momentOfTap(input.at, deps.clock.now());
  if (input.memberNumber) await countAttempt(deps, 'member_look_up', actor.accountId ?? actor.personId ?? '');
  return inClaimTransaction(deps, actor, async (tx) => {
    const task = (await lockTask(tx, actor, input.task)) ?? refuse('NOT_FOUND');
    const personId = await walkInPerson(tx, deps, actor, input, task.communityId);
    if (personId === actor.personId || personId === concernedPersonId(actor)) refuse('OWN_HOURS');
    const [facts] = await tx.$queryRawUnsafe<ClaimFacts[]>(
      claimFactsStatement,
      [task.id],
      personId,
      moment.at,
    );
    const refusal = walkInRefusal(facts ?? null, task, moment);
    if (refusal) refuse(refusal);
    return { id: await writeWalkIn(tx, deps, actor, task, personId, moment) };
  });
}

interface LockedTask {
  readonly id: string;
  readonly needId: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly communityId: string;
  readonly organisationId: string | null;
  readonly placeKind: PlaceKind;
}

/** The task whose day the actor runs, its need and itself locked in the order in which claims lock them; null for any other. */
async function lockTask(tx: Tx, actor: Actor, taskId: string): Promise<LockedTask | null> {
  const within = { id: taskId, need: { OR: scopeFor(actor, 'attendance.record') } };
  const found = await tx.task.findFirst({ where: within, select: { needId: true } });
  if (!found) return null;
  await tx.$queryRaw`SELECT FROM "Need" WHERE id = ${found.needId}::uuid FOR NO KEY UPDATE`;
  await tx.$queryRaw`SELECT FROM "Task" WHERE id = ${taskId}::uuid FOR NO KEY UPDATE`;
  const { need, ...task } = await tx.task.findUniqueOrThrow({
    where: { id: taskId },
    select: {
      id: true,
      needId: true,
      startsAt: true,
      endsAt: true,
      need: { select: { communityId: true, organisationId: true, placeKind: true } },
    },
  });
  return { ...task, ...need };
}

/** Writes claim, attendance and counts, and tells the person. */
async function writeWalkIn(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  task: LockedTask,
  personId: string,
  { at, heardAt }: Moment,
): Promise<string> {
  const [claimId, now] = [newId(), deps.clock.now()];
  await tx.claim.create({
    data: {
      id: claimId,
      taskId: task.id,
      personId,
      state: 'checked_in',
      startsAt: task.startsAt,
      endsAt: task.endsAt,
      createdAt: now,
      stateSince: now,
    },
  });
  await tx.attendance.create({
    data: {
      id: newId(),
      claimId,
      walkIn: true,
      checkedInAt: at,
      checkedInHeardAt: heardAt,
      checkedInSource: sourceOf(actor),
      checkedInById: actor.personId ?? assertPerson(actor, 'attendance.self'),
    },
  });
  const { takenPlaces } = await tx.task.update({
    where: { id: task.id },
    data: { takenPlaces: { increment: 1 } },
    select: { takenPlaces: true },
  });
  const [counted] = await tx.$queryRaw<{ placesTaken: number }[]>`
    UPDATE "Need" SET "placesTaken" = "placesTaken" + 1 WHERE id = ${task.needId}::uuid RETURNING "placesTaken"`;
  await recordChange(tx, deps, actor, {
    type: 'claim:walked_in',
    subjectType: 'claim',
    subjectId: claimId,
    toState: 'checked_in',
    payload: {
      claimId,
      taskId: task.id,
      needId: task.needId,
      takenPlaces,
      placesTaken: counted?.placesTaken ?? takenPlaces,
    },
    feeds: claimFeeds({ ...task, taskId: task.id, personId, countsChanged: true }),
  });
  await notify(tx, personId, 'claim_walk_in', { claimId });
  return claimId;
}
