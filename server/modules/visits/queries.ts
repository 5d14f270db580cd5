import type { ClaimState, PlaceKind } from '~/generated/prisma/enums';
import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { checkOutClosesMinutes } from '~/server/modules/attendance/rules';
import type { Actor } from '~/server/policy/actor';
import { assertMay, may, personFor, reaches, scopeFor } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import { releaseOf, releasedFrom, type VisitReader, type VisitStage } from './rules';

/** A visit as one reader gets it: how much of the home is released to them, and where it is looked up. */
export interface VisitRow {
  readonly taskId: string;
  readonly needId: string;
  readonly servedPersonId: string | null;
  readonly communityId: string;
  readonly reader: VisitReader;
  readonly stage: VisitStage;
  /** When door and phone are released at the earliest. */
  readonly opensAt: Date;
}

interface TaskFacts {
  readonly taskId: string;
  readonly needId: string;
  readonly servedPersonId: string | null;
  readonly communityId: string;
  readonly organisationId: string | null;
  readonly placeKind: PlaceKind;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly cancelled: boolean;
}

interface ClaimFacts extends TaskFacts {
  readonly claimId: string;
  readonly personId: string | null;
  readonly state: ClaimState;
  readonly servedBefore: boolean;
  readonly partner: boolean;
  readonly partnerLeft: boolean;
}

const taskColumns = `t.id AS "taskId", n.id AS "needId", n."servedPersonId", n."communityId", n."organisationId", n."placeKind",
  t."startsAt", t."endsAt", (t."cancelledAt" IS NOT NULL OR n.status = 'cancelled') AS cancelled`;

const partner = (states: string): string => `EXISTS (
    SELECT FROM "Claim" other
    WHERE other."taskId" = t.id AND other."personId" <> c."personId" AND other.state IN (${states}))`;
const partnerComes = partner(`'confirmed', 'checked_in'`);

/** Whether the helper of the claim c has served the person served by the need n, as SQL. */
const servedBefore = `EXISTS (
    SELECT FROM "Claim" past JOIN "Task" pt ON pt.id = past."taskId" JOIN "Need" pn ON pn.id = pt."needId"
    WHERE past."personId" = c."personId" AND past.state = 'attended' AND past.id <> c.id
      AND pn."servedPersonId" = n."servedPersonId")`;

/**
 * The visits of claims as the actor gets them, in the order of the ids; null where the task is at no private home, and for
 * whoever is neither its helper nor runs its day.
 */
export async function findVisitsOfClaims(
  deps: { readonly prisma: Pick<Tx, '$queryRawUnsafe'>; readonly clock: Deps['clock'] },
  actor: Actor,
  claimIds: readonly string[],
): Promise<(VisitRow | null)[]> {
  const rows = await deps.prisma.$queryRawUnsafe<ClaimFacts[]>(
    `SELECT c.id AS "claimId", c."personId", c.state, ${taskColumns},
        ${servedBefore} AS "servedBefore",
        ${partnerComes} AS partner,
        ${partner(`'attended'`)} AS "partnerLeft"
      FROM "Claim" c JOIN "Task" t ON t.id = c."taskId" JOIN "Need" n ON n.id = t."needId"
      WHERE c.id = ANY($1::uuid[]) AND n."placeKind" = 'private_home'`,
    claimIds,
  );
  const now = deps.clock.now();
  const byId = new Map(rows.map((row) => [row.claimId, row]));
  return claimIds.map((id) => {
    const facts = byId.get(id);
    const reader = facts && readerOf(actor, facts);
    return facts && reader ? rowOf(facts, reader, facts, now) : null;
  });
}

/** Whether the helper of a claim at a private home is there for the first time and nobody else comes: they do not go in alone. */
export async function waitsForPartner(tx: Pick<Tx, '$queryRawUnsafe'>, claimId: string): Promise<boolean> {
  const [row] = await tx.$queryRawUnsafe<{ waits: boolean }[]>(
    `SELECT NOT ${servedBefore} AND NOT ${partnerComes} AS waits
      FROM "Claim" c JOIN "Task" t ON t.id = c."taskId" JOIN "Need" n ON n.id = t."needId" WHERE c.id = $1::uuid`,
    claimId,
  );
  return row?.waits ?? false;
}

