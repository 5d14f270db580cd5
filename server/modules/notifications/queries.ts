import type { Deps } from '~/server/deps';
import { assertMay, assertPerson } from '~/server/policy/permissions';
import type { Actor } from '~/server/policy/actor';
import { isNoticeKind, type NoticeDetail, type NoticeKind } from './kinds';
import type { NoticeFacts } from './words';

export interface NoticeRow extends NoticeFacts {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly detail: NoticeDetail;
  readonly createdAt: Date;
  readonly readAt: Date | null;
}

/** The latest notices of the actor's person, newest first, with what they are about: one statement. */
export async function findNotices(
  deps: Pick<Deps, 'pool'>,
  actor: Actor,
  first: number,
): Promise<NoticeRow[]> {
  assertMay(actor, 'account.manage');
  const { rows } = await deps.pool.query<Omit<NoticeRow, 'kind'> & { kind: string }>({
    name: 'notices-of-person',
    text: `
      SELECT notice.id, notice.kind, notice.detail, notice."createdAt", notice."readAt",
             coalesce(need.title, record."activityName") AS title,
             task.title AS "taskTitle", task."startsAt", claim."expiresAt", zone."timeZone",
             organisation.name AS unit,
             certificate.number,
             CASE
               WHEN notice.kind LIKE 'record%' THEN record.reason
               WHEN notice.kind = 'dispute_resolved' THEN dispute.resolution
               WHEN notice.kind LIKE 'claim%' THEN claim.reason
               WHEN notice.kind = 'need_thanked' THEN judgement.thanks
               WHEN notice.kind = 'task_cancelled' THEN task."cancelReason"
               WHEN notice.kind LIKE 'certificate%' THEN certificate."revocationReason"
               WHEN notice.kind LIKE 'organisation%' THEN organisation."statusReason"
               ELSE need."statusReason"
             END AS reason
        FROM "Notice" notice
        LEFT JOIN "ServiceRecord" record ON record.id = (notice.detail->>'recordId')::uuid
        LEFT JOIN "Claim" claim ON claim.id = (notice.detail->>'claimId')::uuid
        LEFT JOIN "Task" task ON task.id = coalesce((notice.detail->>'taskId')::uuid, claim."taskId", record."taskId")
        LEFT JOIN "Need" need ON need.id = coalesce((notice.detail->>'needId')::uuid, task."needId", record."needId")
        LEFT JOIN "NeedJudgement" judgement ON judgement.id = (notice.detail->>'judgementId')::uuid
        LEFT JOIN "Certificate" certificate ON certificate.id = (notice.detail->>'certificateId')::uuid
        LEFT JOIN "Organisation" organisation ON organisation.id = (notice.detail->>'organisationId')::uuid
        LEFT JOIN LATERAL (
          SELECT resolution FROM "Dispute" WHERE "recordId" = record.id ORDER BY "resolvedAt" DESC NULLS LAST LIMIT 1
        ) dispute ON notice.kind = 'dispute_resolved'
        LEFT JOIN LATERAL (
          SELECT up."timeZone" FROM "CommunityAncestor" above JOIN "Community" up ON up.id = above."ancestorId"
          WHERE above."communityId" = need."communityId" AND up."timeZone" IS NOT NULL ORDER BY above.depth LIMIT 1
        ) zone ON notice.kind IN ('task_cancelled', 'care_busy', 'care_needs', 'care_not_reached', 'claim_offered')
       WHERE notice."personId" = $1
       ORDER BY notice."createdAt" DESC, notice.id DESC
       LIMIT $2`,
    values: [assertPerson(actor, 'account.manage'), Math.min(Math.max(first, 1), 100)],
  });
  return rows.flatMap((row) => (isNoticeKind(row.kind) ? [{ ...row, kind: row.kind }] : []));
}

/** How many notices the actor's person has not read; 0 for a stranger. */
export async function countUnreadNotices(deps: Pick<Deps, 'prisma'>, actor: Actor): Promise<number> {
  const { personId } = actor;
  return personId === null ? 0 : deps.prisma.notice.count({ where: { personId, readAt: null } });
}
