import { randomBytes } from 'node:crypto';
import { m } from '~/generated/messages/messages';
import type { CareEntry, CarePair, CareVisit, Need, Task } from '~/generated/prisma/client';
import { newId } from '~/server/database/id';
import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange, recordChanges, type AnyChange } from '~/server/modules/audit/record-change';
import { changeClaim } from '~/server/modules/claims/change-claim';
import { claimFeeds } from '~/server/modules/claims/feeds';
import { unsafeLockClaim } from '~/server/modules/claims/places';
import { dateOf, dayAt, dayOf, daysLater, windowOn, type Day } from '~/server/modules/communities/days';
import { isIdentityChecked } from '~/server/modules/contact/queries';
import { feedsOfNeed } from '~/server/modules/needs/feeds';
import { liveClaimStates, lockRows } from '~/server/modules/needs/lock-need';
import { assertVerified, openNeed } from '~/server/modules/needs/publish-need';
import { recordReleases, releaseClaims } from '~/server/modules/needs/release-claims';
import { sumsOf } from '~/server/modules/needs/rules';
import { notifyAll } from '~/server/modules/notifications/notify';
import { findStaff } from '~/server/modules/organisations/find-staff';
import type { Actor } from '~/server/policy/actor';
import { latestConsents } from './care-consent';
import { allowsVisits, consentStateOf, daysAhead, dueDays } from './rules';
import { tongueOf } from './standing-need';

/** An entry with what its visits are made of, locked. */
interface Plan {
  readonly entry: CareEntry;
  readonly need: Need;
  readonly pairs: readonly CarePair[];
  readonly zone: string;
  readonly now: Date;
  /** The days on which somebody is to come, from today on. */
  readonly wanted: ReadonlySet<Day>;
  /** Visits go on: the entry has not ended, and the person agrees to be visited. */
  readonly goesOn: boolean;
}

/** A place left empty is not filled by itself any more so shortly before the visit: nobody would know of it. */
const lastFilledHours = 24;
/** Visits are planned two weeks ahead; whoever gets one sooner than so is told. */
const untoldDays = 7;

type VisitWithTask = CareVisit & { task: Task | null };

/**
 * Makes the coming visits of an entry what its rhythm, its consent and its pairs say, in the caller's transaction, which has
 * locked the entry: a visit for each due day of the next two weeks, a task for each visit once somebody is paired, and a
 * confirmed claim of each of the pair, which they can withdraw. Only what nobody has begun is moved or called off; what a volunteer
 * gave back stays given back. Does nothing the second time. `newPair`: who was just paired and is told that, so that the committee
 * learns when they cannot come. Any other of the pair is told once that their visits changed, or stopped.
 */
export async function planVisits(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  { entryId, zone, newPair }: { entryId: string; zone: string; newPair?: string },
): Promise<void> {
  const entry = await tx.careEntry.findUniqueOrThrow({ where: { id: entryId } });
  if (entry.needId === null) return;
  await lockRows(tx, [entry.needId]);
  const need = await tx.need.findUniqueOrThrow({ where: { id: entry.needId } });
  const pairs = await wantedPairs(tx, entry);
  const now = deps.clock.now();
  const days = await wantedDays(tx, entry, zone, now);
  const plan: Plan = {
    entry,
    need,
    pairs,
    zone,
    now,
    wanted: new Set(days),
    goesOn: days !== null,
  };

  const visits = await unbegunVisits(tx, plan);
  const released = await dropVisits(tx, deps, actor, plan, visits);
  await addVisits(tx, plan);
  const kept = (await unbegunVisits(tx, plan)).filter(({ dueOn }) => plan.wanted.has(dayOf(dueOn)));
  const made = await addTasks(tx, plan, kept);
  const tasks = kept.flatMap((visit) => made.get(visit.id) ?? visit.task ?? []);
  await releaseUnpaired(tx, deps, actor, plan, tasks);
  const fresh = new Set([...made.values()].map(({ id }) => id));
  const isNews = ({ taskId, personId }: Place): boolean => fresh.has(taskId) || personId === newPair;
  const { busy, confirmed } = await claimForPairs(tx, deps, actor, plan, tasks, isNews);
  await keepSums(tx, need.id);
  if (made.size > 0) await publish(tx, deps, actor, need.id);

  const sooner = confirmed.filter(
    ({ taskId, startsAt }) => !fresh.has(taskId) || +startsAt < +now + untoldDays * 86_400_000,
  );
  const changed = new Set([...released, ...sooner.map(({ personId }) => personId)]);
  if (newPair) changed.delete(newPair);
  // Whoever ends an entry tells the pair that.
  if (entry.endedAt === null)
    await notifyAll(tx, [...changed], plan.goesOn ? 'care_changed' : 'care_paused', { needId: need.id });

  const untold = busy.filter(isNews);
  for (const taskId of new Set(untold.map((one) => one.taskId)))
    await notifyAll(tx, await findStaff(tx, need), 'care_busy', {
      needId: need.id,
      taskId,
      careEntryId: entry.id,
    });
}

