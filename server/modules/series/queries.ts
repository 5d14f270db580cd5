import type { Task } from '~/generated/prisma/client';
import type { Deps } from '~/server/deps';
import { dayAt, dayOf, daysLater, type Day } from '~/server/modules/communities/days';
import { findCommunities } from '~/server/modules/communities/queries';
import { liveClaimStates } from '~/server/modules/needs/lock-need';
import { rhythmOf } from './lock-series';
import { datesOf, daysAhead, timeOf, type Rhythm } from './rules';
import { isHeld } from './take-away';

/** Dates are shown so many days ahead: those that tasks were made of, and as many to come. */
const daysShown = 2 * daysAhead;

/** A coming date of a series: made into tasks, still to be, or left out. */
export interface SeriesDate {
  readonly occurrence: number;
  readonly day: Day;
  readonly state: 'made' | 'planned' | 'left_out';
  /** On another day than the rule has it. */
  readonly isMoved: boolean;
  /** The rhythm was ended before it: it stays for those who had signed up. */
  readonly isKept: boolean;
  /** One of its tasks has another time than the rhythm has now: it was kept for those who had signed up, or changed by itself. */
  readonly isOtherTime: boolean;
  /** Somebody has a place in it, waits for one or asked for one: who leaves it out says why, and it is not moved. */
  readonly held: boolean;
  readonly taskIds: readonly string[];
}

/** A series as its readers get it. */
export interface SeriesRow {
  readonly id: string;
  readonly needId: string;
  readonly rule: string;
  readonly rhythm: Rhythm;
  readonly startsOn: Day;
  /** No further date is to be made. */
  readonly isFinished: boolean;
  readonly leftOut: ReadonlySet<Day>;
  readonly zone: string;
}

/** The rhythm of each need that the caller was already let read: the one that goes on, else the last; null where it has none. */
export async function unsafeSeriesOfNeeds(
  deps: Pick<Deps, 'prisma' | 'pool'>,
  needs: readonly { readonly id: string; readonly communityId: string }[],
): Promise<(SeriesRow | null)[]> {
  const found = await deps.prisma.series.findMany({
    where: { needId: { in: needs.map(({ id }) => id) } },
    orderBy: [{ finishedAt: { sort: 'desc', nulls: 'first' } }, { id: 'desc' }],
    distinct: ['needId'],
  });
  if (found.length === 0) return needs.map(() => null);
  const communities = await findCommunities(deps, [...new Set(needs.map(({ communityId }) => communityId))]);
  const zones = new Map(communities.map(({ id, timeZone }) => [id, timeZone]));
  return needs.map(({ id, communityId }) => {
    const series = found.find(({ needId }) => needId === id);
    if (!series) return null;
    return {
      id: series.id,
      needId: id,
      rule: series.rule,
      rhythm: rhythmOf(series),
      startsOn: dayOf(series.startsOn),
      isFinished: series.finishedAt !== null,
      leftOut: new Set(series.leftOut.map(dayOf)),
      zone: zones.get(communityId) ?? 'UTC',
    };
  });
}

type DateTask = Task & { readonly _count: { readonly claims: number } };
type RoleTime = { readonly id: string; readonly startMinute: number; readonly durationMinutes: number };

/** The coming dates of series that the caller was already let read, in the order of their days. */
export async function unsafeDatesOfSeries(
  deps: Pick<Deps, 'prisma' | 'clock'>,
  series: readonly SeriesRow[],
): Promise<SeriesDate[][]> {
  const now = deps.clock.now();
  const roles = await deps.prisma.seriesRole.findMany({
    where: { seriesId: { in: series.map(({ id }) => id) } },
    select: { id: true, seriesId: true, startMinute: true, durationMinutes: true },
  });
  const tasks = await deps.prisma.task.findMany({
    where: {
      seriesRoleId: { in: roles.map(({ id }) => id) },
      cancelledAt: null,
      endsAt: { gt: now },
    },
    include: { _count: { select: { claims: { where: { state: { in: [...liveClaimStates] } } } } } },
    orderBy: [{ startsAt: 'asc' }, { sort: 'asc' }],
  });
  return series.map((each) =>
    datesFor(
      each,
      new Map(roles.filter(({ seriesId }) => seriesId === each.id).map((role) => [role.id, role])),
      tasks,
      now,
    ),
  );
}

function datesFor(
  { rhythm, startsOn, leftOut, isFinished, zone }: SeriesRow,
  roles: ReadonlyMap<string, RoleTime>,
  all: readonly DateTask[],
  now: Date,
): SeriesDate[] {
  const made = new Map<number, DateTask[]>();
  for (const task of all)
    if (task.occurrence !== null && roles.has(task.seriesRoleId ?? ''))
      made.set(task.occurrence, [...(made.get(task.occurrence) ?? []), task]);

  const today = dayAt(now, zone);
  const planned = datesOf(rhythm, startsOn, daysLater(today, daysShown));
  const dayOfRule = new Map(planned.map(({ number, day }) => [number, day]));
  const isOther = (task: Task): boolean => {
    const role = roles.get(task.seriesRoleId ?? '');
    const { startMinute, durationMinutes } = timeOf(task, zone);
    return role?.startMinute !== startMinute || role.durationMinutes !== durationMinutes;
  };
  const dates = [...made].map(([occurrence, tasks]): SeriesDate => {
    const day = dayAt(tasks[0]?.startsAt ?? now, zone);
    const rule = dayOfRule.get(occurrence);
    return {
      occurrence,
      day,
      state: 'made',
      isMoved: rule !== undefined && rule !== day,
      isKept: rule === undefined,
      isOtherTime: tasks.some(isOther),
      held: tasks.some(isHeld),
      taskIds: tasks.map(({ id }) => id),
    };
  });
  const others = planned
    .filter(({ number, day }) => day > today && !made.has(number) && (leftOut.has(day) || !isFinished))
    .map(({ number, day }): SeriesDate => ({
      occurrence: number,
      day,
      state: leftOut.has(day) ? 'left_out' : 'planned',
      isMoved: false,
      isKept: false,
      isOtherTime: false,
      held: false,
      taskIds: [],
    }));
  return [...dates, ...others].sort((a, b) => (a.day < b.day ? -1 : 1));
}
