import type { CareEntry, CarePair, CareVisit, Consent, Prisma } from '~/generated/prisma/client';
import type { CareInterval, CareLevel } from '~/generated/prisma/enums';
import type { Deps } from '~/server/deps';
import { dateOf, dayAt, dayOf, daysLater, windowOn, type Day } from '~/server/modules/communities/days';
import { communityColumns, findCommunities } from '~/server/modules/communities/queries';
import { viewCare, type CareView } from '~/server/modules/contact/view-contacts';
import type { Actor } from '~/server/policy/actor';
import { assertMay, assertPerson, may, personFor, scopeFor } from '~/server/policy/permissions';
import { latestConsents } from './care-consent';
import { entriesWithin } from './lock-entry';
import { allowsVisits, comesAlone, consentStateOf, daysLate, nextDueDay, type ConsentState } from './rules';

/** So many days back visits are read: enough for the last ones of a monthly rhythm. */
const daysBack = 100;
/** A committee's list is read whole, up to so many. */
const mostEntries = 1_000;

export interface CareVisitRow extends CareVisit {
  readonly window: { readonly startsAt: Date; readonly endsAt: Date };
  readonly cancelled: boolean;
  /** Who has a place in it. */
  readonly helperIds: readonly string[];
  /** Somebody was checked in. */
  readonly arrived: boolean;
}

export interface CarePairRow extends CarePair {
  /** Has been at this person's home to help before. */
  readonly hasVisited: boolean;
}

/** An entry of the care list with what the list says of it. */
export interface CareRow extends CareEntry {
  readonly today: Day;
  readonly consent: Consent | null;
  readonly consentState: ConsentState;
  /** Live ones, first come first. */
  readonly pairs: readonly CarePairRow[];
  /** First visits go in pairs, and one who has never been there would go alone. */
  readonly comesAlone: boolean;
  /** By day, oldest first. */
  readonly visits: readonly CareVisitRow[];
  /** The last one that somebody told of. */
  readonly lastVisit: CareVisitRow | null;
  /** Not reached, and nobody has done anything about it yet. */
  readonly notReached: CareVisitRow | null;
  /** Null once the entry ended, and while nobody may come. */
  readonly nextDueOn: Day | null;
  readonly daysLate: number;
}

/** Who is on the list: whose entry goes on, and who was not reached before it ended while nobody has done anything about it. */
const onList: Prisma.CareEntryWhereInput = {
  OR: [{ endedAt: null }, { visits: { some: { outcome: 'not_reached', followedUpAt: null } } }],
};

export interface CareFilter {
  readonly level?: CareLevel | null | undefined;
  readonly late?: boolean | null | undefined;
  readonly pairMissing?: boolean | null | undefined;
  readonly consentToReview?: boolean | null | undefined;
}

/** The care list of the committee's communities: who was not reached first, then who waits longest, then who is due next. Logged. */
export async function listCare(deps: Deps, actor: Actor, filter: CareFilter): Promise<CareRow[]> {
  assertMay(actor, 'care.manage');
  const entries = await deps.prisma.careEntry.findMany({
    where: {
      AND: [entriesWithin(actor), onList, filter.level ? { level: filter.level } : {}],
    },
    orderBy: { id: 'asc' },
    take: mostEntries,
  });
  const rows = (await withFacts(deps, entries)).filter(
    (row) =>
      (!filter.late || row.daysLate > 0 || row.notReached !== null) &&
      (!filter.pairMissing || (row.endedAt === null && (row.pairs.length === 0 || row.comesAlone))) &&
      (!filter.consentToReview || (row.endedAt === null && row.consentState !== 'given')),
  );
  await logged(deps, actor, rows, 'care_list');
  return rows.sort(
    (a, b) =>
      Number(b.notReached !== null) - Number(a.notReached !== null) ||
      b.daysLate - a.daysLate ||
      (a.nextDueOn ?? '9999').localeCompare(b.nextDueOn ?? '9999') ||
      a.id.localeCompare(b.id),
  );
}

