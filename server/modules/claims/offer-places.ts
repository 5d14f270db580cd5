import type { PlaceKind } from '~/generated/prisma/enums';
import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChanges, type AnyChange } from '~/server/modules/audit/record-change';
import { timeZoneSql } from '~/server/modules/communities/queries';
import { settingOf, settingSql } from '~/server/modules/communities/settings';
import { notify, notifyAll } from '~/server/modules/notifications/notify';
import { findStaff } from '~/server/modules/organisations/find-staff';
import { system } from '~/server/policy/actor';
import { eligibility, fitsSql } from './eligibility-sql';
import { claimFeeds } from './feeds';
import { movePlaces } from './places';
import { offerUntil, turnsFor } from './waitlist-rules';

/** A task with free places, locked by the caller. */
export interface Vacancy {
  readonly taskId: string;
  readonly needId: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly takenPlaces: number;
  readonly placesTaken: number;
  readonly placeKind: PlaceKind;
  readonly communityId: string;
  readonly organisationId: string | null;
  readonly free: number;
  readonly requested: number;
  readonly waiting: number;
  readonly needsYes: boolean;
  readonly timeZone: string;
  readonly offerMinutes: unknown;
  readonly quietHours: unknown;
}

const vacancyStatement = `
SELECT t.id AS "taskId", n.id AS "needId", t."startsAt", t."endsAt", t."takenPlaces", n."placesTaken",
  n."placeKind", n."communityId", n."organisationId", t."maximumPlaces" - t."takenPlaces" AS free,
  (SELECT count(*)::int FROM "Claim" c WHERE c."taskId" = t.id AND c.state = 'requested'
    AND NOT EXISTS (SELECT FROM "HandOver" h WHERE h."takerClaimId" = c.id AND h.state = 'requested')) AS requested,
  (SELECT count(*)::int FROM "Claim" c WHERE c."taskId" = t.id AND c.state = 'waitlisted') AS waiting,
  ${eligibility.waits} AS "needsYes",
  ${timeZoneSql('n."communityId"')} AS "timeZone",
  ${settingSql('offerMinutes', 'n."communityId"')} AS "offerMinutes",
  ${settingSql('quietHours', 'n."communityId"')} AS "quietHours"
FROM "Task" t JOIN "Need" n ON n.id = t."needId"
WHERE t.id = $1::uuid`;

export interface NextInLine {
  readonly id: string;
  readonly personId: string;
}

/** Who is next, as they fit at this moment; whoever does not is passed over and stays where they are. */
const nextStatement = `
SELECT w.id, w."personId"
FROM "Claim" w JOIN "Task" t ON t.id = w."taskId" JOIN "Need" n ON n.id = t."needId" JOIN "Person" p ON p.id = w."personId"
WHERE w."taskId" = $1::uuid AND w.state = 'waitlisted' AND w."passedAt" IS NULL
  AND ${fitsSql}
ORDER BY w."waitNumber"
LIMIT $2::int`;

/** The first of those who wait for a place in a task, fit for it at this moment and have not passed. */
export const findNextInLine = (tx: Tx, taskId: string, most: number, now: Date): Promise<NextInLine[]> =>
  tx.$queryRawUnsafe<NextInLine[]>(nextStatement, taskId, most, now);

/**
 * Gives the free places of a task to those who wait for them, in their order: each is held for them by an offer with a time to
 * answer; where a worker has the last word, their wish becomes a request. Part of every transaction that frees a place, so that a
 * place is never free and owed at once; the caller has locked the task and its need. With `isNewChance` those who passed on an earlier
 * place are asked as well. Answers how many got their turn.
 */
export async function offerPlaces(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  taskId: string,
  { isNewChance }: { isNewChance: boolean },
): Promise<number> {
  const vacancy = await readVacancy(tx, taskId);
  if (!vacancy || vacancy.waiting === 0) return 0;
  const turns = turnsFor(vacancy);
  if (turns === 0) return 0;
  if (isNewChance)
    await tx.claim.updateMany({
      where: { taskId, state: 'waitlisted', passedAt: { not: null } },
      data: { passedAt: null },
    });
  const next = await findNextInLine(tx, taskId, turns, deps.clock.now());
  if (next.length > 0) await giveTurns(tx, deps, vacancy, next);
  return next.length;
}

/** A task's places as they are, and what decides how long an offer of one stands. */
export async function readVacancy(tx: Tx, taskId: string): Promise<Vacancy | null> {
  const [vacancy] = await tx.$queryRawUnsafe<Vacancy[]>(vacancyStatement, taskId);
  return vacancy ?? null;
}

async function giveTurns(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  vacancy: Vacancy,
  next: readonly NextInLine[],
): Promise<void> {
  const now = deps.clock.now();
  const { taskId, needId, startsAt, endsAt, needsYes } = vacancy;
  const state = needsYes ? 'requested' : 'offered';
  await tx.claim.updateMany({
    where: { id: { in: next.map(({ id }) => id) } },
    data: { state, stateSince: now, startsAt, endsAt, expiresAt: needsYes ? null : untilOf(vacancy, now) },
  });
  const held = needsYes ? 0 : next.length;
  const after = await movePlaces(tx, vacancy, held);
  const changes = next.map(({ id, personId }, at): AnyChange => {
    const behind = held === 0 ? 0 : next.length - 1 - at;
    return {
      type: `claim:${state}`,
      subjectType: 'claim',
      subjectId: id,
      fromState: 'waitlisted',
      toState: state,
      payload: {
        claimId: id,
        taskId,
        needId,
        takenPlaces: after.takenPlaces - behind,
        placesTaken: after.placesTaken - behind,
      },
      feeds: claimFeeds({ ...vacancy, personId, countsChanged: held > 0 }),
    };
  });
  // Nobody who frees a place learns, by the history, whom it went to.
  await recordChanges(tx, deps, system(), changes);
  for (const { id: claimId, personId } of next) {
    const detail = { claimId, taskId, needId };
    await notify(tx, personId, needsYes ? 'claim_wait_requested' : 'claim_offered', detail);
    if (needsYes) await notifyAll(tx, await findStaff(tx, vacancy), 'claim_requested', detail);
  }
}

/** Until when an offer of a place that is made now stands. */
export const untilOf = ({ startsAt, timeZone, offerMinutes, quietHours }: Vacancy, now: Date): Date =>
  offerUntil({
    now,
    startsAt,
    timeZone,
    longestMinutes: settingOf('offerMinutes', offerMinutes),
    quiet: settingOf('quietHours', quietHours),
  });

/** Offers what is free in every task of a need, after an act that may have made places or made people fit. The caller has locked all. */
export async function offerPlacesOfNeed(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  needId: string,
  before: readonly { id: string; takenPlaces: number; maximumPlaces: number }[] = [],
): Promise<void> {
  const waited = await tx.claim.findMany({
    where: { state: 'waitlisted', task: { needId, isOpen: true } },
    distinct: ['taskId'],
    orderBy: { taskId: 'asc' },
    select: { taskId: true },
  });
  const wasFull = new Set(
    before.filter((task) => task.takenPlaces >= task.maximumPlaces).map(({ id }) => id),
  );
  for (const { taskId } of waited) await offerPlaces(tx, deps, taskId, { isNewChance: wasFull.has(taskId) });
}
