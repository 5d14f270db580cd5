import type { Attendance } from '~/generated/prisma/client';
import { encodeId } from '~/server/database/id';
import type { Deps } from '~/server/deps';
import { liveStates } from '~/server/modules/claims/rules';
import { acceptedSql } from '~/server/modules/organisations/accepted-sql';
import type { Actor } from '~/server/policy/actor';
import { may, scopeFor } from '~/server/policy/permissions';
import { currentCode } from './rules';

export interface CheckInCode {
  readonly digits: string;
  /** What the QR says: opens the check-in page with the code filled in. */
  readonly url: string;
  readonly validUntil: Date;
}

/** The codes to show on site now, for the tasks whose day the actor runs; null for the others. In the order of the ids. */
export async function findCheckInCodes(
  deps: Pick<Deps, 'prisma' | 'clock' | 'settings'>,
  actor: Actor,
  taskIds: readonly string[],
): Promise<(CheckInCode | null)[]> {
  if (!may(actor, 'attendance.record')) return taskIds.map(() => null);
  const tasks = await deps.prisma.task.findMany({
    where: { id: { in: [...taskIds] }, need: { OR: scopeFor(actor, 'attendance.record') } },
    select: { id: true, checkInSecret: true },
  });
  const now = deps.clock.now();
  const codes = new Map(
    tasks.map(({ id, checkInSecret }) => {
      const code = currentCode(checkInSecret, now);
      const url = `${deps.settings.publicUrl}/check-in/${encodeId('Task', id)}?code=${code.digits}`;
      return [id, { ...code, url }];
    }),
  );
  return taskIds.map((id) => codes.get(id) ?? null);
}

/** Attendance of claims that the caller was already let read, in the order of the ids. */
export async function unsafeAttendanceOf(
  deps: Pick<Deps, 'prisma'>,
  claimIds: readonly string[],
): Promise<(Attendance | null)[]> {
  const rows = await deps.prisma.attendance.findMany({ where: { claimId: { in: [...claimIds] } } });
  const byClaim = new Map(rows.map((row) => [row.claimId, row]));
  return claimIds.map((id) => byClaim.get(id) ?? null);
}

/** The notes beside names on rosters that the actor may read; null for other claims. In the order of the ids. */
export async function findNotes(
  deps: Pick<Deps, 'prisma'>,
  actor: Actor,
  claimIds: readonly string[],
): Promise<(string | null)[]> {
  const rows = await deps.prisma.claim.findMany({
    where: { id: { in: [...claimIds] }, task: { need: { OR: scopeFor(actor, 'roster.read') } } },
    select: { id: true, note: true },
  });
  const byClaim = new Map(rows.map((row) => [row.id, row.note]));
  return claimIds.map((id) => byClaim.get(id) ?? null);
}

/** Somebody whom the coordinator may see and who is not on the roster. */
export interface Candidate {
  readonly id: string;
  /** When they last served here, which tells two people of one name apart. */
  readonly lastServedAt: Date | null;
}

const mostCandidates = 10;

/**
 * People who may have walked in, by a part of their name: members of the unit and those who served in it, for a committee its
 * residents and those who served there; without those who stand on its roster. Empty for a task whose day the actor
 * does not run.
 */
export async function findCandidates(
  deps: Pick<Deps, 'pool' | 'prisma'>,
  actor: Actor,
  taskId: string,
  search: string,
): Promise<Candidate[]> {
  const name = search.normalize('NFKC').trim();
  if (name === '' || !may(actor, 'attendance.record')) return [];
  const task = await deps.prisma.task.findFirst({
    where: { id: taskId, need: { OR: scopeFor(actor, 'attendance.record') } },
    select: { id: true },
  });
  if (!task) return [];
  const onRoster = [...liveStates, 'no_show'].map((state) => `'${state}'`).join(', ');
  const { rows } = await deps.pool.query<Candidate>({
    name: 'walk-in-candidates',
    text: `
      SELECT p.id, served.last AS "lastServedAt"
      FROM "Person" p
      CROSS JOIN LATERAL (
        SELECT max(r."endsAt") AS last FROM "ServiceRecord" r
        WHERE r."personId" = p.id AND (r."organisationId" = $3::uuid OR r."communityId" = ANY($4::uuid[]))
      ) served
      WHERE p.status = 'active' AND p."mergedIntoId" IS NULL AND p.id <> $5::uuid
        AND p."displayName" ILIKE '%' || replace(replace(replace($2, '\\', '\\\\'), '%', '\\%'), '_', '\\_') || '%'
        AND (
          p."homeCommunityId" = ANY($4::uuid[])
          OR served.last IS NOT NULL
          OR EXISTS (
            SELECT FROM "Membership" m
            WHERE m."personId" = p.id AND m."organisationId" = $3::uuid AND m."endedAt" IS NULL
              AND ${acceptedSql('m')})
          OR EXISTS (
            SELECT FROM "Claim" c JOIN "Task" t ON t.id = c."taskId" JOIN "Need" n ON n.id = t."needId"
            WHERE c."personId" = p.id AND c.state <> 'invited'
              AND (n."organisationId" = $3::uuid OR n."communityId" = ANY($4::uuid[]))))
        AND NOT EXISTS (
          SELECT FROM "Claim" mine
          WHERE mine."taskId" = $1::uuid AND mine."personId" = p.id
            AND mine.state IN (${onRoster}))
      ORDER BY served.last DESC NULLS LAST, p."displayName", p.id
      LIMIT ${mostCandidates}`,
    values: [
      taskId,
      name,
      actor.membership?.organisationId ?? null,
      actor.membership?.communityIds ?? [],
      actor.personId,
    ],
  });
  return rows;
}