/** What waits for an officer on the committee's care list. */
export interface CareToDo {
  readonly notReached: number;
  readonly late: number;
  /** People whose consent is to be asked for again: the day has passed, and nobody may come. */
  readonly consentPast: number;
}

/**
 * How many on the committee's list wait for an officer, by the same rules as the list: those not reached, and those late. Counted
 * where the rows are; names nobody, so nothing is logged.
 */
export async function countCareToDo(deps: Deps, actor: Actor): Promise<CareToDo> {
  assertMay(actor, 'care.manage');
  const within = scopeFor(actor, 'care.manage').flatMap(({ communityId }) => communityId?.in ?? []);
  const now = deps.clock.now();
  const { rows } = await deps.pool.query<CareToDo>({
    name: 'care-to-do',
    text: `
      WITH here AS (
        SELECT id, ($2::timestamptz AT TIME ZONE "timeZone")::date AS today
        FROM (SELECT ${communityColumns} FROM "Community" c WHERE c.id = ANY($1::uuid[])) community
      ), entry AS (
        SELECT e.id, e."needId"::text AS need, e."endedAt", here.today
        FROM "CareEntry" e JOIN here ON here.id = e."communityId"
      ), agreed AS (
        SELECT DISTINCT ON (scope) scope, "reviewOn", "withdrawnAt" FROM "Consent"
        WHERE purpose = 'regular_visits' AND scope IN (SELECT need FROM entry)
        ORDER BY scope, "givenAt" DESC, id DESC
      ), visit AS (
        SELECT v."entryId", v."dueOn", v.outcome, v."followedUpAt", task."cancelledAt"
        FROM "CareVisit" v LEFT JOIN "Task" task ON task.id = v."taskId"
        WHERE v."entryId" IN (SELECT id FROM entry) AND v."dueOn" >= $3::date
      )
      SELECT
        count(*) FILTER (WHERE EXISTS (
          SELECT FROM visit v
          WHERE v."entryId" = entry.id AND v.outcome = 'not_reached' AND v."followedUpAt" IS NULL
        ))::int AS "notReached",
        count(*) FILTER (WHERE entry."endedAt" IS NULL AND agreed."withdrawnAt" IS NULL
          AND agreed."reviewOn" >= entry.today AND EXISTS (
            SELECT FROM visit v
            WHERE v."entryId" = entry.id AND v.outcome IS NULL AND v."cancelledAt" IS NULL
              AND v."dueOn" < entry.today AND NOT EXISTS (
                SELECT FROM visit seen
                WHERE seen."entryId" = entry.id AND seen.outcome IS NOT NULL AND seen.outcome <> 'not_held'
                  AND seen."dueOn" >= v."dueOn"
              )
        ))::int AS late,
        count(*) FILTER (WHERE entry."endedAt" IS NULL AND agreed."withdrawnAt" IS NULL
          AND agreed."reviewOn" < entry.today)::int AS "consentPast"
      FROM entry LEFT JOIN agreed ON agreed.scope = entry.need`,
    values: [within, now, daysLater(dayOf(now), -daysBack)],
  });
  return rows[0] ?? { notReached: 0, late: 0, consentPast: 0 };
}

/** The live entry of a person on the care list of the actor's communities; null where there is none or the list is not theirs. */
export async function findCareEntryOf(
  deps: Pick<Deps, 'prisma'>,
  actor: Actor,
  personId: string,
): Promise<{ id: string } | null> {
  if (!may(actor, 'care.manage')) return null;
  return deps.prisma.careEntry.findFirst({
    where: { AND: [{ personId, endedAt: null }, entriesWithin(actor)] },
    select: { id: true },
  });
}

/** One entry, ended ones too; null where there is none or it is not the actor's to read. Logged. */
export async function findCareEntry(deps: Deps, actor: Actor, id: string): Promise<CareRow | null> {
  const entry = await deps.prisma.careEntry.findFirst({ where: { AND: [{ id }, entriesWithin(actor)] } });
  if (!entry) return null;
  const rows = await withFacts(deps, [entry]);
  await logged(deps, actor, rows, 'care_entry');
  return rows[0] ?? null;
}

