import type { CoverageNeed } from '~/app/graphql/committee/home';
import { isoDay } from '~/app/i18n/format';

export interface CoverageTask {
  id: string;
  need: string;
  title: string;
  unit: string | null;
  startsAt: string;
  endsAt: string;
  least: number;
  most: number;
  taken: number;
}

export interface CoverageDay {
  /** The calendar day, `2026-11-29`. */
  day: string;
  startsAt: string;
  tasks: number;
  places: number;
  taken: number;
  /** Tasks with fewer people than they need. */
  short: number;
}

/** The tasks of these needs that start in a stretch of time, earliest first. */
export function tasksWithin(needs: readonly CoverageNeed[], from: string, until: string): CoverageTask[] {
  return needs
    .flatMap((need) =>
      need.tasks
        .filter((task) => !task.cancelledAt && inside(task.startsAt, from, until))
        .map((task) => ({
          id: need.id,
          need: need.title,
          title: task.title,
          unit: need.organisation?.name ?? null,
          startsAt: task.startsAt,
          endsAt: task.endsAt,
          least: task.minimumPlaces,
          most: task.maximumPlaces,
          taken: task.takenPlaces,
        })),
    )
    .sort((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt));
}

const inside = (at: string, from: string, until: string) =>
  Date.parse(at) >= Date.parse(from) && Date.parse(at) < Date.parse(until);

/** Tasks against places, day by day. */
export function coverageByDay(tasks: readonly CoverageTask[], zone: string): CoverageDay[] {
  const days = new Map<string, CoverageDay>();
  for (const task of tasks) {
    const day = isoDay(task.startsAt, zone);
    const sum = days.get(day) ?? { day, startsAt: task.startsAt, tasks: 0, places: 0, taken: 0, short: 0 };
    sum.tasks += 1;
    sum.places += task.most;
    sum.taken += task.taken;
    sum.short += task.taken < task.least ? 1 : 0;
    days.set(day, sum);
  }
  return [...days.values()];
}

/** Tasks that start within two days with fewer people than they need. */
export function shortSoon(tasks: readonly CoverageTask[], now: string): CoverageTask[] {
  const soon = Date.parse(now) + 48 * 3_600_000;
  return tasks.filter(
    (task) =>
      task.taken < task.least &&
      Date.parse(task.startsAt) > Date.parse(now) &&
      Date.parse(task.startsAt) <= soon,
  );
}
