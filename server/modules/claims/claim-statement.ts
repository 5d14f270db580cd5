import { uuidV7Sql } from '~/server/database/id';
import { staffSql } from '~/server/modules/organisations/find-staff';
import { eligibility } from './eligibility-sql';

/**
 * Claims that came together, decided and written by one statement; one alone is a list of one.
 *
 * A statement sees the database as it was when it began, even after it has waited for a lock. Only rows that it locks itself
 * are read afresh, so what must be true at the moment of writing stands on a locked row (`need`, `task`) or in a constraint
 * of the database (claim_no_overlap, claim_one_live), where ON CONFLICT leaves out the one claim that breaks it; the rest (age,
 * skills, terms) may be as old as the statement.
 *
 * Everyone takes locks in one order, so that nobody waits in a circle: needs, tasks, the claims of persons, idempotency
 * keys; each kind by its id. A task's last places go to the wishes that came first. Rows are looked up one by one (LATERAL … LIMIT 1),
 * so that no plan reads a whole table for a guess of how many wishes there are.
 *
 * Parameters: 1 the wishes as JSON (`Wish` in claim-batches.ts), 2 now as it is answered, 3 now. Answers the claims that were made, each
 * with the place of its wish in the list; a wish without one is refused, or its key was used before.
 */
export const claimStatement = `
WITH wish AS MATERIALIZED (
  SELECT * FROM json_to_recordset($1::json) AS wish (
    place int, "taskId" uuid, "personId" uuid, "claimId" uuid, "historyId" uuid, "eventId" uuid,
    "accountId" uuid, "actorId" uuid, "onBehalfOfId" uuid, capacity "Capacity", channel "Channel",
    scope text, key text, operation text, "requestHash" bytea)
), fit AS MATERIALIZED (
  SELECT wish.*, t."needId"
  FROM wish
  CROSS JOIN LATERAL (SELECT * FROM "Task" WHERE id = wish."taskId" LIMIT 1) t
  CROSS JOIN LATERAL (SELECT * FROM "Need" WHERE id = t."needId" LIMIT 1) n
  CROSS JOIN LATERAL (SELECT * FROM "Person" WHERE id = wish."personId" LIMIT 1) p
  WHERE NOT ${eligibility.suspended}
    AND NOT ${eligibility.cancelled}
    AND NOT ${eligibility.started}
    AND ${eligibility.open}
    AND ${eligibility.identityFits}
    AND ${eligibility.notRefused}
    AND ${eligibility.ageFits}
    AND ${eligibility.skillsFit}
    AND ${eligibility.termsAccepted}
    AND NOT (${eligibility.capReached})
    AND NOT ${eligibility.drawPending}
    AND NOT ${eligibility.full}
    AND NOT EXISTS (SELECT FROM "IdempotencyKey" used WHERE used.scope = wish.scope AND used.key = wish.key)
), need AS MATERIALIZED (
  SELECT locked.*
  FROM (SELECT DISTINCT "needId" FROM fit ORDER BY "needId") wanted
  CROSS JOIN LATERAL (
    SELECT n.id, n."communityId", n."organisationId", n."placeKind", n."placesTaken"
    FROM "Need" n WHERE n.id = wanted."needId"
    FOR NO KEY UPDATE) locked
), task AS MATERIALIZED (
  SELECT locked.*
  FROM (SELECT DISTINCT "taskId" FROM fit JOIN need ON need.id = fit."needId" ORDER BY "taskId") wanted
  CROSS JOIN LATERAL (
    SELECT t.id, t."startsAt", t."endsAt", t."takenPlaces", t."maximumPlaces", t."needsApproval"
    FROM "Task" t
    WHERE t.id = wanted."taskId" AND t.allocation <> 'draw_pending'
      AND t."isOpen" AND t."cancelledAt" IS NULL AND t."startsAt" > $3::timestamptz AND t."takenPlaces" < t."maximumPlaces"
    FOR NO KEY UPDATE) locked
), queued AS (
  SELECT fit.*, task."startsAt", task."endsAt", task."takenPlaces", task."maximumPlaces",
    need."communityId", need."organisationId", need."placeKind", need."placesTaken",
    CASE WHEN task."needsApproval" OR need."placeKind" = 'private_home' THEN 'requested' ELSE 'confirmed' END AS state,
    row_number() OVER (PARTITION BY task.id ORDER BY fit.place) AS turn
  FROM fit JOIN task ON task.id = fit."taskId" JOIN need ON need.id = fit."needId"
), claim AS (
  INSERT INTO "Claim" (id, "taskId", "personId", state, "startsAt", "endsAt", "createdAt", "stateSince")
  SELECT "claimId", "taskId", "personId", state::"ClaimState", "startsAt", "endsAt", $3, $3
  FROM queued
  WHERE state = 'requested' OR "takenPlaces" + turn <= "maximumPlaces"
  ORDER BY "personId"
  ON CONFLICT DO NOTHING
  RETURNING id
), made AS MATERIALIZED (
  SELECT queued.*,
    "takenPlaces" + count(*) FILTER (WHERE state = 'confirmed') OVER (PARTITION BY "taskId" ORDER BY place) AS "takenNow",
    "placesTaken" + count(*) FILTER (WHERE state = 'confirmed') OVER (PARTITION BY "needId" ORDER BY place) AS "takenOfNeed",
    jsonb_build_object('id', "claimId", 'taskId', "taskId", 'personId', "personId", 'organisationId', NULL,
      'state', state, 'reason', NULL, 'createdAt', $2::text, 'stateSince', $2::text) AS answer
  FROM claim JOIN queued ON queued."claimId" = claim.id
), kept AS (
  INSERT INTO "IdempotencyKey" (scope, key, operation, "requestHash", response)
  SELECT scope, key, operation, "requestHash", answer FROM made WHERE key IS NOT NULL ORDER BY scope, key
), "countedTask" AS (
  UPDATE "Task" t SET "takenPlaces" = counted.taken
  FROM (SELECT "taskId", max("takenNow") AS taken FROM made GROUP BY "taskId") counted
  WHERE t.id = counted."taskId"
), "countedNeed" AS (
  UPDATE "Need" n SET "placesTaken" = counted.taken
  FROM (SELECT "needId", max("takenOfNeed") AS taken FROM made GROUP BY "needId") counted
  WHERE n.id = counted."needId"
), history AS (
  INSERT INTO "History" (id, "subjectType", "subjectId", action, "toState", at,
    "actorAccountId", "actorPersonId", "onBehalfOfId", capacity, channel)
  SELECT "historyId", 'claim', "claimId", 'claim:' || state, state, $3,
    "accountId", "actorId", "onBehalfOfId", capacity, channel
  FROM made
), event AS (
  INSERT INTO "Event" (id, type, "aggregateType", "aggregateId", feeds, payload, at,
    "actorAccountId", "actorPersonId", "onBehalfOfId", capacity, channel)
  SELECT "eventId", 'claim:' || state, 'claim', "claimId",
    array_remove(ARRAY[
      'need:' || "needId", 'task:' || "taskId", 'community:' || "communityId", 'person:' || "personId",
      'organisation:' || "organisationId",
      CASE WHEN state = 'confirmed' AND "placeKind" <> 'private_home' THEN 'board' END
    ], NULL),
    jsonb_build_object('claimId', "claimId", 'taskId', "taskId", 'needId', "needId",
      'takenPlaces', "takenNow", 'placesTaken', "takenOfNeed"),
    $3, "accountId", "actorId", "onBehalfOfId", capacity, channel
  FROM made
), notices AS (
  -- Whoever decides on a request is told of it.
  INSERT INTO "Notice" (id, "personId", kind, detail, "createdAt")
  SELECT ${uuidV7Sql('$3')}, staff."personId", 'claim_requested',
    jsonb_build_object('claimId', "claimId", 'taskId', "taskId", 'needId', "needId"), $3
  FROM made CROSS JOIN LATERAL (${staffSql('made."organisationId"', 'made."communityId"')}) staff
  WHERE made.state = 'requested' AND staff."personId" <> made."personId"
)
SELECT place, answer FROM made`;
