import type { HandOverState, HandOverTo } from '~/generated/prisma/enums';
import type { Deps } from '~/server/deps';
import type { Actor } from '~/server/policy/actor';
import { personFor } from '~/server/policy/permissions';
import { eligibility, fitsSql } from './eligibility-sql';
import { typedHandOverCode } from './hand-over-rules';

type Reader = Pick<Deps, 'pool' | 'clock'>;

/** An offered place as its giver sees it, or whoever may take it. */
export interface HandOverRow {
  readonly id: string;
  readonly claimId: string;
  readonly taskId: string;
  readonly swapTaskId: string | null;
  readonly to: HandOverTo;
  readonly state: HandOverState;
  /** The giver's alone. */
  readonly code: string | null;
  readonly createdAt: Date;
  /** Until when somebody in the line is asked before everyone else. */
  readonly askedUntil: Date | null;
  /** Whose place it is; only for those who were accepted for the same need, and were chosen by them. */
  readonly giverName: string | null;
}

/** Offers that stand at the moment `$3`; parameter 2 is the person who reads. */
const standing = (code: string, giverName: string) => `
  SELECT h.id, h."claimId", c."taskId", h."swapTaskId", h."to", h.state, ${code} AS code, h."createdAt", h."askedUntil",
    ${giverName} AS "giverName"
  FROM "HandOver" h JOIN "Claim" c ON c.id = h."claimId" AND c.state = 'confirmed'
  JOIN "Task" t ON t.id = c."taskId" AND t."cancelledAt" IS NULL AND t."startsAt" > $3::timestamptz
  LEFT JOIN "Claim" asked ON asked.id = h."askedClaimId"
  LEFT JOIN "Claim" chosen ON chosen.id = h."toClaimId"
  LEFT JOIN "Person" giver ON giver.id = c."personId"
  WHERE h."endedAt" IS NULL`;

/** Nobody in the line is asked first, or it is the reader's turn; and they have what is asked for in return. */
const openToReader = `h.state = 'open' AND c."personId" <> $2::uuid
  AND (h."askedUntil" IS NULL OR asked."personId" = $2::uuid)
  AND (h."swapTaskId" IS NULL OR EXISTS (
    SELECT FROM "Claim" back WHERE back."taskId" = h."swapTaskId" AND back."personId" = $2::uuid AND back.state = 'confirmed'))`;

/** What the giver of some claims offers of them now; null where nothing, or the claim is not theirs. In the order of the ids. */
export async function findOwnHandOvers(
  deps: Reader,
  actor: Actor,
  claimIds: readonly string[],
): Promise<(HandOverRow | null)[]> {
  const { rows } = await deps.pool.query<HandOverRow>({
    name: 'hand-overs-own',
    text: `${standing('h.code', 'NULL::text')} AND h."claimId" = ANY($1::uuid[]) AND c."personId" = $2::uuid`,
    values: [claimIds, personFor(actor, 'claim.withdraw'), deps.clock.now()],
  });
  const byClaim = new Map(rows.map((row) => [row.claimId, row]));
  return claimIds.map((id) => byClaim.get(id) ?? null);
}

/** A place of each of some tasks that its holder offers to all and that is the reader's to take now; null where there is none. */
export async function findHandOversOfTasks(
  deps: Reader,
  actor: Actor,
  taskIds: readonly string[],
): Promise<(HandOverRow | null)[]> {
  const person = personFor(actor, 'task.claim');
  if (person === null) return taskIds.map(() => null);
  const { rows } = await deps.pool.query<HandOverRow>({
    name: 'hand-overs-of-tasks',
    text: `${standing('NULL::text', 'NULL::text')} AND c."taskId" = ANY($1::uuid[]) AND h."to" = 'all' AND ${openToReader}
      ORDER BY h."swapTaskId" NULLS LAST, h."createdAt" DESC`,
    values: [taskIds, person, deps.clock.now()],
  });
  // Of several the plain one that was offered first.
  const byTask = new Map(rows.map((row) => [row.taskId, row]));
  return taskIds.map((id) => byTask.get(id) ?? null);
}

/** The offer that a link leads to, as long as it stands; null for any other code, and for nobody in particular. */
export async function findHandOverByCode(
  deps: Reader,
  actor: Actor,
  code: string,
): Promise<HandOverRow | null> {
  const { rows } = await deps.pool.query<HandOverRow>({
    name: 'hand-over-by-code',
    text: `${standing('NULL::text', 'NULL::text')} AND h.code = $1 AND $2::uuid IS NOT NULL`,
    values: [typedHandOverCode(code), personFor(actor, 'task.claim'), deps.clock.now()],
  });
  return rows[0] ?? null;
}

/** What the reader is asked themselves: a place that they were chosen for, or that they are next in line for. Soonest first. */
export async function findHandOversToMe(deps: Reader, actor: Actor): Promise<HandOverRow[]> {
  const person = personFor(actor, 'task.claim');
  if (person === null) return [];
  const { rows } = await deps.pool.query<HandOverRow>({
    name: 'hand-overs-to-me',
    text: `${standing('NULL::text', `CASE WHEN h."to" = 'person' THEN giver."displayName" END`)}
      AND h.state = 'open' AND $1::uuid = $2::uuid
      AND (chosen."personId" = $2::uuid OR (asked."personId" = $2::uuid AND h."askedUntil" > $3::timestamptz))
      ORDER BY c."startsAt", h.id LIMIT 20`,
    values: [person, person, deps.clock.now()],
  });
  return rows;
}

