import type { Channel, Satisfaction } from '~/generated/prisma/enums';
import { newId } from '~/server/database/id';
import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import { feedsOfNeed } from '~/server/modules/needs/feeds';
import type { LockedNeed } from '~/server/modules/needs/lock-need';
import { needSteps } from '~/server/modules/needs/rules';
import { notifyAll } from '~/server/modules/notifications/notify';
import { findStaff } from '~/server/modules/organisations/find-staff';
import { dueAtOf } from '~/server/modules/standards/service-times';
import type { Actor } from '~/server/policy/actor';
import { refuse } from '~/server/policy/refusal';
import { findHelpers, hasServed } from './find-helpers';
import { noteEvidence } from './round-evidence';
import { judgeRefusal, type Said } from './rules';

/** What was said of a round. */
export interface JudgementSaid {
  /** The round that stood on the page, where there was a page. */
  readonly round: number | null;
  readonly judgement: Said;
  readonly satisfaction: Satisfaction | null;
  /** For those who helped. */
  readonly thanks: string | null;
  /** What is still missing. */
  readonly remark: string | null;
}

/** Whose word it is, by which way it came, and who wrote it down for them. */
export interface Word {
  readonly judgedById: string | null;
  readonly takenDownById: string | null;
  readonly channel: Channel;
}

/**
 * Judges the present round of a locked need, in the caller's transaction, once: solved and partly solved close it, not solved
 * opens it again under the same number with a new clock. Refuses SAME_PERSON where the person at the keyboard served on it or
 * runs the unit that did, ALREADY_DONE for a second judgement, TOO_LATE once it was closed without one.
 */
export async function writeJudgement(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  need: LockedNeed,
  said: JudgementSaid,
  word: Word,
): Promise<void> {
  const refusal = judgeRefusal(need, said.round);
  if (refusal) refuse(refusal);
  if (actor.personId && (await hasServed(tx, need.id, actor.personId))) refuse('SAME_PERSON');
  if (word.takenDownById !== null && word.takenDownById === word.judgedById) refuse('SAME_PERSON');
  const { id: needId, round } = need;
  const { judgement, satisfaction, thanks, remark } = said;
  const now = deps.clock.now();
  const judgementId = newId();
  await tx.needJudgement.create({
    data: { id: judgementId, needId, round, judgement, satisfaction, thanks, remark, ...word, at: now },
  });
  const closes = judgement !== 'not_solved';
  const judged = await tx.need.update({
    where: { id: needId },
    data: {
      judgement,
      judgedAt: now,
      version: { increment: 1 },
      ...(closes ? { status: needSteps.judge.to } : {}),
    },
  });
  const about = { subjectType: 'need', subjectId: needId, fromState: need.status } as const;
  await recordChange(
    tx,
    deps,
    { ...actor, channel: word.channel },
    {
      ...about,
      type: 'need:judged',
      toState: judged.status,
      payload: { needId, round, judgement },
      feeds: feedsOfNeed(judged),
    },
  );
  if (closes && word.judgedById !== null && word.judgedById === need.servedPersonId)
    await noteEvidence(tx, need);
  if (thanks !== null)
    await notifyAll(tx, await findHelpers(tx, need), 'need_thanked', { needId, judgementId });
  if (!closes) await reopen(tx, deps, actor, need);
}

/**
 * Opens a need again: a new round with a new clock, without times until a visit is planned. What was is kept; whoever runs the
 * need's days is told, but for the one who wrote it down.
 */
async function reopen(tx: Tx, deps: Deps, actor: Actor, need: LockedNeed): Promise<void> {
  const now = deps.clock.now();
  const round = need.round + 1;
  const opened = await tx.need.update({
    where: { id: need.id },
    data: {
      status: needSteps.reopen.to,
      round,
      reopenedAt: now,
      dueAt: await dueAtOf(tx, need, now),
      completedAt: null,
      startsAt: null,
      endsAt: null,
      places: 0,
      placesTaken: 0,
    },
  });
  await recordChange(tx, deps, actor, {
    type: 'need:reopened',
    subjectType: 'need',
    subjectId: need.id,
    fromState: need.status,
    toState: opened.status,
    payload: { needId: need.id, round },
    feeds: feedsOfNeed(opened),
  });
  const staff = (await findStaff(tx, need)).filter((personId) => personId !== actor.personId);
  await notifyAll(tx, staff, 'need_reopened', { needId: need.id });
}