/** The visits that tasks are, for whoever runs their day; null for the others. In the order of the ids. */
export async function findVisitsOfTasks(
  deps: Pick<Deps, 'pool' | 'clock'>,
  actor: Actor,
  taskIds: readonly string[],
): Promise<(VisitRow | null)[]> {
  const { rows } = await deps.pool.query<TaskFacts & { furthest: 'checked_in' | 'confirmed' | null }>({
    name: 'visits-of-tasks',
    text: `
      SELECT ${taskColumns}, (
        SELECT max(c.state)::text FROM "Claim" c
        WHERE c."taskId" = t.id AND c.state IN ('confirmed', 'checked_in')) AS furthest
      FROM "Task" t JOIN "Need" n ON n.id = t."needId"
      WHERE t.id = ANY($1::uuid[]) AND n."placeKind" = 'private_home'`,
    values: [taskIds],
  });
  const now = deps.clock.now();
  const byId = new Map(rows.map((row) => [row.taskId, row]));
  return taskIds.map((id) => {
    const facts = byId.get(id);
    const reader = facts && readerOf(actor, { ...facts, personId: null });
    if (!facts || !reader) return null;
    const state: ClaimState = facts.furthest ?? 'requested';
    const alone = { state, servedBefore: false, partner: false, partnerLeft: false };
    return rowOf(facts, reader, alone, now);
  });
}

function rowOf(
  task: TaskFacts,
  reader: VisitReader,
  who: Pick<ClaimFacts, 'state' | 'servedBefore' | 'partner' | 'partnerLeft'>,
  now: Date,
): VisitRow {
  const { taskId, needId, servedPersonId, communityId, startsAt, endsAt, cancelled } = task;
  const { state, servedBefore: served, partner: other, partnerLeft } = who;
  const stage = releaseOf(
    { reader, state, startsAt, endsAt, cancelled, servedBefore: served, partner: other, partnerLeft },
    now,
  );
  return { taskId, needId, servedPersonId, communityId, reader, stage, opensAt: releasedFrom(task) };
}

/** Who the actor is to a home visit; null for somebody it does not concern. A helper's proxy does not go in. */
function readerOf(
  actor: Actor,
  { personId, organisationId, communityId }: TaskFacts & { personId: string | null },
): VisitReader | null {
  const may = (row: Parameters<typeof reaches>[2]) => reaches(actor, 'contact.read_door', row);
  if (may({ communityId })) return 'officer';
  if (personId !== null && actor.onBehalfOfId === null && may({ personId })) return 'helper';
  return may({ organisationId }) ? 'coordinator' : null;
}

/** What an officer weighs when somebody wants to help at a home. */
export interface HelperFacts {
  /** Until when an identity check of them counts; null without one. */
  readonly identityCheckedUntil: Date | null;
  /** Visits at private homes that they have made. */
  readonly visitsBefore: number;
  readonly servedBefore: boolean;
  /** How many others are confirmed for the task, or there. */
  readonly others: number;
  /** The person served does not want them. */
  readonly refused: boolean;
}

