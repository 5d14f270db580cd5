import type { Deps } from '~/server/deps';
import type { Urgency } from '~/generated/prisma/enums';
import { eligibility } from '~/server/modules/claims/eligibility-sql';
import type { ClaimFacts } from '~/server/modules/claims/rules';
import { pointOf, type Point } from '~/server/modules/needs/distance';
import { isTaskAtRisk } from '~/server/modules/needs/rules';
import type { Candidate } from './score';

/** How many needs each way of looking brings in, and how many tasks of one need. */
const nearest = 150;
const bySkill = 60;
const athome = 40;
const tasksPerNeed = 3;

const factNames = [
  'suspended',
  'cancelled',
  'started',
  'open',
  'alreadyClaimed',
  'identityFits',
  'notRefused',
  'ageKnown',
  'ageFits',
  'skillsFit',
  'termsAccepted',
  'overlaps',
  'capReached',
  'full',
] as const satisfies (keyof typeof eligibility)[];

const onBoard = `n.status IN ('open', 'in_progress') AND n."placeKind" <> 'private_home' AND n."placesTaken" < n.places`;

/**
 * Parameters: 1 person, 2 home community, 3 now, then 4 and 5 the home point where there is one. Needs are found by the
 * board's own indexes: the nearest (or soonest, for somebody without a home point), those that ask for a skill the
 * person has, and help in homes of their own community for those whose identity was checked.
 */
const foundNeeds = (hasHome: boolean): string => `near AS (
  SELECT n.id FROM "Need" n WHERE ${onBoard}
  ORDER BY ${hasHome ? 'map_point(n.latitude, n.longitude) <-> map_point($4::float8, $5::float8)' : 'n."startsAt", n.id'}
  LIMIT ${nearest}
), skilled AS (
  SELECT n.id FROM "PersonSkill" own
  JOIN "TaskSkill" asked ON asked."skillId" = own."skillId"
  JOIN "Task" t ON t.id = asked."taskId" AND t."isOpen" AND t."startsAt" > $3::timestamptz
  JOIN "Need" n ON n.id = t."needId" AND ${onBoard}
  WHERE own."personId" = $1::uuid
  ORDER BY n."startsAt" LIMIT ${bySkill}
), at_home AS (
  SELECT n.id FROM "Need" n
  WHERE n."communityId" = $2::uuid AND n.status IN ('open', 'in_progress') AND n."placeKind" = 'private_home'
    AND NOT EXISTS (SELECT FROM "CareEntry" care WHERE care."needId" = n.id)
  ORDER BY n."startsAt" LIMIT ${athome}
), needs AS (
  SELECT id FROM near UNION SELECT id FROM skilled UNION SELECT id FROM at_home
)`;

/** Parameters: 1 person, 3 now, 4 the needs themselves. */
const givenNeeds = `needs AS (SELECT n.id FROM "Need" n WHERE n.id = ANY($4::uuid[]) AND ${onBoard} AND $2::uuid IS NULL)`;

/** The open tasks of the needs that a CTE named "needs" holds, with what a claim of each would be judged by. */
const statement = (needs: string): string => `
WITH ${needs}
SELECT t.id AS "taskId", n.id AS "needId", t."startsAt", t."endsAt", t."minimumPlaces", t."maximumPlaces", t."takenPlaces",
  t."cancelledAt", t.languages, n.urgency, n.latitude, n.longitude, n.status AS "needStatus",
  coalesce(zone."timeZone", 'UTC') AS "timeZone",
  ARRAY(SELECT s."skillId" FROM "TaskSkill" s WHERE s."taskId" = t.id AND s.required) AS "requiredSkillIds",
  ARRAY(SELECT s."skillId" FROM "TaskSkill" s WHERE s."taskId" = t.id AND NOT s.required) AS "usefulSkillIds",
  ${factNames.map((fact) => `${eligibility[fact]} AS "${fact}"`).join(',\n  ')}
FROM needs
JOIN "Need" n ON n.id = needs.id
JOIN "Person" p ON p.id = $1::uuid
CROSS JOIN LATERAL (
  SELECT * FROM "Task" task
  WHERE task."needId" = n.id AND task."isOpen" AND task."startsAt" > $3::timestamptz AND task."takenPlaces" < task."maximumPlaces"
  ORDER BY task."startsAt" LIMIT ${tasksPerNeed}
) t
LEFT JOIN LATERAL (
  SELECT up."timeZone" FROM "CommunityAncestor" above JOIN "Community" up ON up.id = above."ancestorId"
  WHERE above."communityId" = n."communityId" AND up."timeZone" IS NOT NULL ORDER BY above.depth LIMIT 1
) zone ON true`;

const statements = {
  withHome: { name: 'candidates-near-home', text: statement(foundNeeds(true)) },
  withoutHome: { name: 'candidates-soonest', text: statement(foundNeeds(false)) },
  among: { name: 'candidates-among', text: statement(givenNeeds) },
};

interface Row extends Omit<Candidate, 'place' | 'atRisk' | 'facts'>, Omit<ClaimFacts, 'drawPending'> {
  readonly minimumPlaces: number;
  readonly maximumPlaces: number;
  readonly takenPlaces: number;
  readonly cancelledAt: Date | null;
  readonly urgency: Urgency;
  readonly latitude: number | null;
  readonly longitude: number | null;
}

/** Open tasks that may fit a person, with what a claim of each would be judged by, in one statement. */
export async function findCandidates(
  deps: Pick<Deps, 'pool' | 'clock'>,
  person: { id: string; homeCommunityId: string | null; home: Point | null },
): Promise<Candidate[]> {
  const now = deps.clock.now();
  const values: unknown[] = [person.id, person.homeCommunityId, now];
  if (person.home) values.push(person.home.latitude, person.home.longitude);
  const { rows } = await deps.pool.query<Row>({
    ...(person.home ? statements.withHome : statements.withoutHome),
    values,
  });
  return rows.map((row) => candidateOf(row, now));
}

/** The same for needs of the board that are known already. */
export async function findCandidatesAmong(
  deps: Pick<Deps, 'pool' | 'clock'>,
  personId: string,
  needIds: readonly string[],
): Promise<Candidate[]> {
  const now = deps.clock.now();
  const values = [personId, null, now, needIds];
  const { rows } = await deps.pool.query<Row>({ ...statements.among, values });
  return rows.map((row) => candidateOf(row, now));
}

const candidateOf = (row: Row, now: Date): Candidate => ({
  ...row,
  place: pointOf(row),
  atRisk: isTaskAtRisk(row, now),
  // Whom a draw waits for, it is for.
  facts: { ...row, drawPending: false },
});