/** Those who are paired, less whom the person served does not want: their places are given back, and none is theirs. */
async function wantedPairs(tx: Tx, { id: entryId, personId }: CareEntry): Promise<CarePair[]> {
  const pairs = await tx.carePair.findMany({ where: { entryId, endedAt: null }, orderBy: { id: 'asc' } });
  const refused = await tx.helperRefusal.findMany({
    where: {
      servedPersonId: personId,
      helperId: { in: pairs.map(({ volunteerId }) => volunteerId) },
      endedAt: null,
    },
    select: { helperId: true },
  });
  return pairs.filter(({ volunteerId }) => !refused.some(({ helperId }) => helperId === volunteerId));
}

/** The days from today on that the rhythm asks for, as far ahead as visits are planned and consent reaches; null while nobody may come. */
async function wantedDays(tx: Tx, entry: CareEntry, zone: string, now: Date): Promise<Day[] | null> {
  const today = dayAt(now, zone);
  const consent = (await latestConsents(tx, [entry.needId ?? ''])).get(entry.needId ?? '') ?? null;
  if (entry.endedAt !== null || !consent?.reviewOn || !allowsVisits(consentStateOf(consent, today)))
    return null;
  const horizon = daysLater(today, daysAhead);
  const reviewOn = dayOf(consent.reviewOn);
  const rhythm = { interval: entry.interval, startsOn: dayOf(entry.startsOn) };
  return dueDays(rhythm, today, reviewOn < horizon ? reviewOn : horizon);
}

/** Visits that nobody has begun, said anything of, or called off by hand. */
async function unbegunVisits(tx: Tx, { entry, zone, now }: Plan): Promise<VisitWithTask[]> {
  const visits = await tx.careVisit.findMany({
    where: { entryId: entry.id, outcome: null, dueOn: { gte: dateOf(daysLater(dayAt(now, zone), -1)) } },
    orderBy: { dueOn: 'asc' },
  });
  const tasks = await tx.task.findMany({
    where: { id: { in: visits.flatMap(({ taskId }) => taskId ?? []) } },
  });
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const begun = await tx.claim.findMany({
    where: { taskId: { in: [...byId.keys()] }, state: { in: ['checked_in', 'attended'] } },
    select: { taskId: true },
  });
  const attended = new Set(begun.map(({ taskId }) => taskId));
  return visits
    .map((visit) => ({ ...visit, task: byId.get(visit.taskId ?? '') ?? null }))
    .filter(({ dueOn, task }) =>
      task
        ? task.startsAt > now && task.cancelledAt === null && !attended.has(task.id)
        : windowOn(dayOf(dueOn), entry, zone).startsAt > now,
    );
}