/** What decides on claims at private homes, for whoever may decide on them; null for the others. In the order of the ids. */
export async function findHelperFacts(
  deps: Pick<Deps, 'pool' | 'prisma'>,
  actor: Actor,
  claimIds: readonly string[],
): Promise<((Omit<HelperFacts, 'identityCheckedUntil'> & { personId: string }) | null)[]> {
  if (!may(actor, 'claim.decide')) return claimIds.map(() => null);
  const within = await deps.prisma.claim.findMany({
    where: {
      id: { in: [...claimIds] },
      task: { need: { placeKind: 'private_home', OR: scopeFor(actor, 'claim.decide') } },
    },
    select: { id: true },
  });
  const { rows } = await deps.pool.query<
    Omit<HelperFacts, 'identityCheckedUntil'> & { claimId: string; personId: string }
  >({
    name: 'helper-facts',
    text: `
      SELECT c.id AS "claimId", c."personId", ${servedBefore} AS "servedBefore",
        (SELECT count(*)::int FROM "Claim" past JOIN "Task" pt ON pt.id = past."taskId" JOIN "Need" pn ON pn.id = pt."needId"
          WHERE past."personId" = c."personId" AND past.state = 'attended' AND pn."placeKind" = 'private_home') AS "visitsBefore",
        (SELECT count(*)::int FROM "Claim" other
          WHERE other."taskId" = t.id AND other."personId" <> c."personId" AND other.state IN ('confirmed', 'checked_in')) AS others,
        EXISTS (
          SELECT FROM "HelperRefusal" refusal
          WHERE refusal."helperId" = c."personId" AND refusal."servedPersonId" = n."servedPersonId" AND refusal."endedAt" IS NULL
        ) AS refused
      FROM "Claim" c JOIN "Task" t ON t.id = c."taskId" JOIN "Need" n ON n.id = t."needId"
      WHERE c.id = ANY($1::uuid[]) AND c."personId" IS NOT NULL`,
    values: [within.map(({ id }) => id)],
  });
  const byId = new Map(rows.map((row) => [row.claimId, row]));
  return claimIds.map((id) => byId.get(id) ?? null);
}

/** How far ahead the list of visits looks. */
const daysAhead = 14;

/** The tasks at private homes whose day the actor runs: those of the last hours with somebody still in, today's, and what comes. Soonest first. */
export async function findHomeVisits(deps: Pick<Deps, 'prisma' | 'clock'>, actor: Actor): Promise<string[]> {
  assertMay(actor, 'visit.watch');
  const now = deps.clock.now().getTime();
  const tasks = await deps.prisma.task.findMany({
    where: {
      cancelledAt: null,
      startsAt: { lt: new Date(now + daysAhead * 86_400_000) },
      endsAt: { gt: new Date(now - checkOutClosesMinutes * 60_000) },
      need: {
        placeKind: 'private_home',
        OR: scopeFor(actor, 'visit.watch'),
      },
      // What was judged early, or whose days have ended, is closed while somebody is still in.
      OR: [
        { need: { status: { in: ['open', 'in_progress', 'completed'] } } },
        { need: { status: 'closed' }, claims: { some: { state: 'checked_in' } } },
      ],
    },
    orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
    take: 100,
    select: { id: true },
  });
  return tasks.map(({ id }) => id);
}

/** The helpers of a task at one's own home, for the person served: claims that are confirmed or there; null for everyone else. */
export async function findHelpersOfOwn(
  deps: Pick<Deps, 'prisma'>,
  actor: Actor,
  taskIds: readonly string[],
): Promise<({ claimId: string; name: string; state: ClaimState }[] | null)[]> {
  const person = personFor(actor, 'need.ask');
  if (person === null) return taskIds.map(() => null);
  const tasks = await deps.prisma.task.findMany({
    where: { id: { in: [...taskIds] }, need: { servedPersonId: person } },
    select: {
      id: true,
      claims: {
        where: { state: { in: ['confirmed', 'checked_in', 'attended'] } },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
        select: { id: true, state: true, person: { select: { displayName: true } } },
      },
    },
  });
  const byTask = new Map(
    tasks.map(({ id, claims }) => [
      id,
      claims.map((claim) => ({
        claimId: claim.id,
        state: claim.state,
        name: claim.person?.displayName ?? '',
      })),
    ]),
  );
  return taskIds.map((id) => byTask.get(id) ?? null);
}

/** The name of the person served by a visit that the caller was already let read whole. */
export async function unsafeServedName(
  deps: Pick<Deps, 'prisma'>,
  { servedPersonId }: VisitRow,
): Promise<string | null> {
  if (servedPersonId === null) return null;
  const person = await deps.prisma.person.findUnique({
    where: { id: servedPersonId },
    select: { displayName: true },
  });
  return person?.displayName ?? refuse('NOT_FOUND');
}