const logged = (deps: Deps, actor: Actor, rows: readonly CareRow[], what: CareView): Promise<void> =>
  viewCare(
    deps,
    actor,
    rows.map(({ personId }) => personId),
    what,
  );

async function withFacts(deps: Deps, entries: readonly CareEntry[]): Promise<CareRow[]> {
  if (entries.length === 0) return [];
  const ids = entries.map(({ id }) => id);
  const communities = await findCommunities(deps, [
    ...new Set(entries.map(({ communityId }) => communityId)),
  ]);
  const zones = new Map(communities.map(({ id, timeZone }) => [id, timeZone]));
  const now = deps.clock.now();
  const [consents, pairs, visits] = await Promise.all([
    latestConsents(
      deps.prisma,
      entries.flatMap(({ needId }) => needId ?? []),
    ),
    deps.prisma.carePair.findMany({
      where: { entryId: { in: ids }, endedAt: null },
      orderBy: [{ startedAt: 'asc' }, { id: 'asc' }],
    }),
    deps.prisma.careVisit.findMany({
      where: { entryId: { in: ids }, dueOn: { gte: dateOf(daysLater(dayOf(now), -daysBack)) } },
      orderBy: { dueOn: 'asc' },
    }),
  ]);
  const [tasks, visited] = await Promise.all([tasksOf(deps, visits), visitedBefore(deps, entries, pairs)]);

  return entries.map((entry): CareRow => {
    const zone = zones.get(entry.communityId) ?? 'UTC';
    const today = dayAt(now, zone);
    const consent = consents.get(entry.needId ?? '') ?? null;
    const consentState = consentStateOf(consent, today);
    const own = visits
      .filter(({ entryId }) => entryId === entry.id)
      .map((visit): CareVisitRow => {
        const task = tasks.get(visit.taskId ?? '');
        const window = task ?? windowOn(dayOf(visit.dueOn), entry, zone);
        return {
          ...visit,
          window,
          cancelled: task?.cancelled ?? false,
          helperIds: task?.helperIds ?? [],
          arrived: task?.arrived ?? false,
        };
      });
    const ownPairs = pairs
      .filter(({ entryId }) => entryId === entry.id)
      .map((pair) => ({ ...pair, hasVisited: visited.has(`${entry.personId} ${pair.volunteerId}`) }));
    const rhythm = { interval: entry.interval, startsOn: dayOf(entry.startsOn) };
    const told = new Set(own.filter(({ outcome }) => outcome !== null).map(({ dueOn }) => dayOf(dueOn)));
    const next = nextDueDay(rhythm, told.has(today) ? daysLater(today, 1) : today);
    const goesOn =
      entry.endedAt === null && consent?.reviewOn && !consent.withdrawnAt && next <= dayOf(consent.reviewOn);
    return {
      ...entry,
      today,
      consent,
      consentState,
      pairs: ownPairs,
      comesAlone: comesAlone(ownPairs),
      visits: own,
      lastVisit: own.findLast(({ outcome }) => outcome !== null) ?? null,
      notReached: own.find(({ outcome, followedUpAt }) => outcome === 'not_reached' && !followedUpAt) ?? null,
      nextDueOn: goesOn ? next : null,
      daysLate:
        entry.endedAt === null && allowsVisits(consentState)
          ? daysLate(
              own.map((visit) => ({
                dueOn: dayOf(visit.dueOn),
                // Nobody was seen where it did not take place, and nobody was to come.
                hasOutcome: visit.outcome !== null && visit.outcome !== 'not_held',
                cancelled: visit.cancelled || visit.outcome === 'not_held',
              })),
              today,
            )
          : 0,
    };
  });
}

interface TaskFacts {
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly cancelled: boolean;
  readonly helperIds: string[];
  readonly arrived: boolean;
}

