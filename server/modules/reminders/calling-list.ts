import type { Deps } from '~/server/deps';
import { viewClaimantPhones } from '~/server/modules/contact/view-contacts';
import { changes } from '~/server/modules/notifications/groups';
import type { Actor } from '~/server/policy/actor';
import { assertMay, scopeFor } from '~/server/policy/permissions';
import { askBeforeMs } from './rules';

/** Somebody to ring up before a task: they have not answered, or not seen what changed. */
export interface CallRow {
  readonly claimId: string;
  readonly personId: string;
  /** Whole, for whoever rings; null where none is known. Each look is written down. */
  readonly phone: string | null;
  readonly hasNotAnswered: boolean;
  readonly hasNotSeen: boolean;
  readonly callsInVain: number;
  readonly lastCalledAt: Date | null;
}

/**
 * Whom to ring up about a task that begins within a day: who holds a place and has neither answered nor opened what they were told of
 * a change. Whoever answered has seen it. Null where the actor does not run the day; empty earlier and once it has begun.
 */
export async function findCallingList(
  deps: Pick<Deps, 'pool' | 'prisma' | 'clock'>,
  actor: Actor,
  taskId: string,
): Promise<CallRow[] | null> {
  assertMay(actor, 'attendance.record');
  const now = deps.clock.now();
  const task = await deps.prisma.task.findFirst({
    where: { id: taskId, need: { OR: scopeFor(actor, 'attendance.record') } },
    select: { id: true, startsAt: true, cancelledAt: true },
  });
  if (!task) return null;
  const left = task.startsAt.getTime() - now.getTime();
  if (task.cancelledAt || left <= 0 || left > askBeforeMs) return [];
  const { rows } = await deps.pool.query<Omit<CallRow, 'phone'>>({
    name: 'calling-list',
    text: `
      SELECT * FROM (
        SELECT c.id AS "claimId", c."personId", a."askedAt" IS NOT NULL AND a.answer IS NULL AS "hasNotAnswered",
          EXISTS (
            SELECT FROM "Notice" n WHERE n."personId" = c."personId" AND n."readAt" IS NULL AND n.kind = ANY($2::text[])
              AND n."createdAt" > c."startsAt" - $3 * interval '1 millisecond'
              AND (n.detail->>'claimId' = c.id::text OR n.detail->>'taskId' = c."taskId"::text
                OR (n.detail->>'taskId' IS NULL AND n.detail->>'needId' = t."needId"::text))
          ) AS "hasNotSeen",
          coalesce(a."callsInVain", 0) AS "callsInVain", a."lastCalledAt"
        FROM "Claim" c JOIN "Task" t ON t.id = c."taskId"
        LEFT JOIN "ComingAnswer" a ON a."claimId" = c.id AND a."startsAt" = c."startsAt"
        WHERE c."taskId" = $1 AND c.state = 'confirmed' AND c."personId" IS NOT NULL
      ) each
      WHERE "hasNotAnswered" OR "hasNotSeen"
      ORDER BY "hasNotSeen" DESC, "callsInVain", "claimId"`,
    values: [taskId, [...changes], askBeforeMs],
  });
  const phones = await viewClaimantPhones(
    deps,
    actor,
    rows.map(({ personId }) => personId),
  );
  return rows.map((row, at) => ({ ...row, phone: phones[at] ?? null }));
}