/** The need's community and the reader's own have one above both; without a home everywhere is near. */
const nearSql = `(p."homeCommunityId" IS NULL OR EXISTS (
  SELECT FROM "CommunityAncestor" there JOIN "CommunityAncestor" here ON here."ancestorId" = there."ancestorId"
  WHERE there."communityId" = n."communityId" AND here."communityId" = p."homeCommunityId"))`;

/** Places of full tasks around the reader's home that are open to all and that they fit, soonest first. */
export async function findHandOversToAll(deps: Reader, actor: Actor, first: number): Promise<HandOverRow[]> {
  const person = personFor(actor, 'task.claim');
  if (person === null) return [];
  const { rows } = await deps.pool.query<HandOverRow>({
    name: 'hand-overs-to-all',
    text: `${standing('NULL::text', 'NULL::text')} AND h."to" = 'all' AND h."swapTaskId" IS NULL AND ${openToReader}
      AND EXISTS (
        SELECT FROM "Need" n JOIN "Person" p ON p.id = $2::uuid
        WHERE n.id = t."needId" AND ${nearSql} AND ${eligibility.full} AND NOT ${eligibility.alreadyClaimed} AND ${fitsSql})
      ORDER BY c."startsAt", h.id LIMIT $1`,
    values: [Math.min(Math.max(first, 1), 20), person, deps.clock.now()],
  });
  return rows;
}

/** Somebody with a place in another task of the need, whom a place may be offered to. */
export interface HandOverPerson {
  readonly claimId: string;
  readonly taskId: string;
  readonly name: string;
}

/**
 * Whom the giver of a claim may offer it to by name: the people confirmed for other tasks of the same need within a week of it, as they
 * are both accepted there. Nobody at private homes, where the claim is not the reader's, or not confirmed.
 */
export async function findHandOverPeople(
  deps: Reader,
  actor: Actor,
  claimId: string,
): Promise<HandOverPerson[]> {
  const { rows } = await deps.pool.query<HandOverPerson>({
    name: 'hand-over-people',
    text: `
      SELECT other.id AS "claimId", other."taskId", p."displayName" AS name
      FROM "Claim" c JOIN "Task" t ON t.id = c."taskId"
      JOIN "Need" n ON n.id = t."needId" AND n."placeKind" <> 'private_home'
      JOIN "Task" theirs ON theirs."needId" = t."needId" AND theirs.id <> t.id
        AND theirs."startsAt" BETWEEN t."startsAt" - interval '7 days' AND t."startsAt" + interval '7 days'
        AND theirs."cancelledAt" IS NULL AND theirs."startsAt" > $3::timestamptz
      JOIN "Claim" other ON other."taskId" = theirs.id AND other.state = 'confirmed' AND other."personId" <> c."personId"
      JOIN "Person" p ON p.id = other."personId"
      WHERE c.id = $1::uuid AND c."personId" = $2::uuid AND c.state = 'confirmed'
        AND NOT EXISTS (
          SELECT FROM "Claim" there WHERE there."taskId" = t.id AND there."personId" = p.id
            AND there.state IN ('requested', 'offered', 'confirmed', 'invited', 'checked_in', 'attended'))
      ORDER BY theirs."startsAt", p."displayName", other.id LIMIT 100`,
    values: [claimId, personFor(actor, 'claim.withdraw'), deps.clock.now()],
  });
  return rows;
}

/** Tasks whose place the giver of a claim may ask for in return, soonest first. */
export async function findSwapTasks(deps: Reader, actor: Actor, claimId: string): Promise<string[]> {
  const { rows } = await deps.pool.query<{ id: string }>({
    name: 'swap-tasks',
    text: `
      SELECT t.id
      FROM "Claim" c JOIN "Task" given ON given.id = c."taskId" JOIN "Need" own ON own.id = given."needId"
      JOIN "Need" n ON n.id = own.id OR n."organisationId" = own."organisationId"
      JOIN "Task" t ON t."needId" = n.id AND t.id <> given.id
      JOIN "Person" p ON p.id = c."personId"
      WHERE c.id = $1::uuid AND c."personId" = $2::uuid AND c.state = 'confirmed'
        AND NOT given."needsApproval" AND own."placeKind" <> 'private_home' AND NOT ${eligibility.waits}
        AND NOT ${eligibility.cancelled} AND NOT ${eligibility.started} AND ${eligibility.open}
        AND NOT ${eligibility.alreadyClaimed} AND ${eligibility.ageFits} AND ${eligibility.skillsFit}
        AND EXISTS (SELECT FROM "Claim" holder WHERE holder."taskId" = t.id AND holder.state = 'confirmed')
      ORDER BY t."startsAt", t.id LIMIT 30`,
    values: [claimId, personFor(actor, 'claim.withdraw'), deps.clock.now()],
  });
  return rows.map(({ id }) => id);
}