/** Takes back what is not wanted any more: visits of other days, and tasks of another time. Answers who counted on one. */
async function dropVisits(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  { entry, need, zone, now, wanted, goesOn }: Plan,
  visits: readonly VisitWithTask[],
): Promise<readonly string[]> {
  const unwanted = visits.filter(({ dueOn }) => !wanted.has(dayOf(dueOn)));
  const moved = visits.filter(({ dueOn, task }) => {
    if (!task || !wanted.has(dayOf(dueOn))) return false;
    const window = windowOn(dayOf(dueOn), entry, zone);
    return +window.startsAt !== +task.startsAt || +window.endsAt !== +task.endsAt;
  });
  const tasks = [...unwanted, ...moved].flatMap(({ task }) => task ?? []);
  let told: readonly string[] = [];
  if (tasks.length > 0) {
    const taskIds = tasks.map(({ id }) => id);
    const words = goesOn ? m.server_care_called_off : m.server_care_stopped;
    const reason = words({}, { locale: tongueOf(need.title) });
    const released = await releaseClaims(tx, deps, taskIds, reason);
    await tx.task.updateMany({
      where: { id: { in: taskIds } },
      data: { cancelledAt: now, cancelReason: reason, isOpen: false },
    });
    const { placesTaken } = await keepSums(tx, need.id);
    await recordReleases(tx, deps, actor, need, released, { placesTaken, reason });
    await recordChanges(
      tx,
      deps,
      actor,
      tasks.map((task): AnyChange => ({
        type: 'need:task_cancelled',
        subjectType: 'need',
        subjectId: need.id,
        fromState: need.status,
        toState: need.status,
        reason,
        payload: { needId: need.id, taskId: task.id },
        feeds: [...feedsOfNeed(need), `task:${task.id}`],
      })),
    );
    told = released.personIds;
  }
  await tx.careVisit.updateMany({ where: { id: { in: moved.map(({ id }) => id) } }, data: { taskId: null } });
  await tx.careVisit.deleteMany({ where: { id: { in: unwanted.map(({ id }) => id) } } });
  return told;
}

/** A visit for each wanted day that has none and whose time lies ahead. */
async function addVisits(tx: Tx, { entry, zone, now, wanted }: Plan): Promise<void> {
  const days = [...wanted].filter((day) => windowOn(day, entry, zone).startsAt > now);
  await tx.careVisit.createMany({
    data: days.map((day) => ({ id: newId(), entryId: entry.id, dueOn: dateOf(day) })),
    skipDuplicates: true,
  });
}

/** A task for each visit that has none, once somebody is paired. Answers them by visit. */
async function addTasks(
  tx: Tx,
  { entry, need, pairs, zone }: Plan,
  visits: readonly VisitWithTask[],
): Promise<Map<string, Task>> {
  const made = new Map<string, Task>();
  if (pairs.length === 0) return made;
  for (const visit of visits.filter(({ task }) => task === null)) {
    const task = await tx.task.create({
      data: {
        id: newId(),
        needId: need.id,
        title: need.title,
        ...windowOn(dayOf(visit.dueOn), entry, zone),
        maximumPlaces: pairs.length,
        isOpen: need.status !== 'draft',
        checkInSecret: randomBytes(20),
      },
    });
    await tx.careVisit.update({ where: { id: visit.id }, data: { taskId: task.id } });
    made.set(visit.id, task);
  }
  return made;
}

/** Gives back the places of those who are not paired any more. */
async function releaseUnpaired(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  { need, pairs }: Plan,
  tasks: readonly Task[],
): Promise<void> {
  const claims = await tx.claim.findMany({
    where: {
      taskId: { in: tasks.map(({ id }) => id) },
      state: { in: [...liveClaimStates] },
      personId: { notIn: pairs.map(({ volunteerId }) => volunteerId) },
    },
    select: { id: true },
    orderBy: { id: 'asc' },
  });
  const reason = m.server_care_unpaired({}, { locale: tongueOf(need.title) });
  for (const { id } of claims) {
    const claim = await unsafeLockClaim(tx, id);
    if (claim) await changeClaim(tx, deps, actor, claim, 'released', reason);
  }
}

interface Place {
  readonly taskId: string;
  readonly personId: string;
  readonly startsAt: Date;
}

/**
 * Confirms each of the pair for each task that they never had a claim of; a claim that they withdrew is not made again. What is no
 * news (`isNews`) and begins shortly stays as it is. Answers the places that were taken, and those that stay empty because somebody
 * is elsewhere at that time, or may not go by then.
 */
