import type { Deps } from '~/server/deps';
import { isIdentityChecked } from '~/server/modules/contact/queries';
import type { Actor } from '~/server/policy/actor';
import { isNumber, readNumber } from '~/server/modules/intake/rules';
import { personFor, reachesOf } from '~/server/policy/permissions';
import { needSelect, type NeedRow } from './columns';
import { isTaskAtRisk, seenByTasks } from './rules';
import { readingOf, type NeedReading } from './scope';

/** What the actor may read, with the one fact that the database must be asked for. */
export async function findReading(deps: Deps, actor: Actor): Promise<NeedReading> {
  const person = personFor(actor, 'task.claim');
  const staff = reachesOf(actor, 'need.read_home').has('community');
  return readingOf(
    actor,
    person !== null && !staff && (await isIdentityChecked(deps.prisma, person, deps.clock.now())),
  );
}

/** Needs by id, in the order asked for; null where there is none or the actor may not read it. */
export async function findNeeds(
  deps: Deps,
  actor: Actor,
  ids: readonly string[],
): Promise<(NeedRow | null)[]> {
  const reading = await findReading(deps, actor);
  const rows = await deps.prisma.need.findMany({
    where: { AND: [{ id: { in: [...ids] } }, reading.needs] },
    select: needSelect,
  });
  const seen = await narrowed(deps, reading, rows);
  const byId = new Map(seen.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id) ?? null);
}

/** The same needs, those that are not read whole with what their reader's own tasks say. */
async function narrowed(
  deps: Deps,
  reading: NeedReading,
  rows: readonly NeedRow[],
): Promise<readonly NeedRow[]> {
  const homes = rows.flatMap(({ id, placeKind }) => (placeKind === 'private_home' ? [id] : []));
  if (homes.length === 0) return rows;
  const [whole, tasks] = await Promise.all([
    deps.prisma.need.findMany({
      where: { AND: [{ id: { in: homes } }, reading.whole] },
      select: { id: true },
    }),
    deps.prisma.task.findMany({
      where: { AND: [{ needId: { in: homes } }, reading.tasks] },
      orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
    }),
  ]);
  const open = new Set(whole.map(({ id }) => id));
  return rows.map((row) =>
    row.placeKind !== 'private_home' || open.has(row.id)
      ? row
      : seenByTasks(
          row,
          tasks.filter(({ needId }) => needId === row.id),
          deps.clock.now(),
        ),
  );
}

export const findNeed = async (deps: Deps, actor: Actor, id: string): Promise<NeedRow | null> =>
  (await findNeeds(deps, actor, [id]))[0] ?? null;

/** The need of a number as somebody typed it or a poster's address carries it; unknown and foreign look alike. */
export async function findNeedByNumber(deps: Deps, actor: Actor, typed: string): Promise<NeedRow | null> {
  const number = readNumber(typed.slice(0, 40));
  if (!isNumber(number)) return null;
  const need = await deps.prisma.need.findUnique({ where: { number }, select: { id: true } });
  return need && findNeed(deps, actor, need.id);
}

/**
 * A need whoever may read it: for the answer of an act that was allowed and takes it out of the actor's sight, such as returning
 * it to its author.
 */
export const unsafeFindNeed = (deps: Pick<Deps, 'prisma'>, id: string): Promise<NeedRow> =>
  deps.prisma.need.findUniqueOrThrow({ where: { id }, select: needSelect });

/** Which of the needs stand for regular visits. */
export async function findRegular(deps: Pick<Deps, 'prisma'>, ids: readonly string[]): Promise<boolean[]> {
  const entries = await deps.prisma.careEntry.findMany({
    where: { needId: { in: [...ids] } },
    select: { needId: true },
  });
  const regular = new Set(entries.map(({ needId }) => needId));
  return ids.map((id) => regular.has(id));
}

/** Which of the needs have a task that starts soon with fewer people than it needs. */
export async function findNeedsAtRisk(deps: Deps, ids: readonly string[]): Promise<boolean[]> {
  const now = deps.clock.now();
  const tasks = await deps.prisma.task.findMany({
    where: { needId: { in: [...ids] }, cancelledAt: null, startsAt: { gt: now } },
    select: {
      needId: true,
      startsAt: true,
      endsAt: true,
      minimumPlaces: true,
      maximumPlaces: true,
      takenPlaces: true,
      cancelledAt: true,
    },
  });
  const atRisk = new Set(tasks.filter((task) => isTaskAtRisk(task, now)).map((task) => task.needId));
  return ids.map((id) => atRisk.has(id));
}