async function tasksOf(deps: Deps, visits: readonly CareVisit[]): Promise<Map<string, TaskFacts>> {
  const tasks = await deps.prisma.task.findMany({
    where: { id: { in: visits.flatMap(({ taskId }) => taskId ?? []) } },
    select: {
      id: true,
      startsAt: true,
      endsAt: true,
      cancelledAt: true,
      claims: {
        where: { state: { in: ['confirmed', 'checked_in', 'attended'] }, personId: { not: null } },
        orderBy: { id: 'asc' },
        select: { personId: true, state: true },
      },
    },
  });
  return new Map(
    tasks.map(({ id, startsAt, endsAt, cancelledAt, claims }) => [
      id,
      {
        startsAt,
        endsAt,
        cancelled: cancelledAt !== null,
        helperIds: claims.flatMap(({ personId }) => personId ?? []),
        arrived: claims.some(({ state }) => state !== 'confirmed'),
      },
    ]),
  );
}

/** Which of the paired have been at the person's home to help, as `person volunteer`. */
async function visitedBefore(
  deps: Deps,
  entries: readonly CareEntry[],
  pairs: readonly CarePair[],
): Promise<Set<string>> {
  const claims = await deps.prisma.claim.findMany({
    where: {
      state: 'attended',
      personId: { in: pairs.map(({ volunteerId }) => volunteerId) },
      task: { need: { servedPersonId: { in: entries.map(({ personId }) => personId) } } },
    },
    select: { personId: true, task: { select: { need: { select: { servedPersonId: true } } } } },
  });
  return new Set(claims.map(({ personId, task }) => `${task.need.servedPersonId} ${personId}`));
}

/** A pair as the volunteer sees it: where, how often and when next. Whom they visit they learn as for any help at a home. */
export interface OwnPairRow {
  readonly id: string;
  readonly communityId: string;
  readonly interval: CareInterval;
  readonly startMinute: number;
  readonly durationMinutes: number;
  readonly nextDueOn: Day | null;
  readonly daysLate: number;
}

/** The caller's own live pairs, due first. */
export async function findMyPairs(deps: Deps, actor: Actor): Promise<OwnPairRow[]> {
  const volunteerId = assertPerson(actor, 'care.visit');
  const pairs = await deps.prisma.carePair.findMany({
    where: { volunteerId, endedAt: null, entry: { endedAt: null } },
    include: { entry: true },
    orderBy: { id: 'asc' },
  });
  const rows = await withFacts(
    deps,
    pairs.map(({ entry }) => entry),
  );
  return pairs
    .map((pair, at): OwnPairRow => ({
      id: pair.id,
      communityId: pair.entry.communityId,
      interval: pair.entry.interval,
      startMinute: pair.entry.startMinute,
      durationMinutes: pair.entry.durationMinutes,
      nextDueOn: rows[at]?.nextDueOn ?? null,
      daysLate: rows[at]?.daysLate ?? 0,
    }))
    .sort((a, b) => (a.nextDueOn ?? '9999').localeCompare(b.nextDueOn ?? '9999'));
}

/** A visit as whoever goes sees it. */
export interface OwnVisitRow {
  readonly id: string;
  readonly taskId: string;
  readonly dueOn: Day;
  readonly outcome: CareVisit['outcome'];
}

/** The regular visits that some tasks are, where the caller has a place in them; null for the others. In the order of the ids. */
export async function findMyVisits(
  deps: Pick<Deps, 'prisma'>,
  actor: Actor,
  taskIds: readonly string[],
): Promise<(OwnVisitRow | null)[]> {
  const person = personFor(actor, 'task.claim');
  if (person === null) return taskIds.map(() => null);
  const claims = await deps.prisma.claim.findMany({
    where: {
      personId: person,
      taskId: { in: [...taskIds] },
      state: { in: ['confirmed', 'checked_in', 'attended'] },
    },
    select: { taskId: true },
  });
  const visits = await deps.prisma.careVisit.findMany({
    where: { taskId: { in: claims.map(({ taskId }) => taskId) } },
  });
  const byTask = new Map(visits.map((visit) => [visit.taskId, visit]));
  return taskIds.map((taskId) => {
    const visit = byTask.get(taskId);
    return visit ? { id: visit.id, taskId, dueOn: dayOf(visit.dueOn), outcome: visit.outcome } : null;
  });
}