async function claimForPairs(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  { need, pairs, now }: Plan,
  tasks: readonly Task[],
  isNews: (place: Place) => boolean,
): Promise<{ busy: Place[]; confirmed: Place[] }> {
  const earlier = await tx.claim.findMany({
    where: { taskId: { in: tasks.map(({ id }) => id) } },
    select: { taskId: true, personId: true },
  });
  const had = new Set(earlier.map(({ taskId, personId }) => `${taskId} ${personId}`));
  const busy: Place[] = [];
  const confirmed: Place[] = [];
  const lastFilled = +now + lastFilledHours * 3_600_000;
  let { placesTaken: taken } = await keepSums(tx, need.id);
  for (const task of tasks) {
    const { id: taskId, startsAt } = task;
    const missing = pairs
      .map(({ volunteerId: personId }): Place => ({ taskId, personId, startsAt }))
      .filter(
        (place) => !had.has(`${taskId} ${place.personId}`) && (isNews(place) || +startsAt > lastFilled),
      );
    const current = await tx.task.findUniqueOrThrow({
      where: { id: task.id },
      select: { takenPlaces: true },
    });
    const maximumPlaces = Math.max(pairs.length, current.takenPlaces + missing.length, 1);
    if (maximumPlaces !== task.maximumPlaces)
      await tx.task.update({ where: { id: task.id }, data: { maximumPlaces } });
    let held = current.takenPlaces;
    for (const place of missing) {
      const { personId } = place;
      const claimId = (await mayGo(tx, personId, task)) ? await confirm(tx, task, personId, now) : null;
      if (claimId === null) {
        busy.push(place);
        continue;
      }
      confirmed.push(place);
      held += 1;
      taken += 1;
      await recordChange(tx, deps, actor, {
        type: 'claim:confirmed',
        subjectType: 'claim',
        subjectId: claimId,
        toState: 'confirmed',
        payload: { claimId, taskId: task.id, needId: need.id, takenPlaces: held, placesTaken: taken },
        feeds: claimFeeds({
          needId: need.id,
          taskId: task.id,
          personId,
          organisationId: need.organisationId,
          communityId: need.communityId,
          placeKind: need.placeKind,
          countsChanged: true,
        }),
      });
    }
    if (held !== current.takenPlaces)
      await tx.task.update({ where: { id: task.id }, data: { takenPlaces: held } });
  }
  return { busy, confirmed };
}

/** Whether a volunteer may go to somebody's home at that time: not suspended, and their identity still counts as checked. */
async function mayGo(tx: Tx, personId: string, { startsAt }: Pick<Task, 'startsAt'>): Promise<boolean> {
  const person = await tx.person.findUniqueOrThrow({ where: { id: personId }, select: { status: true } });
  return person.status === 'active' && (await isIdentityChecked(tx, personId, startsAt));
}

/** Writes a confirmed claim; null where the volunteer's time is taken, which the database says. */
async function confirm(tx: Tx, task: Task, personId: string, now: Date): Promise<string | null> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO "Claim" (id, "taskId", "personId", state, "startsAt", "endsAt", "createdAt", "stateSince")
    VALUES (${newId()}::uuid, ${task.id}::uuid, ${personId}::uuid, 'confirmed', ${task.startsAt}, ${task.endsAt}, ${now}, ${now})
    ON CONFLICT DO NOTHING RETURNING id`;
  return rows[0]?.id ?? null;
}

/** Keeps what the need says of its tasks equal to them. */
async function keepSums(tx: Tx, needId: string) {
  const sums = sumsOf(await tx.task.findMany({ where: { needId } }));
  await tx.need.update({ where: { id: needId }, data: sums });
  return sums;
}

/** The first visit publishes the need. The committee decided that when it put the person on the list, with their consent. */
async function publish(tx: Tx, deps: Deps, actor: Actor, needId: string): Promise<void> {
  const need = await tx.need.findUniqueOrThrow({
    where: { id: needId },
    include: {
      tasks: { include: { skills: true, _count: { select: { claims: true } } } },
      careEntry: { select: { id: true } },
    },
  });
  if (need.status !== 'draft') return;
  await assertVerified(tx, need);
  await openNeed(tx, deps, actor, need);
  // It has no day by which it is done.
  await tx.need.update({ where: { id: needId }, data: { dueAt: null } });
}
