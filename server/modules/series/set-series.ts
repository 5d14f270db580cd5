import type { z } from 'zod';
import { newId } from '~/server/database/id';
import { inTransaction, type Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { dateOf, dayAt, type Day } from '~/server/modules/communities/days';
import { assertNotRegular, lockNeed, type LockedNeed } from '~/server/modules/needs/lock-need';
import type { Actor } from '~/server/policy/actor';
import { assertMay } from '~/server/policy/permissions';
import { InvalidInput, refuse } from '~/server/policy/refusal';
import type { SetSeriesInput } from './input';
import { assertTakesEdits, seriesInHand, zoneOf } from './lock-series';
import { makeDates } from './make-dates';
import { recordSeries } from './record-series';
import { mostYears, readRule, startsOnDate, timeOf, writeRule, type Rhythm } from './rules';

type Task = LockedNeed['tasks'][number];

/**
 * Gives an activity a rhythm: the tasks of its first day are the pattern, and every date of the rule takes place with the same roles at
 * the same time by the clock on the wall. The dates of the next eight weeks become tasks at once, later ones by a job. A rhythm that goes on
 * is ended before another is set (ALREADY_DONE).
 */
export async function setSeries(
  deps: Deps,
  actor: Actor,
  input: z.output<typeof SetSeriesInput>,
): Promise<{ needId: string }> {
  assertMay(actor, 'need.post');
  const rhythm = rhythmFor(input);
  return inTransaction(deps, actor, async (tx) => {
    const need = await lockNeed(tx, actor, ['need.post'], input.need);
    assertNotRegular(need);
    assertTakesEdits(actor, need);
    if (need.kind !== 'activity') refuse('WRONG_STATE');
    if (input.version !== need.version) refuse('STALE_VERSION');
    const goesOn = await tx.series.count({ where: { needId: need.id, finishedAt: null } });
    if (goesOn > 0) refuse('ALREADY_DONE');
    const zone = await zoneOf(tx, need.communityId);
    const pattern = need.tasks.filter(
      ({ cancelledAt, startsAt }) => cancelledAt === null && dayAt(startsAt, zone) === input.startsOn,
    );
    if (pattern.length === 0)
      throw new InvalidInput([{ path: ['startsOn'], message: 'server_series_no_tasks' }]);

    const id = newId();
    await tx.series.create({
      data: {
        id,
        needId: need.id,
        rule: writeRule(rhythm),
        startsOn: dateOf(input.startsOn),
        createdById: actor.personId ?? refuse('NOT_SIGNED_IN'),
        createdAt: deps.clock.now(),
      },
    });
    for (const task of pattern) await addRole(tx, id, task, zone);
    const locked = await lockNeed(tx, actor, ['need.post'], need.id);
    const hand = await seriesInHand(tx, deps, locked, id);
    await recordSeries(tx, deps, actor, hand, 'need:series_set');
    await makeDates(tx, deps, actor, hand);
    return { needId: need.id };
  });
}

/** The rhythm that was asked for; it has a date on its first day, and an end that is neither before it nor out of sight. */
function rhythmFor({ rule, startsOn }: { rule: string; startsOn: Day }): Rhythm {
  const rhythm = readRule(rule);
  const no = (message: string): never => {
    throw new InvalidInput([{ path: ['rule'], message }]);
  };
  if (!rhythm) return no('server_series_rule');
  const lastYear = Number(startsOn.slice(0, 4)) + mostYears;
  if (rhythm.until !== null && (rhythm.until < startsOn || Number(rhythm.until.slice(0, 4)) > lastYear))
    return no('server_series_until');
  return startsOnDate(rhythm, startsOn) ? rhythm : no('server_series_first_day');
}

/** A role of each date, made of a task of the first one, which becomes date 0. */
async function addRole(tx: Tx, seriesId: string, task: Task, zone: string): Promise<void> {
  const { startMinute, durationMinutes } = timeOf(task, zone);
  const id = newId();
  await tx.seriesRole.create({
    data: {
      id,
      seriesId,
      startMinute,
      durationMinutes,
      title: task.title,
      minimumPlaces: task.minimumPlaces,
      maximumPlaces: task.maximumPlaces,
      minimumAge: task.minimumAge,
      languages: task.languages,
      needsApproval: task.needsApproval,
      withdrawUntilMinutes: task.withdrawUntilMinutes,
      sort: task.sort,
      skills: { create: task.skills.map(({ skillId, required }) => ({ skillId, required })) },
    },
  });
  await tx.task.update({ where: { id: task.id }, data: { seriesRoleId: id, occurrence: 0 } });
}
