import { eligibility } from '~/server/modules/claims/eligibility-sql';

/**
 * The reference of the claim benches: one claim, decided and written by one prepared statement, as Linli did it before claims were
 * gathered. pgbench runs it without HTTP, sessions or GraphQL.
 *
 * Parameters: 1 task, 2 person, 3 now, 4 claim id, 5 history id, 6 event id, 7 account, 8 person acting, 9 on behalf of,
 * 10 capacity, 11 channel. Answers the claim, or no row.
 */
export const singleClaimStatement = `
WITH need AS MATERIALIZED (
  SELECT n.id, n."communityId", n."organisationId", n."placeKind"
  FROM "Task" t
  JOIN "Need" n ON n.id = t."needId"
  JOIN "Person" p ON p.id = $2::uuid
  WHERE t.id = $1::uuid
    AND NOT ${eligibility.suspended}
    AND NOT ${eligibility.cancelled}
    AND NOT ${eligibility.started}
    AND ${eligibility.open}
    AND NOT ${eligibility.full}
    AND ${eligibility.identityFits}
    AND ${eligibility.ageFits}
    AND ${eligibility.skillsFit}
    AND ${eligibility.termsAccepted}
  FOR NO KEY UPDATE OF n
), task AS (
  UPDATE "Task" t
  SET "takenPlaces" = t."takenPlaces" + CASE WHEN t."needsApproval" OR need."placeKind" = 'private_home' THEN 0 ELSE 1 END
  FROM need
  WHERE t.id = $1::uuid
    AND t."isOpen" AND t."cancelledAt" IS NULL AND t."startsAt" > $3::timestamptz AND t."takenPlaces" < t."maximumPlaces"
  RETURNING t.id, t."needId", t."startsAt", t."endsAt", t."takenPlaces",
    CASE WHEN t."needsApproval" OR need."placeKind" = 'private_home' THEN 'requested' ELSE 'confirmed' END AS state,
    need."communityId", need."organisationId", need."placeKind"
), counted AS (
  UPDATE "Need" n
  SET "placesTaken" = n."placesTaken" + CASE task.state WHEN 'confirmed' THEN 1 ELSE 0 END
  FROM task
  WHERE n.id = task."needId"
  RETURNING n."placesTaken"
), claim AS (
  INSERT INTO "Claim" (id, "taskId", "personId", state, "startsAt", "endsAt", "createdAt", "stateSince")
  SELECT $4::uuid, task.id, $2::uuid, task.state::"ClaimState", task."startsAt", task."endsAt", $3, $3
  FROM task
  RETURNING id, "taskId", "personId", "organisationId", state, reason, "createdAt", "stateSince"
), history AS (
  INSERT INTO "History" (id, "subjectType", "subjectId", action, "toState", at,
    "actorAccountId", "actorPersonId", "onBehalfOfId", capacity, channel)
  SELECT $5::uuid, 'claim', $4::uuid, 'claim:' || task.state, task.state, $3,
    $7::uuid, $8::uuid, $9::uuid, $10::"Capacity", $11::"Channel"
  FROM task
), event AS (
  INSERT INTO "Event" (id, type, "aggregateType", "aggregateId", feeds, payload, at,
    "actorAccountId", "actorPersonId", "onBehalfOfId", capacity, channel)
  SELECT $6::uuid, 'claim:' || task.state, 'claim', $4::uuid,
    array_remove(ARRAY[
      'need:' || task."needId", 'task:' || task.id, 'community:' || task."communityId", 'person:' || $2::uuid,
      'organisation:' || task."organisationId",
      CASE WHEN task.state = 'confirmed' AND task."placeKind" <> 'private_home' THEN 'board' END
    ], NULL),
    jsonb_build_object('claimId', $4::uuid, 'taskId', task.id, 'needId', task."needId",
      'takenPlaces', task."takenPlaces", 'placesTaken', counted."placesTaken"),
    $3, $7::uuid, $8::uuid, $9::uuid, $10::"Capacity", $11::"Channel"
  FROM task, counted
)
SELECT * FROM claim`;
