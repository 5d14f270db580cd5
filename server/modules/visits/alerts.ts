import type { Prisma, VisitAlert } from '~/generated/prisma/client';
import type { ClaimState, VisitAlertKind } from '~/generated/prisma/enums';
import { newId, uuidV7Sql } from '~/server/database/id';
import { inTransaction, type Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import { notifyAll } from '~/server/modules/notifications/notify';
import { findStaff } from '~/server/modules/organisations/find-staff';
import { system, type Actor } from '~/server/policy/actor';
import { assertMay, may, reaches, scopeFor } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import { visitAlertMinutes } from '~/server/modules/communities/settings';

/** Alerts that came so long after their time would tell of nothing that is still so. */
const latestDays = 2;

/** So much of what was said with calls for help is kept, the latest. */
const saidLength = 2_000;

interface Raised {
  readonly alertId: string;
  readonly kind: VisitAlertKind;
  readonly claimId: string;
  readonly personId: string;
  readonly taskId: string;
  readonly needId: string;
  readonly communityId: string;
  readonly organisationId: string | null;
}

/** How many minutes a community waits, as SQL over the alias n: its own setting, else the nearest ancestor's, else the fallback. */
const patience = `coalesce((
    SELECT CASE WHEN jsonb_typeof(s.value) = 'number' THEN (s.value #>> '{}')::numeric::int END
    FROM "CommunityAncestor" above JOIN "CommunitySetting" s ON s."communityId" = above."ancestorId"
    WHERE above."communityId" = n."communityId" AND s.key = 'visitAlertMinutes' ORDER BY above.depth LIMIT 1
  ), ${visitAlertMinutes}) * interval '1 minute'`;

/**
 * The rule of time: somebody confirmed for a private home has not arrived so many minutes after the start, or has not left so many
 * after the end; the visit may be over by then. A helper who told how a regular visit went needs no arrival, nor does anybody once the
 * committee wrote it down. Once a claim and kind, however often and on however many nodes it runs. Answers how many alerts were raised.
 */
export async function raiseDueAlerts(deps: Deps): Promise<number> {
  const now = deps.clock.now();
  return inTransaction(deps, system(), async (tx) => {
    const raised = await tx.$queryRawUnsafe<Raised[]>(
      `WITH due AS (
         SELECT c.id AS "claimId", c."personId", t.id AS "taskId", n.id AS "needId", n."communityId", n."organisationId",
           CASE c.state WHEN 'confirmed' THEN 'not_arrived' ELSE 'overdue' END::"VisitAlertKind" AS kind
         FROM "Task" t
         JOIN "Need" n ON n.id = t."needId"
         JOIN "Claim" c ON c."taskId" = t.id
         WHERE n."placeKind" = 'private_home' AND n.status <> 'cancelled' AND t."cancelledAt" IS NULL AND c."personId" IS NOT NULL
           AND t."startsAt" > $1::timestamptz - interval '${latestDays + 1} days' AND t."startsAt" <= $1::timestamptz
           AND t."endsAt" > $1::timestamptz - interval '${latestDays} days'
           AND ((c.state = 'confirmed' AND t."startsAt" + ${patience} <= $1::timestamptz AND NOT EXISTS (
               SELECT FROM "CareVisit" told WHERE told."taskId" = t.id AND told.outcome IS NOT NULL AND NOT EXISTS (
                 SELECT FROM "Claim" partner WHERE partner."taskId" = t.id AND partner.id <> c.id AND partner."personId" = told."recordedById")))
             OR (c.state = 'checked_in' AND t."endsAt" + ${patience} <= $1::timestamptz))
       ), raised AS (
         INSERT INTO "VisitAlert" (id, "claimId", kind, "raisedAt")
         SELECT ${uuidV7Sql('$1')}, "claimId", kind, $1::timestamptz FROM due ORDER BY "claimId"
         ON CONFLICT ("claimId", kind) DO NOTHING
         RETURNING id, "claimId", kind
       )
       SELECT raised.id AS "alertId", due.* FROM raised JOIN due USING ("claimId", kind)`,
      now,
    );
    for (const alert of raised) {
      await recordAlert(tx, deps, system(), alert, null);
      await tellStaff(tx, alert);
    }
    return raised.length;
  });
}

/**
 * Somebody at a private home needs help: said by the helper, or taken down by whoever they rang. Said again while it is open, it is
 * one alert, and what is said with it stands there too.
 */
export async function raiseStopWord(
  deps: Deps,
  actor: Actor,
  input: { claim: string; note?: string | null | undefined },
): Promise<{ id: string }> {
  assertMay(actor, 'visit.call_help');
  const now = deps.clock.now();
  return inTransaction(deps, actor, async (tx) => {
    const claim = await tx.claim.findUnique({
      where: { id: input.claim },
      select: { id: true, personId: true, taskId: true, task: { select: { need: true } } },
    });
    if (!claim?.personId) return refuse('NOT_FOUND');
    const { need } = claim.task;
    if (need.placeKind !== 'private_home') refuse('NOT_FOUND');
    const { communityId, organisationId } = need;
    const row = { personId: claim.personId, communityId, organisationId };
    if (!reaches(actor, 'visit.call_help', row)) refuse('NOT_FOUND');
    await tx.$queryRaw`SELECT FROM "Claim" WHERE id = ${claim.id}::uuid FOR NO KEY UPDATE`;
    const { state } = await tx.claim.findUniqueOrThrow({ where: { id: claim.id }, select: { state: true } });
    if (state !== 'confirmed' && state !== 'checked_in' && state !== 'attended') refuse('WRONG_STATE');
    const kind = 'stop_word';
    const where = { claimId_kind: { claimId: claim.id, kind } } as const;
    const before = await tx.visitAlert.findUnique({ where });
    const said = input.note || null;
    const isOpen = before?.settledAt === null;
    if (isOpen && said === null) return { id: claim.id };
    const alert = await tx.visitAlert.upsert({
      where,
      create: { id: newId(), claimId: claim.id, kind, raisedAt: now, said },
      update: isOpen
        ? { said: [before.said, said].filter(Boolean).join('\n').slice(-saidLength) }
        : { raisedAt: now, said, settledAt: null, settledById: null, note: null },
    });
    const raised: Raised = {
      ...row,
      alertId: alert.id,
      kind,
      claimId: claim.id,
      taskId: claim.taskId,
      needId: need.id,
    };
    await recordAlert(tx, deps, actor, raised, said);
    if (!isOpen) await tellStaff(tx, raised);
    return { id: claim.id };
  });
}

/** Writes history and event of an alert. */
async function recordAlert(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  actor: Actor,
  { kind, claimId, taskId, needId, communityId, organisationId, personId }: Raised,
  reason: string | null,
): Promise<void> {
  await recordChange(tx, deps, actor, {
    type: 'visit:alert_raised',
    subjectType: 'claim',
    subjectId: claimId,
    toState: kind,
    reason,
    payload: { claimId, taskId, needId, kind },
    feeds: [
      `community:${communityId}`,
      `person:${personId}`,
      ...(organisationId ? [`organisation:${organisationId}` as const] : []),
    ],
  });
}

/** Tells those who run the day of an alert. */
async function tellStaff(
  tx: Tx,
  { kind, claimId, taskId, communityId, organisationId, personId }: Raised,
): Promise<void> {
  const staff = await findStaff(tx, { organisationId, communityId });
  await notifyAll(
    tx,
    staff.filter((id) => id !== personId),
    `visit_${kind}`,
    { claimId, taskId },
  );
}

/** An alert, with what it needs to be told apart from one that has settled itself. */
export type AlertRow = VisitAlert & {
  readonly claim: { readonly state: ClaimState; readonly personId: string | null };
};
const withClaim = { claim: { select: { state: true, personId: true } } } as const;

/** Whether somebody must still look: nobody has settled it, and it was not overtaken by an arrival, a departure or a cancellation. */
export const stands = ({ settledAt, kind, claim }: AlertRow): boolean =>
  settledAt === null &&
  (kind === 'stop_word' || claim.state === (kind === 'not_arrived' ? 'confirmed' : 'checked_in'));

/** Whose phone and contacts whoever looks is shown: the helper's, as long as the alert stands. */
export const helperToFind = (alert: AlertRow): string | null => (stands(alert) ? alert.claim.personId : null);

/** The same as `stands`, for the database: so that what was overtaken takes nobody's place in a list. */
const overdueOrMissing: Prisma.VisitAlertWhereInput[] = [
  { kind: 'not_arrived', claim: { state: 'confirmed', task: { cancelledAt: null } } },
  { kind: 'overdue', claim: { state: 'checked_in', task: { cancelledAt: null } } },
];

/** What is open for whoever runs the day of the tasks: calls for help, then the others, each the latest first. */
export async function findOpenAlerts(deps: Pick<Deps, 'prisma'>, actor: Actor): Promise<AlertRow[]> {
  assertMay(actor, 'visit.watch');
  const latest = (kinds: Prisma.VisitAlertWhereInput[]) =>
    deps.prisma.visitAlert.findMany({
      where: {
        settledAt: null,
        claim: { task: { need: { OR: scopeFor(actor, 'visit.watch') } } },
        OR: kinds,
      },
      include: withClaim,
      orderBy: [{ raisedAt: 'desc' }, { id: 'desc' }],
      take: 200,
    });
  const [calls, others] = await Promise.all([latest([{ kind: 'stop_word' }]), latest(overdueOrMissing)]);
  return [...calls, ...others];
}

/** Every alert of claims whose day the actor runs, first raised first; none for other claims. In the order of the ids. */
export async function findAlertsOfClaims(
  deps: Pick<Deps, 'prisma'>,
  actor: Actor,
  claimIds: readonly string[],
): Promise<AlertRow[][]> {
  if (!may(actor, 'visit.watch')) return claimIds.map(() => []);
  const rows = await deps.prisma.visitAlert.findMany({
    where: {
      claimId: { in: [...claimIds] },
      claim: { task: { need: { OR: scopeFor(actor, 'visit.watch') } } },
    },
    include: withClaim,
    orderBy: [{ raisedAt: 'asc' }, { id: 'asc' }],
  });
  return claimIds.map((id) => rows.filter(({ claimId }) => claimId === id));
}

/** Says what was found: somebody has looked, and the alert is closed. */
export async function settleAlert(
  deps: Deps,
  actor: Actor,
  input: { id: string; note: string },
): Promise<{ id: string }> {
  assertMay(actor, 'visit.watch');
  return inTransaction(deps, actor, async (tx) => {
    const alert = await tx.visitAlert.findFirst({
      where: { id: input.id, claim: { task: { need: { OR: scopeFor(actor, 'visit.watch') } } } },
      include: { claim: { select: { personId: true, taskId: true, task: { select: { need: true } } } } },
    });
    if (!alert) return refuse('NOT_FOUND');
    const { claim } = alert;
    // Nobody says of themselves that they are well and nobody need look.
    if (claim.personId === actor.personId) refuse('NOT_ALLOWED');
    const { count } = await tx.visitAlert.updateMany({
      where: { id: alert.id, settledAt: null },
      data: { settledAt: deps.clock.now(), settledById: actor.personId, note: input.note },
    });
    if (count === 0) refuse('ALREADY_DONE');
    await recordChange(tx, deps, actor, {
      type: 'visit:alert_settled',
      subjectType: 'claim',
      subjectId: alert.claimId,
      fromState: alert.kind,
      reason: input.note,
      payload: {
        claimId: alert.claimId,
        taskId: claim.taskId,
        needId: claim.task.need.id,
        kind: alert.kind,
      },
      feeds: [
        `community:${claim.task.need.communityId}`,
        ...(claim.task.need.organisationId
          ? [`organisation:${claim.task.need.organisationId}` as const]
          : []),
      ],
    });
    return { id: alert.claimId };
  });
}
