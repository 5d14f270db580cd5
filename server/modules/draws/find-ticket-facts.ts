import type { Tx } from '~/server/database/transaction';
import { holdingStates } from '~/server/modules/claims/rules';
import { distanceMetres, pointOf } from '~/server/modules/needs/distance';
import { loadWeeks, type TicketFacts } from './rules';

/** An entry of a draw that is still to be held. */
export interface Entrant extends TicketFacts {
  readonly claimId: string;
  readonly personId: string;
  /** The order in which people entered, from 1. */
  readonly number: number;
}

interface Row extends Omit<Entrant, 'distanceMetres'> {
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly homeLatitude: number | null;
  readonly homeLongitude: number | null;
}

const holding = holdingStates.map((state) => `'${state}'`).join(', ');

/** Parameters: 1 task, 2 one person, or null for all. */
const statement = `
SELECT w.id AS "claimId", w."personId", w."waitNumber" AS number,
  n.latitude, n.longitude, own."homeLatitude", own."homeLongitude",
  coalesce(own."travelRadiusMetres", 0) AS "radiusMetres",
  coalesce((
    SELECT sum(extract(epoch FROM other."endsAt" - other."startsAt")) / 60
    FROM "Claim" other JOIN "Task" popular ON popular.id = other."taskId"
    WHERE other."personId" = w."personId" AND popular.allocation <> 'first_come' AND popular.id <> t.id
      AND other.state IN (${holding})
      AND other."startsAt" BETWEEN t."startsAt" - interval '${loadWeeks} weeks' AND t."startsAt" + interval '${loadWeeks} weeks'
  ), 0)::float8 AS "recentMinutes",
  NOT EXISTS (
    SELECT FROM "Claim" other
    WHERE other."personId" = w."personId" AND other."taskId" <> t.id AND other.state IN (${holding})
  ) AS "isNewcomer",
  EXISTS (
    SELECT FROM "TaskSkill" asked JOIN "PersonSkill" own ON own."skillId" = asked."skillId"
    WHERE asked."taskId" = t.id AND NOT asked.required AND own."personId" = w."personId"
  ) AS "hasUsefulSkill"
FROM "Claim" w JOIN "Task" t ON t.id = w."taskId" JOIN "Need" n ON n.id = t."needId"
LEFT JOIN "VolunteerProfile" own ON own."personId" = w."personId"
WHERE w."taskId" = $1::uuid AND w.state = 'waitlisted' AND ($2::uuid IS NULL OR w."personId" = $2::uuid)
ORDER BY w."waitNumber"`;

/**
 * Everyone who has entered a task's draw, or one of them, with what their tickets rest on at this moment. Says nothing about who
 * may read it.
 */
export async function unsafeFindEntrants(
  db: Pick<Tx, '$queryRawUnsafe'>,
  taskId: string,
  personId: string | null = null,
): Promise<Entrant[]> {
  const rows = await db.$queryRawUnsafe<Row[]>(statement, taskId, personId);
  return rows.map(({ latitude, longitude, homeLatitude, homeLongitude, ...entrant }) => {
    const home = pointOf({ latitude: homeLatitude, longitude: homeLongitude });
    const place = pointOf({ latitude, longitude });
    return { ...entrant, distanceMetres: home && place ? distanceMetres(home, place) : null };
  });
}
