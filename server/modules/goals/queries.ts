import type { Deps } from '~/server/deps';
import { timeZoneSql } from '~/server/modules/communities/queries';
import type { Actor } from '~/server/policy/actor';
import { personFor } from '~/server/policy/permissions';
import type { GoalProgress } from './rules';

export interface GoalRow extends GoalProgress {
  /** YYYY-MM-DD each, in the zone of the person's community. */
  readonly since: string;
  readonly until: string;
  readonly isOver: boolean;
}

/** Parameters: 1 person, 2 now. A task that is under way is planned until there is a record of it. */
const statement = `
WITH goal AS (
  SELECT g.minutes, g.since, g.until, ${timeZoneSql('p."homeCommunityId"')} AS zone
  FROM "Goal" g JOIN "Person" p ON p.id = g."personId" WHERE g."personId" = $1::uuid
), served AS (
  SELECT
    coalesce(sum(r.minutes) FILTER (WHERE r.state = 'verified'), 0)::int AS verified,
    coalesce(sum(r.minutes) FILTER (WHERE r.state IN ('proposed', 'confirmed', 'disputed')), 0)::int AS waiting
  FROM goal JOIN "ServiceRecord" r ON r."personId" = $1::uuid
    AND (r."startsAt" AT TIME ZONE goal.zone)::date BETWEEN goal.since AND goal.until
), ahead AS (
  SELECT coalesce(sum(extract(epoch FROM c."endsAt" - c."startsAt")) / 60, 0)::int AS planned
  FROM goal JOIN "Claim" c ON c."personId" = $1::uuid AND c.state IN ('confirmed', 'checked_in')
    AND c."endsAt" > $2::timestamptz AND (c."startsAt" AT TIME ZONE goal.zone)::date BETWEEN goal.since AND goal.until
)
SELECT goal.minutes AS goal, goal.since::text, goal.until::text, served.verified, served.waiting, ahead.planned,
  ($2::timestamptz AT TIME ZONE goal.zone)::date > goal.until AS "isOver"
FROM goal, served, ahead`;

/** The goal of the actor's person and how far they have come; null where they have none. */
export async function findGoal(deps: Pick<Deps, 'pool' | 'clock'>, actor: Actor): Promise<GoalRow | null> {
  const personId = personFor(actor, 'profile.edit');
  if (personId === null) return null;
  const { rows } = await deps.pool.query<GoalRow>({
    name: 'goal-of-person',
    text: statement,
    values: [personId, deps.clock.now()],
  });
  return rows[0] ?? null;
}
